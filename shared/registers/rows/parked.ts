/** Events that wait with a person: how they are kept, and what of them is read without opening them. */
import { addMs, type Instant } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import { type Keys, keyedHash } from '../../identity/index.ts'

/** From whom a message is and which, where it is another than the event it says. */
export interface Named {
  source: string
  id: string
}

/** How an event came; kept with it until it is done, so that what is refused later is still the very message. */
export interface Came {
  /** The very text. */
  body: string
  /** By which way: a partner's `source`, or the bureau's own inbox. */
  via: string
  /** Tells its content from another under the same identity. */
  digest: string
  /** Of a message that is none of ours by itself. */
  named?: Named
}

/** What its sender was last told of an event: of one that was rejected, an operator may have sent it in again. */
export type Told = 'rejected' | 'waiting'

/** An event that came before what it needs. Key: event identity. */
export interface Parked {
  id: string
  type: string
  received_at: Instant
  /** `needs-person`, `needs-enrolment`, … */
  reason: string
  /** Listed as a rejected event from then on. */
  list_at: Instant
  listed?: true
  /** Its sender waits for word of its end. Absent in what older releases parked, too. */
  told?: Told
  /** Of an `account.spent`: where, which settlement (keyed hash), and when it was reported. */
  spent?: { area: Admdvs; settlement: string; time: Instant }
  /** Without `came`: parked by an older release. */
  private: { event: unknown; came?: Came }
}

/** How long an event may wait for what it needs before its sender is told: a minute of business time. */
export const untoldMs = 60_000
/** And how long before it is listed: an hour. */
export const parkedMs = 3_600_000

/** When something is to be done about an event that waits: its sender is to be told, or it is to be listed. */
export const dueOf = ({ list_at, told }: Pick<Parked, 'list_at' | 'told'>): Instant =>
  told === 'waiting' ? list_at : addMs(list_at, untoldMs - parkedMs)

/** An event, as far as it matters here. */
interface Event {
  type: string
  time: Instant
  data: object
}

/** The row of an event that waits from now on; `id`: its key, `came`: how it came, `told`: what its sender knows of it. */
export function parkedRow(
  keys: Keys,
  { id, event, came, told }: { id: string; event: Event; came?: Came | undefined; told?: Told },
  reason: string,
  now: Instant,
): Parked {
  return withSpent(keys, {
    id,
    type: event.type,
    received_at: now,
    reason,
    list_at: addMs(now, parkedMs),
    ...(told ? { told } : {}),
    private: { event, ...(came ? { came } : {}) },
  })
}

/** A row with what tells its settlement, if it is a spending: an older release did not write it. */
export function withSpent(keys: Keys, row: Parked): Parked {
  if (row.type !== 'account.spent' || row.spent) return row
  const { time, data } = row.private.event as { time: Instant; data: Settlement }
  return { ...row, spent: { area: data.insu_admdvs, settlement: settlementHash(keys, data), time } }
}

/** What names a settlement. */
export interface Settlement {
  insu_admdvs: Admdvs
  setl_id: string
}

const hashLength = 20

/** Tells a settlement from another without naming it. */
export const settlementHash = (keys: Keys, { insu_admdvs, setl_id }: Settlement): string =>
  keyedHash(keys, 'settlement', `${insu_admdvs}#${setl_id}`).slice(0, hashLength)
