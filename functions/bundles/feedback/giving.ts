/** Taking down what somebody said here, unless the same is open already (RULES.md 1.4, 1.5). */
import type * as z from 'zod'
import type { Instant } from '../../../shared/calendar/index.ts'
import { tell } from '../../../shared/registers/apply/hear.ts'
import type { Apply } from '../../../shared/registers/applying.ts'
import { caseAbout } from '../../../shared/registers/cases.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Ref } from '../../../shared/registers/ids.ts'
import { heardKey } from '../../../shared/registers/rows/heard.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { openCaseOf } from './chain.ts'
import { feedbackBundle } from './reference.ts'
import { feedbackGiven } from './rules/given.ts'

/** What somebody says here. */
export type SaidHere = z.output<typeof feedbackGiven.data>

/**
 * Takes it down; 409 `already-open` with the case that says the same. `id` names the request, by which its case is found
 * again: what it is, when, and the how-manieth of that moment tell it from all else.
 */
export function give(told: Omit<SaidHere, 'key'>, request: { id: string; time: Instant }): Apply {
  const { kind, matter, case_id } = told
  const what = [kind, case_id ?? matter, request.time].join(' ')
  const about = { kind, matter, ...(case_id === undefined ? {} : { case_id: case_id as Ref }) }
  return (file, at) => {
    const open = openCaseOf(file, about)
    const before = file.all('heard').filter(({ key }) => key.startsWith(what)).length
    if (!open) return tell(feedbackGiven, { ...told, key: `${what} ${before}` }, request)(file, at)
    const detail = '同样的事您已经反映过，正在办。'
    return { refused: { status: 409, code: 'already-open', detail, more: { case_id: open.case_id } } }
  }
}

/** The case of what was said by a request. */
export function givenCase(file: PersonFile, request: string): CaseRow | undefined {
  const fact = file.all('heard').find(({ type, id }) => type === feedbackGiven.type && id === request)
  return fact && caseAbout(file, feedbackBundle.prefix, heardKey(fact))
}
