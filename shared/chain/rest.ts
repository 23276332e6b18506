/**
 * Bringing to rest what has come to its end, a few rows with every commit that is made anyway: there is no job that looks
 * for it. What a chain says has ended (`atEnd`) goes with its cases, and a case with all that is its own.
 */
import { creditsAtEnd } from '../registers/apply/credit.ts'
import { spendingsAtEnd } from '../registers/apply/over-spent.ts'
import { settlementsAtEnd } from '../registers/care/settlements.ts'
import { caseEver } from '../registers/cases.ts'
import { type Change, type PersonFile, put, type Rest } from '../registers/file.ts'
import type { Ref } from '../registers/ids.ts'
import type { At } from '../registers/look.ts'
import type { Matter } from '../registers/rest.ts'
import { isOpen } from '../registers/rows/cases.ts'
import type { CaseRow } from '../registers/rows.ts'
import { restSk } from '../table/keys.ts'
import type { AnyChain } from './chain.ts'
import type { Draft } from './draft.ts'
import { ifReadable } from './states.ts'

/** Rows that go to rest with one commit at most: each is two of its hundred writes, and the commit has its own. */
const mostAtOnce = 20
/** A commit that changes more than so many rows leaves it to the next. */
const busy = 40

/** Lays the changes over the draft that bring to rest what has ended; none if the commit is not made for something else. */
export function bringToRest(chains: readonly AnyChain[], draft: Draft, at: At): void {
  const { file, changes } = draft
  if (changes.length === 0 || changes.length > busy || draft.again) return
  if (file.into !== undefined || file.all('joined').some(({ done }) => !done)) return
  wakeWhole(draft)
  let room = mostAtOnce
  for (const matter of mattersAtEnd(chains, draft.file, at)) {
    const rows = rowsOf(draft.file, matter)
    if (rows.every(({ register, key }) => draft.file.restOf(register, key))) continue
    if (rows.length > room) return
    room -= rows.length
    draft.write(rows)
  }
}

/** Lays the cases at rest into the file that what has changed may concern: they are asked with all others. */
export function wakeConcerned(chains: readonly AnyChain[], { file, read }: Draft, at: At): void {
  if (file.countAtRest('case') === 0) return
  for (const { concerns, prefix } of chains) {
    for (const about of concerns?.(file, read.again ? undefined : read) ?? []) caseEver(file, prefix, about, at)
  }
}

/** If something at rest was changed, all of its matter stands in the file again: what happens next must find it together. */
function wakeWhole(draft: Draft): void {
  const before = draft.read.recalled
  const isHere = ({ register, key }: { register: Change['register']; key: string }) => !draft.file.restOf(register, key)
  const awake = new Set(before.filter(isHere).flatMap(({ rest }) => rest.matter ?? []))
  for (const one of before) {
    if (!one.rest.matter || !awake.has(one.rest.matter) || isHere(one)) continue
    draft.write([{ register: one.register, key: one.key, row: draft.file.one(one.register, one.key) } as Change])
  }
}

function* mattersAtEnd(chains: readonly AnyChain[], file: PersonFile, at: At): Iterable<Matter> {
  yield* spendingsAtEnd(file, at)
  yield* creditsAtEnd(file, at)
  yield* settlementsAtEnd(file, at)
  for (const { atEnd, states } of chains) {
    for (const matter of ifReadable(() => atEnd?.(file, at)) ?? []) {
      if (matter.cases.every((row) => row.chain_version <= states.version && hasEnded(file, row))) yield matter
    }
  }
}

/** Whether a case is over, and nobody is waited for or woken any more. */
function hasEnded(file: PersonFile, row: CaseRow): boolean {
  if (isOpen(row) || row.retry_at !== undefined || row.topics) return false
  return !file.all('task').some(({ case_id, status }) => case_id === row.case_id && status === 'open')
}

/** The rows of a matter as they go to rest: those of a case name it, and the case names them. */
function rowsOf(file: PersonFile, { cases, rows }: Matter): Change[] {
  const [first] = cases
  if (!first) return rows.map((row) => resting(row, {}))
  const own = new Set<string>(cases.map(({ case_id }) => case_id))
  const ofCases = <T extends { case_id?: Ref }>(all: readonly T[]) =>
    all.filter(({ case_id }) => own.has(case_id ?? ''))
  const others = [
    ...rows,
    ...cases.slice(1).map((row) => put('case', row)),
    ...ofCases(file.all('task')).map((row) => put('task', row)),
    ...ofCases(file.all('bill')).map((row) => put('bill', row)),
    ...ofCases(file.all('payment')).map((row) => put('payment', row)),
  ]
  const matter = first.case_id
  const lie = others.map(({ register, key }) => restSk(register, key))
  return [resting(put('case', first), { matter, others: lie }), ...others.map((row) => resting(row, { matter }))]
}

const resting = (change: Change, rests: Rest) => ({ ...change, rests }) as Change
