/** Files of one person under two numbers: the one that is closed, and the one that takes it over; once for all bundles. */

import { drop, type PersonFile, put } from '../registers/file.ts'
import type { At } from '../registers/look.ts'
import { joinNext } from '../registers/merged/join.ts'
import type { SumsOf } from '../registers/merged/sums.ts'
import { isOpen } from '../registers/rows/cases.ts'
import type { CaseRow, TaskRow } from '../registers/rows.ts'
import { identityDiffers, identityTaken } from '../tasks/person.ts'
import type { AnyChain } from './chain.ts'
import type { Draft } from './draft.ts'
import { stateOf } from './states.ts'

const text = '这个人员编号已并入另一个编号，这件事到此为止；该办的在保留的编号名下重新办理'
/** Who somebody is, is asked of the file that is kept. */
const ofIdentity: readonly string[] = [identityDiffers.kind, identityTaken.kind]

/** Closes a file that was merged into another, or takes over those merged into it; false if that needs another commit. */
export function mergeFiles(draft: Draft, at: At, chains: readonly AnyChain[]): boolean {
  if (draft.file.into === undefined) return takeOver(draft, at, sumsBy(chains))
  closeFile(draft, at)
  return true
}

/** Ends open cases with their tasks; what else clerks have to do goes over, and is listed no more for this file. */
function closeFile(draft: Draft, at: At): void {
  // What would be cases here would be the other file's, and is found there anew.
  for (const { case_id } of draft.file.all('unopened')) {
    if (draft.isFullFor('cases')) return
    draft.write([drop('unopened', case_id)])
  }
  const ending = new Set<string>()
  for (const row of draft.file.all('case').filter(isOpen)) {
    if (draft.isFullFor('cases')) break
    ending.add(row.case_id)
    draft.write([put('case', ended(row, at))])
    draft.entries.push({ case_id: row.case_id, step: row.step, text, actor: 'system' })
  }
  const waiting = new Set<string>(
    draft.file
      .all('case')
      .filter(isOpen)
      .map(({ case_id }) => case_id),
  )
  for (const task of draft.file.all('task')) {
    if (task.status !== 'open' || task.moved || waiting.has(task.case_id ?? '')) continue
    const { topics: _topics, ...closed } = task
    draft.write([put('task', goesOver(draft.file, task) ? { ...task, moved: true } : { ...closed, status: 'closed' })])
  }
}

function ended(row: CaseRow, at: At): CaseRow {
  const {
    waiting_for: _waiting,
    wake_at: _wake,
    retry_at: _retry,
    waits_reckoned: _reckoned,
    topics: _topics,
    due_provisional: _due,
    due_reckoned: _from,
    ...kept
  } = row
  return {
    ...kept,
    status: 'withdrawn',
    actions: [],
    outcome: { reason: 'merged', text },
    updated_at: at.now,
    ended_at: at.now,
  }
}

function goesOver(file: PersonFile, { kind, case_id }: TaskRow): boolean {
  if (ofIdentity.includes(kind)) return false
  return case_id === undefined || file.one('case', case_id)?.outcome?.reason !== 'merged'
}

/** What cases have taken out of accounts, as their bundles say; of a newer release's case only that one knows. */
const sumsBy =
  (chains: readonly AnyChain[]): SumsOf =>
  (file, row) => {
    const { sums, states } = chains.find(({ bundle }) => bundle === row.bundle) ?? {}
    return sums && states ? sums({ file, case: row, state: stateOf(states, row) }) : []
  }

/**
 * Takes over files that were merged into this one, as far as the commit holds. Until all is here nothing that waited is
 * taken up and no case is asked: they would decide upon half of a person.
 */
function takeOver(draft: Draft, at: At, sumsOf: SumsOf): boolean {
  for (const { pid } of draft.file.all('joined')) {
    const joined = draft.file.one('joined', pid)
    if (!joined || joined.done) continue
    if (draft.isFullFor('cases')) return false
    draft.take(joinNext(draft.file, joined, at.look.closed(pid), at, sumsOf))
    if (draft.file.one('joined', pid)?.done) continue
    draft.again = true
    return false
  }
  return true
}
