/**
 * Whose a receipt is. A receipt is one in the whole system, and persons have files of their own: so how it stands is an item
 * of its own, keyed by the keyed hash of its numbers, and every commit that says something of it writes it on condition that
 * nobody else did meanwhile. What becomes of it follows from what was said, purely; a file keeps how it stood for its
 * person when it looked last, and is told when that changes. No bundle is known here: whoever uploads, claims or settles
 * says so.
 */
import { type ReceiptName, receiptText } from '../../../events/heard.ts'
import type { Instant } from '../../calendar/index.ts'
import { same } from '../../same.ts'
import type { Applied, ApplyResult } from '../applying.ts'
import { type PersonFile, put } from '../file.ts'
import type { Pid } from '../ids.ts'
import type { At } from '../look.ts'
import { recall } from '../rest.ts'
import { type HeardFact, heardKey } from '../rows/heard.ts'
import { acted, nothingKnown, type ReceiptAct, type ReceiptState, type ReceiptWrite } from './receipt-state.ts'

/** How a receipt stood for the person of a file when the file looked last. */
export interface ReceiptStanding {
  /** Another's: claimed by them, or uploaded for them and not for this one, or later. */
  readonly others?: true
  /** This one's, and uploaded for another after money was ordered upon it. */
  readonly lost?: true
  /** Somebody else ever claimed it. */
  readonly claimedByOther?: true
  /** A direct settlement in somebody else's file bears it. */
  readonly settledByOther?: true
  /** When it was last said to be void, in whosever file. */
  readonly voided?: Instant
}

const what = 'receipt-standing'
/** No partner says it: the register does. */
const standingType = 'receipt.standing'

/** The key of the row that keeps it. */
export const standingKey = (receipt: ReceiptName) => heardKey({ fact: what, key: receiptText(receipt) })

/** How it stood when the file looked last; one that nobody contests stands well. */
export const standingOf = (file: PersonFile, receipt: ReceiptName): ReceiptStanding =>
  (file.one('heard', standingKey(receipt))?.private.data as ReceiptStanding | undefined) ?? {}

/** What was heard of receipts as they stood when the file looked last, by their keys. */
export const standingsIn = (rows: readonly HeardFact[]): ReadonlyMap<string, ReceiptStanding> =>
  new Map(rows.flatMap(({ fact, key, private: { data } }) => (fact === what ? [[key, data as ReceiptStanding]] : [])))

/** Whose the receipt is by now: files that were merged are one. */
const ownerIn = (state: ReceiptState, own: Pid, { look }: At): Pid | undefined =>
  state.owner === undefined || state.owner === own ? state.owner : look.file(state.owner).pid

function standingIn(state: ReceiptState, own: Pid, at: At): ReceiptStanding {
  const owner = ownerIn(state, own, at)
  const someoneElse = (pids: readonly Pid[]) => pids.some((pid) => pid !== own && at.look.file(pid).pid !== own)
  return {
    ...(owner !== undefined && owner !== own ? { others: true } : {}),
    ...(owner === own && state.next && at.look.file(state.next.pid).pid !== own ? { lost: true } : {}),
    ...(someoneElse(state.claimed) ? { claimedByOther: true } : {}),
    ...(someoneElse(state.settled) ? { settledByOther: true } : {}),
    ...(state.voided === undefined ? {} : { voided: state.voided }),
  }
}

/** Takes down how it stands, beside whatever rests with the receipt: who has to do with it is asked again. */
function noted(file: PersonFile, receipt: ReceiptName, standing: ReceiptStanding, at: At): Applied {
  const key = standingKey(receipt)
  const held = recall(file, at, 'heard', key)
  if (held && same(held.private.data, standing)) return {}
  const fact = { fact: what, key: receiptText(receipt), type: standingType, time: at.now, at: at.now }
  return { change: [put('heard', { ...fact, id: key, private: { data: { ...standing } } })] }
}

/** Whose the receipt is this very moment; undefined if it is nobody's. */
export function ownerOf(file: PersonFile, receipt: ReceiptName, { look }: At): PersonFile | undefined {
  const owner = look.receipt(receipt)?.owner
  if (owner === undefined) return undefined
  return owner === file.pid ? file : look.file(owner)
}

/** Whether it is somebody else's. */
export function isOthers(file: PersonFile, receipt: ReceiptName, at: At): boolean {
  const owner = ownerOf(file, receipt, at)
  return owner !== undefined && owner.pid !== file.pid
}

/**
 * Says something of a receipt for the person of the file: what the commit writes of it, how it stands then, and word to those
 * for whom it stands otherwise.
 */
export function sayOfReceipt(file: PersonFile, receipt: ReceiptName, act: ReceiptAct, at: At): Applied {
  const own = file.pid
  const was = at.look.receipt(receipt)
  const by = was?.owner !== undefined && ownerIn(was, own, at) === own ? was.owner : own
  const now = acted(was, by, act)
  const write: ReceiptWrite = { receipt, was, by, act }
  const concerned = new Set([was?.owner, was?.next?.pid, now.owner, now.next?.pid].flatMap((pid) => pid ?? []))
  const isNews = !same(was ?? nothingKnown, now)
  const signals = [...concerned]
    .filter((pid) => isNews && pid !== own && pid !== by)
    .map((pid) => ({ to: { pid }, signal: { kind: 'receipt' as const, receipt } }))
  return { ...noted(file, receipt, standingIn(now, own, at), at), receipts: [write], signals }
}

/** `receipt`: how it stands has changed; the file looks again. */
export function lookAgain(file: PersonFile, receipt: ReceiptName, at: At): ApplyResult {
  return { ok: noted(file, receipt, standingIn(at.look.receipt(receipt) ?? nothingKnown, file.pid, at), at) }
}
