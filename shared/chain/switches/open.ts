/** Opening a case of what ought to have one, where its bundle is switched so (bundles/RULES.md 9). */
import { dueFields } from '../../policy/due.ts'
import { billsLeft, caseEver, casesBefore, isOverForGood } from '../../registers/cases.ts'
import { type Change, drop, type PersonFile, put } from '../../registers/file.ts'
import { type Ref, refOf } from '../../registers/ids.ts'
import type { At } from '../../registers/look.ts'
import type { CaseRow, Unopened } from '../../registers/rows.ts'
import { same } from '../../same.ts'
import { askCase, ground } from '../ask.ts'
import type { AnyChain, Start } from '../chain.ts'
import type { Draft } from '../draft.ts'
import type { Grounds } from '../grounds.ts'
import { type Opening, openingOf } from './switches.ts'

/** Opens the case if there is none of it yet, under whichever number; `about` makes its id, `grounds` say why there is one. */
export function openCase(chain: AnyChain, start: Start<unknown>, draft: Draft, at: At, grounds: Grounds): void {
  const case_id = refOf(chain.prefix, draft.file.pid, start.about)
  const held = caseEver(draft.file, chain.prefix, start.about, at)
  if (!held && isOverForGood(draft.file, chain, start.about, at)) return
  const opens = held ? 'open' : openingNow(chain, start, draft.file, at)
  if (opens !== 'open') {
    draft.withheld.set(case_id, { chain, start, opening: openingRow(chain, start, draft, at), because: opens })
    return
  }
  draft.write(billsLeft(draft.file, chain.prefix, start.about, held?.case_id ?? case_id))
  draft.write(noLongerUnopened(draft.file, case_id))
  if (held) {
    const instead_of = insteadOf(chain, start, draft.file)
    if (!same(held.instead_of ?? [], instead_of)) draft.write([put('case', { ...held, instead_of })])
    return
  }
  const row = openingRow(chain, start, draft, at)
  draft.write([put('case', row)])
  ground(row, grounds, draft)
  if (start.say) {
    draft.entries.push({ case_id, step: chain.first, text: start.say, actor: draft.actor(start.actor ?? 'partner') })
  }
  askCase(chain, row, draft, at)
}

/** Opens the case of what once ought to have had one (bundles/RULES.md 9.4): what it came of may be gone since, and the case is to say so. */
export function openAfterAll(chain: AnyChain, { case_id, about, opening }: Unopened, draft: Draft, at: At): void {
  const isTaken = caseEver(draft.file, chain.prefix, about, at) || isOverForGood(draft.file, chain, about, at)
  draft.write(noLongerUnopened(draft.file, case_id))
  if (isTaken) return
  const row: CaseRow = { ...opening, started_at: at.now, updated_at: at.now }
  draft.write([put('case', row)])
  askCase(chain, row, draft, at)
}

const noLongerUnopened = (file: PersonFile, case_id: Ref): Change[] =>
  file.one('unopened', case_id) ? [drop('unopened', case_id)] : []

/** Cases of lost numbers whose place it takes, with what they ordered; none if it counts that itself. */
const insteadOf = (chain: AnyChain, { about }: Start<unknown>, file: PersonFile): Ref[] =>
  chain.countsBefore ? [] : casesBefore(file, chain.prefix, about)

/** A case as it opens now. */
export function openingRow(chain: AnyChain, start: Start<unknown>, { file, applied }: Draft, at: At): CaseRow {
  const instead_of = insteadOf(chain, start, file)
  return {
    case_id: refOf(chain.prefix, file.pid, start.about),
    bundle: chain.bundle,
    chain_version: chain.states.version,
    status: 'running',
    step: chain.first,
    state: start.state,
    actions: [],
    admdvs: start.admdvs,
    areas: start.areas ?? [start.admdvs],
    ...(applied ? { applied: true } : {}),
    started_at: start.since ?? at.now,
    updated_at: at.now,
    ...(start.due ? dueFields(start.due) : {}),
    ...(instead_of.length > 0 ? { instead_of } : {}),
  }
}

/** What was going on under a number that was lost goes on under the one that is kept, whatever the switch says by now. */
function openingNow(chain: AnyChain, start: Start<unknown>, file: PersonFile, at: At): Opening {
  const opening = openingOf(file, chain.bundle, start, at)
  if (opening === 'open') return opening
  const wentOn = file.all('joined').some(({ pid }) => {
    const left = at.look.closed(pid).one('case', refOf(chain.prefix, pid, start.about))
    return left?.outcome?.reason === 'merged'
  })
  return wentOn ? 'open' : opening
}
