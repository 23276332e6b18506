/** The journal of a file: what each commit said, moved and sent. */
import { addMs, type Instant } from '../calendar/index.ts'
import type { Keys } from '../identity/index.ts'
import type { Outgoing } from '../queues.ts'
import type { PersonFile } from '../registers/file.ts'
import type { Pid } from '../registers/ids.ts'
import type { Movement } from '../registers/ledger.ts'
import type { Grounded, JournalLine } from '../registers/rows.ts'
import { rowItem, rowOf } from './files.ts'
import { dueShard, journalKey } from './keys.ts'
import type { Item, Key, Table } from './table.ts'

/** What one commit says and does, in one append-only item. */
export interface Journal {
  at: Instant
  /** How often the table had been restored; absent in what was written before this was counted. */
  epoch?: number
  lines: JournalLine[]
  /** What its decisions rested on; absent where they rested on no parameter, and before this was kept. */
  grounded?: Grounded[]
  move: Movement[]
  /**
   * What every account held after the commit, in fen by pooling area: who proves the newest entries goes back to here and
   * no further. Absent in what was written before this was kept.
   */
  left?: Record<string, number>
}

const unsentAfterMs = 60_000

/** What of a commit its journal holds. */
export interface Journalled {
  read: PersonFile
  after: PersonFile
  journal: Journal
  sends: Outgoing[]
  now: Instant
  /** The input is a message that comes again until it was handled to the end: no mark is needed to find what is unsent. */
  comesAgain: boolean
}

/** The journal item of a commit; none if it says, moves and sends nothing. */
export function journalWrite(keys: Keys, commit: Journalled): { put: Item; if: 'absent' } | undefined {
  const { journal, sends, read, after, now, comesAgain } = commit
  const { lines, grounded = [], move } = journal
  const said = lines.length + grounded.length + sends.length
  if (said + move.length === 0) return undefined
  const key = journalKey(read.pid, read.version + 1, said > 0 ? 'J' : 'M')
  const { at, epoch } = journal
  const left = Object.fromEntries(after.all('account').map(({ insu_admdvs, balance }) => [insu_admdvs, balance]))
  const row = {
    at,
    epoch,
    private: { lines, ...(grounded.length > 0 ? { grounds: groundsText(grounded) } : {}), move, left, sends },
  }
  const unsent =
    sends.length && !comesAgain ? { due: dueShard(key.pk + key.sk), due_at: addMs(now, unsentAfterMs) } : {}
  return { put: { ...rowItem(keys, read.pid, key.sk, row), ...unsent }, if: 'absent' }
}

/** What decisions rested on as it is kept: by case, the steps and the ids of the rows. Few letters: each item pays by the kB. */
type Grounds = Record<string, string[]>

function groundsText(grounded: readonly Grounded[]): Grounds {
  const byCase = Map.groupBy(grounded, ({ case_id }) => case_id)
  return Object.fromEntries(
    [...byCase].map(([id, steps]) => [id, steps.map(({ step, rests }) => [step, ...rests].join(' '))]),
  )
}

const groundsIn = (grounds: Grounds): Grounded[] =>
  Object.entries(grounds).flatMap(([case_id, steps]) =>
    steps.map((text) => {
      const [step = '', ...rests] = text.split(' ')
      return { case_id, step, rests }
    }),
  )

/** What a journal item says. */
export function journalOf(keys: Keys, pid: Pid, item: Item): Journal & { sends: Outgoing[] } {
  type Row = Pick<Journal, 'at' | 'epoch'> & {
    private: Pick<Journal, 'lines' | 'move' | 'left'> & { grounds?: Grounds; sends: Outgoing[] }
  }
  const { private: secret, ...row } = rowOf<Row>(keys, pid, item)
  const { grounds, ...said } = secret
  return { ...row, ...said, ...(grounds ? { grounded: groundsIn(grounds) } : {}) }
}

/**
 * The write that takes out of a journal item what is said of the cases that `isGone` says are, and all that was sent; the
 * item itself, if it moved nothing. Undefined if nothing of it goes. What was moved stays to the last fen.
 */
export function journalWithout(keys: Keys, pid: Pid, item: Item, isGone: (caseId: string) => boolean) {
  const { sends, lines, grounded = [], ...kept } = journalOf(keys, pid, item)
  const stays = (one: { case_id: string }) => !isGone(one.case_id)
  const left = { lines: lines.filter(stays), grounded: grounded.filter(stays) }
  const words = lines.length - left.lines.length
  if (words + (grounded.length - left.grounded.length) + sends.length === 0) return undefined
  const { pk, sk } = item
  if (left.lines.length + left.grounded.length + kept.move.length === 0) {
    return { words, write: { remove: { pk, sk } } as const }
  }
  const { at, epoch, move, left: balances } = kept
  const grounds = left.grounded.length > 0 ? { grounds: groundsText(left.grounded) } : {}
  const row = { at, epoch, private: { lines: left.lines, ...grounds, move, left: balances, sends: [] } }
  return { words, write: { put: rowItem(keys, pid, sk, row), if: 'present' } as const }
}

/** That a notice was read, by the commit that told it and which of its notices; they stand in the order of the commits. */
export const noticeReadKey = (pid: Pid, version: number, which: string): Key => {
  const { pk, sk } = journalKey(pid, version, 'J')
  return { pk, sk: `N${sk.slice(1)}#${which}` }
}
/** What was read of the commits from one version to another. */
export const noticesRead = (pid: Pid, from: number, to: number) => ({
  pk: noticeReadKey(pid, from, '').pk,
  from: noticeReadKey(pid, from, '').sk,
  to: noticeReadKey(pid, to, '~').sk,
})

/** Marks a journal's messages as sent. */
export function markSent(table: Table, key: Key): Promise<boolean> {
  return table.write({ update: key, unset: ['due', 'due_at'], if: 'present' })
}
