/** What was said of a receipt, by whomever, and what follows: pure, and nobody's file is looked at. */
import { type ReceiptName, receiptText } from '../../../events/heard.ts'
import { compare, compareInstants, type Instant } from '../../calendar/index.ts'
import type { Pid } from '../ids.ts'

/** How a receipt stands among persons. */
export interface ReceiptState {
  /** Whose it is; nobody's if a claim was let go. */
  readonly owner?: Pid
  /** When an upload said so; left out where only a claim did. */
  readonly uploaded?: Instant
  /** Money was ordered upon it: from then on it is not taken away. */
  readonly ordered?: true
  /** For whom it was uploaded after that, and when. */
  readonly next?: { readonly pid: Pid; readonly uploaded: Instant }
  /** Everybody who ever claimed it, and in whose files a direct settlement bears it. */
  readonly claimed: readonly Pid[]
  readonly settled: readonly Pid[]
  /** When it was last said to be void, of whomever: what is uploaded later holds over it. */
  readonly voided?: Instant
}

/** What is said of a receipt, for one person. */
export type ReceiptAct =
  | { readonly is: 'uploaded' | 'voided'; readonly time: Instant }
  /** They claim it; they ordered money upon it; they let go what only a claim had made theirs. */
  | { readonly is: 'claimed' | 'ordered' | 'let-go' }
  /** What was ordered was recovered: it is whose it would have been. */
  | { readonly is: 'recovered' }
  /** A direct settlement bears it, or none does any more. */
  | { readonly is: 'settled' | 'unsettled' }

/** One that was said, over the state that was read before: the commit holds only if that still stands. */
export interface ReceiptWrite {
  readonly receipt: ReceiptName
  readonly was: ReceiptState | undefined
  readonly by: Pid
  readonly act: ReceiptAct
}

/** Of a receipt that nobody named yet. */
export const nothingKnown: ReceiptState = { claimed: [], settled: [] }
const withPid = (all: readonly Pid[], pid: Pid) => (all.includes(pid) ? all : [...all, pid])

/** Of two uploads the later counts; of one moment it is the same one, whichever came first. */
const isLater = (a: { pid: Pid; uploaded: Instant }, b: { pid: Pid; uploaded: Instant }): boolean =>
  (compareInstants(a.uploaded, b.uploaded) || compare(a.pid, b.pid)) > 0

/** What the state becomes. */
export function acted(before: ReceiptState | undefined, by: Pid, act: ReceiptAct): ReceiptState {
  const state = before ?? nothingKnown
  switch (act.is) {
    case 'uploaded':
      return uploaded(state, { pid: by, uploaded: act.time })
    case 'claimed':
      return { ...state, owner: by, claimed: withPid(state.claimed, by) }
    case 'ordered':
      return { ...state, owner: by, ordered: true, claimed: withPid(state.claimed, by) }
    case 'voided':
      return { ...state, voided: laterOf(state.voided, act.time) }
    case 'let-go':
      return letGo({ ...state, claimed: withPid(state.claimed, by) }, by)
    case 'recovered':
      return state.owner === by && state.ordered ? recovered(state) : state
    case 'settled':
      return { ...state, settled: withPid(state.settled, by) }
    case 'unsettled':
      return { ...state, settled: state.settled.filter((pid) => pid !== by) }
  }
}

const laterOf = (a: Instant | undefined, b: Instant): Instant => (a && compareInstants(a, b) > 0 ? a : b)

/** Who lets a claim go has claimed, also where it was refused in the moment in which it was made. */
const letGo = (state: ReceiptState, by: Pid): ReceiptState =>
  state.owner === by && state.uploaded === undefined && !state.ordered ? without(state) : state

function uploaded(state: ReceiptState, one: { pid: Pid; uploaded: Instant }): ReceiptState {
  const { owner, uploaded: since, next, ...rest } = state
  const held = owner === undefined || since === undefined ? undefined : { pid: owner, uploaded: since }
  if (owner === undefined || owner === one.pid) {
    const latest = held && isLater(held, one) ? held : one
    const after = next && isLater(next, latest) ? { next } : {}
    return { ...rest, owner: one.pid, uploaded: latest.uploaded, ...after }
  }
  if (held && !isLater(one, held)) return state
  if (!state.ordered) return { ...rest, owner: one.pid, uploaded: one.uploaded }
  return next && !isLater(one, next) ? state : { ...state, next: one }
}

function without({ owner: _owner, uploaded: _uploaded, ordered: _ordered, next: _next, ...rest }: ReceiptState) {
  return rest
}

const recovered = (state: ReceiptState): ReceiptState =>
  state.next ? { ...without(state), owner: state.next.pid, uploaded: state.next.uploaded } : without(state)

/** What all that a commit says of its receipts comes to, each with the state that was read. Pure. */
export function receiptsAfter(
  writes: readonly ReceiptWrite[],
): { receipt: ReceiptName; was: ReceiptState | undefined; now: ReceiptState }[] {
  const found = new Map<string, { receipt: ReceiptName; was: ReceiptState | undefined; now: ReceiptState }>()
  for (const { receipt, was, by, act } of writes) {
    const held = found.get(receiptText(receipt))
    found.set(receiptText(receipt), { receipt, was: held ? held.was : was, now: acted(held ? held.now : was, by, act) })
  }
  return [...found.values()]
}
