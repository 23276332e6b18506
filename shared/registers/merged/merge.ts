/**
 * One person under two numbers (contract-operations.md §1): the file of the lost number is closed, once and for good, in
 * one commit; join.ts takes it over into the file of the other.
 */
import { type Keys, pidOf } from '../../identity/index.ts'
import { fen } from '../../money/index.ts'
import type { Applied, ApplyResult } from '../applying.ts'
import type { EventOf } from '../events.ts'
import { type PersonFile, put } from '../file.ts'
import type { Pid } from '../ids.ts'
import { type Movement, merging, personAccount } from '../ledger.ts'
import type { At } from '../look.ts'
import type { Account, Came } from '../rows.ts'
import type { Signal } from '../signals.ts'

const refused: ApplyResult = {
  refused: { code: 'merged', detail: '这两个编号已经合并过，方向不同，或并到了另一个编号', field: 'data.psn_no' },
}

/**
 * `person.merged`, put to the file of the lost number. It waits there for the lost number to be registered, and in the
 * other's file for the other: each hears of its own registration alone.
 */
export function mergePerson(
  keys: Keys,
  file: PersonFile,
  event: EventOf<'person.merged'>,
  came: Came | undefined,
  at: At,
): ApplyResult {
  const lost = pidOf(keys, event.data.psn_no)
  const from = fileNow(file, lost, at)
  const into = fileNow(file, pidOf(keys, event.data.into_psn_no), at)
  // They are one already. Told the other way round, the number that is kept would be lost.
  if (from.pid === into.pid) return from.pid === lost ? refused : { ok: {} }
  if (from.pid !== lost && at.look.closed(lost).into !== undefined) return refused
  const forward = (to: PersonFile): ApplyResult => ({
    ok: { forward: [{ to: to.pid, event, ...(came ? { came } : {}) }] },
  })
  if (!file.person) return { needs: 'needs-person' }
  if (file.pid !== from.pid) return forward(from)
  return into.person ? mergeInto(file, into, event.data.reason, at) : forward(into)
}

/** The file that a number leads to by now. */
function fileNow(own: PersonFile, pid: Pid, at: At): PersonFile {
  const file = pid === own.pid ? own : at.look.file(pid)
  if (file.pid === own.pid) return own
  const alias = file.one('alias', 'self')
  return alias ? fileNow(own, alias.pid, at) : file
}

/** `merge-into`: the operator found that two registered with one identity number are one person. */
export function mergeBySignal(
  file: PersonFile,
  { into, reason }: Extract<Signal, { kind: 'merge-into' }>,
  at: At,
): ApplyResult {
  const other = at.look.file(into)
  if (other.pid === file.pid || !file.person || !other.person) return { ok: {} }
  return mergeInto(file, other, reason, at)
}

/** Closes a file: whoever comes to it from now on is led to the other, and its money is on its way there. */
function mergeInto(file: PersonFile, into: PersonFile, reason: string, at: At): ApplyResult {
  const { person } = file
  if (!person) return { needs: 'needs-person' }
  const merged = put('person', { ...person, merged: { into: into.pid, at: at.now, reason } })
  const signal: Signal = { kind: 'take-over', from: file.pid, psn_no: person.psn_no }
  return {
    ok: {
      change: [merged, ...file.all('account').map((account) => put('account', emptied(account)))],
      move: file.all('account').flatMap((account) => leaving(file.pid, account)),
      signals: [{ to: { pid: into.pid }, signal }],
      // Were the other merged into this one meanwhile, both would lead nowhere.
      unchanged: [into],
    } satisfies Applied,
  }
}

const emptied = (account: Account): Account => ({
  ...account,
  balance: fen(0),
  lots: [],
  merged: { balance: account.balance, lots: account.lots },
})

function leaving(pid: Pid, { insu_admdvs: area, balance: amt }: Account): Movement[] {
  if (amt === 0) return []
  const accounts = { debit: personAccount(pid, area), credit: merging(pid, area) }
  const id = `merged.${pid}.${area}.out`
  return [{ id, mode: 'posted', ...accounts, amt, kind: 'merge-out', memo: '两个人员编号合并，余额转到保留的编号' }]
}

/** `take-over`: another file is to be joined to this one; settling it does so, part by part. */
export function expectFile(
  file: PersonFile,
  { from, psn_no }: Extract<Signal, { kind: 'take-over' }>,
  { now }: At,
): ApplyResult {
  if (file.one('joined', from) || from === file.pid) return { ok: {} }
  return { ok: { change: [put('joined', { pid: from, psn_no, at: now })] } }
}
