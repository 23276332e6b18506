/**
 * The ledger: double entry in integer fen. Every movement is one debit and one credit of the same sum, written in the
 * commit that causes it and never changed. A pending movement is a claim between pooling areas; it is resolved once,
 * by a movement that names it (`post` when real money came, `void` when the claim was taken back).
 *
 * What a transfer of x from A to B writes: posted, advance pool of B → person in B (spendable at once); pending,
 * person in A → advance pool of B (what A owes). Clearing posts the second and so repays the pool.
 */

import type { Instant } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import { type Fen, fen } from '../money/index.ts'
import { type Change, type PersonFile, put } from './file.ts'
import type { Pid, Ref } from './ids.ts'
import type { Account, VirtualLot } from './rows.ts'

/**
 * An account of the ledger: a person's in an area, an area's advance pool, its outside world, what its accounts held
 * before they were kept here, a payment under way, money on its way from the file of one number to that of another of the
 * same person.
 */
export type LedgerAccount =
  | `person:${string}:${string}`
  | `advance:${string}`
  | `outside:${string}`
  | `opening:${string}`
  | `payable:${string}`
  | `merging:${string}`

/** What a movement is to the person, as listed in `GET /v1/me/accounts`. */
export const movementKinds = {
  opening: '原系统转入的余额',
  credit: '划入',
  'credit-less': '更正划入，少划的退出',
  spending: '看病买药用掉',
  'transfer-out': '转出',
  'transfer-in': '转入',
  refund: '退给本人',
  payout: '基金付给本人',
  'reversal-out': '撤回转移，退出',
  'reversal-in': '撤回转移，退回',
  'late-spending': '晚报的支出',
  'family-spending': '家人用掉',
  premium: '替家人缴费',
  clearing: '两地之间结清',
  'merge-out': '合并编号，转出',
  'merge-in': '合并编号，转入',
} as const
/** One of them. */
export type MovementKind = keyof typeof movementKinds

/** One movement of money, in fen, from `debit` to `credit`. */
export interface Movement {
  id: string
  mode: 'posted' | 'pending' | 'post' | 'void'
  /** The pending movement that `post` or `void` resolves. */
  resolves?: string
  debit: LedgerAccount
  credit: LedgerAccount
  amt: Fen
  kind: MovementKind
  memo: string
  case_id?: Ref
  /** The share by which somebody else spent it. */
  share_id?: Ref
  /** The settlement that a spending, or its correction, belongs to. */
  setl_id?: string
  /** The claim that an opposite one takes back. */
  reverses?: Ref
}

/** What one pooling area owes another for one person; `debtor` owes `creditor`. */
export interface Claim {
  claim_id: Ref
  pid: Pid
  debtor: Admdvs
  creditor: Admdvs
  amt: Fen
  at: Instant
  /** The case, or the share, that it comes of. */
  case_id: Ref
  /** What the debtor owes lies with its institutions, not in an account of the person's. */
  outside?: true
}

/** Where a claim stands: in no clearing yet, or in one. */
export type ClaimState = 'open' | 'clearing'

/** A change of a claim; taking back holds only while the claim is in no clearing. */
export type ClaimWrite = { put: Claim } | { void: Claim }

/** What a piece of money work asks the commit to write. */
export interface MoneyEffects {
  change: Change[]
  move: Movement[]
  claims: ClaimWrite[]
}

/** The ledger account of a person in a pooling area. */
export const personAccount = (pid: Pid, area: Admdvs): LedgerAccount => `person:${pid}:${area}`
/** An area's pool that advances virtual money until it is cleared. */
export const advancePool = (area: Admdvs): LedgerAccount => `advance:${area}`
/** Where credits come from and spending goes to. */
export const outside = (area: Admdvs): LedgerAccount => `outside:${area}`

/** Where the balances come from that the former system kept: all of an area's together are what it handed over. */
const opening = (area: Admdvs): LedgerAccount => `opening:${area}`

/** Where the money of a file waits between leaving it and coming to the one it was merged into. */
export const merging = (pid: Pid, area: Admdvs): LedgerAccount => `merging:${pid}:${area}`

/** Where a sum waits that a case took out of the account to have it paid by the bank. */
export const payable = (caseId: Ref): LedgerAccount => `payable:${caseId}`

/** An account nothing was ever credited to. */
function emptyAccount(insu_admdvs: Admdvs): Account {
  return { insu_admdvs, balance: fen(0), lots: [] }
}

/** The person's account in an area, empty if none is held. */
export function accountIn(file: PersonFile, area: Admdvs): Account {
  return file.one('account', area) ?? emptyAccount(area)
}

/** The part of the balance that no real money backs yet, in fen. */
export function virtualPart(account: Account): Fen {
  return fen(account.lots.reduce((sum, lot) => sum + lot.left, 0))
}

/** The part of the balance that real money backs, in fen. */
export function fundedPart(account: Account): Fen {
  return fen(account.balance - virtualPart(account))
}

/** The account, if no part of it is below zero. Throws else: a bug of who changed it. */
export function checked(account: Account): Account {
  if (account.balance < 0 || fundedPart(account) < 0) throw new Error('ledger: a balance would go below zero')
  return account
}

/**
 * Takes `amt` fen out of the account: funded money first, then virtual parts, oldest first. A part that is used up stays
 * with nothing left until its claim is resolved: as long as it is there, what comes back of it is virtual. Throws below zero.
 */
export function take(account: Account, amt: Fen): Account {
  let virtual = Math.max(0, amt - fundedPart(account))
  const lots = account.lots.map(({ claim, left }) => {
    const used = Math.min(left, virtual)
    virtual -= used
    return { claim, left: fen(left - used) }
  })
  return checked({ ...account, balance: fen(account.balance - amt), lots })
}

/** The virtual parts that were taken between two states of an account. */
export function virtualTaken(before: Account, after: Account): VirtualLot[] {
  return before.lots.flatMap(({ claim, left }) => {
    const used = left - (after.lots.find((lot) => lot.claim === claim)?.left ?? 0)
    return used > 0 ? [{ claim, left: fen(used) }] : []
  })
}

/** Brings `amt` fen back that were taken, `lots` of it virtual: still virtual, unless its claim was paid meanwhile. */
export function bringBack(account: Account, amt: Fen, lots: readonly VirtualLot[]): Account {
  const back = account.lots.map(({ claim, left }) => {
    const again = lots.filter((lot) => lot.claim === claim).reduce((sum, lot) => sum + lot.left, 0)
    return { claim, left: fen(left + again) }
  })
  return checked({ ...account, balance: fen(account.balance + amt), lots: back })
}

/** Of the virtual parts that paid a settlement those given back with `amt`, the latest first, and those kept. */
export function splitLots(lots: readonly VirtualLot[], amt: Fen): { kept: VirtualLot[]; given: VirtualLot[] } {
  let left: number = amt
  const kept: VirtualLot[] = []
  const given: VirtualLot[] = []
  for (const lot of [...lots].reverse()) {
    const back = Math.min(left, lot.left)
    left -= back
    if (back > 0) given.push({ ...lot, left: fen(back) })
    if (back < lot.left) kept.unshift({ ...lot, left: fen(lot.left - back) })
  }
  return { kept, given }
}

/** Adds `amt` fen that real money backs. */
function addFunded(account: Account, amt: Fen): Account {
  return checked({ ...account, balance: fen(account.balance + amt) })
}

/** Adds `amt` fen that `claim` will back: spendable at once. */
export function addVirtual(account: Account, amt: Fen, claim: Ref): Account {
  return checked({ ...account, balance: fen(account.balance + amt), lots: [...account.lots, { claim, left: amt }] })
}

/**
 * What movements change in the accounts that this person holds, in fen, by pooling area. A claim counts from when it is
 * made: that it is paid (`post`) moves nothing more.
 */
export function balanceChanges(pid: Pid, moves: readonly Movement[]): Map<string, number> {
  const changes = new Map<string, number>()
  const own = personAccount(pid, '' as Admdvs)
  const add = (account: LedgerAccount, amt: number) => {
    if (!account.startsWith(own)) return
    const area = account.slice(own.length)
    changes.set(area, (changes.get(area) ?? 0) + amt)
  }
  for (const { mode, debit, credit, amt } of moves) {
    if (mode === 'post') continue
    add(debit, mode === 'void' ? amt : -amt)
    add(credit, mode === 'void' ? -amt : amt)
  }
  return changes
}

/**
 * Proves a commit before it is written: each account of the file is what it was and what the movements make of it.
 * Throws if one is not: a bug of who moved the money, and nothing must be written.
 */
export function provePosting(read: PersonFile, after: PersonFile, moves: readonly Movement[]): void {
  if (moves.length === 0 && after.changedSince(read, 'account').length === 0) return
  const changes = balanceChanges(read.pid, moves)
  const areas = new Set([...changes.keys(), ...[...read.all('account'), ...after.all('account')].map(areaOf)])
  for (const area of areas) {
    const [was, is] = [read, after].map((file) => accountIn(file, area as Admdvs).balance) as [Fen, Fen]
    if (is - was !== (changes.get(area) ?? 0)) throw new Error('ledger: a balance is not what its entries make of it')
  }
}

const areaOf = ({ insu_admdvs }: Account): string => insu_admdvs

/** A credit from outside, for example a month's contribution to the account. */
export function creditFromOutside(file: PersonFile, area: Admdvs, amt: Fen, id: string, memo: string): MoneyEffects {
  const account = accountIn(file, area)
  const move: Movement = {
    id,
    mode: 'posted',
    debit: outside(area),
    credit: personAccount(file.pid, area),
    amt,
    kind: 'credit',
    memo,
  }
  return { change: [put('account', addFunded(account, amt))], move: [move], claims: [] }
}

/** The balance that the former system kept of this person, in fen; an account of nothing is an account all the same. */
export function openingBalance(file: PersonFile, area: Admdvs, amt: Fen): MoneyEffects {
  const account = addFunded(accountIn(file, area), amt)
  const move: Movement = {
    id: `opening.${file.pid}.${area}`,
    mode: 'posted',
    debit: opening(area),
    credit: personAccount(file.pid, area),
    amt,
    kind: 'opening',
    memo: '原系统转入的个人账户余额',
  }
  return { change: [put('account', account)], move: amt > 0 ? [move] : [], claims: [] }
}

/** Pieces of money work one after the other, each upon the file as those before it leave it. */
export function oneAfterAnother(
  file: PersonFile,
  pieces: readonly ((laid: PersonFile) => MoneyEffects)[],
): MoneyEffects {
  const all: MoneyEffects = { change: [], move: [], claims: [] }
  let laid = file
  for (const piece of pieces) {
    const { change, move, claims } = piece(laid)
    laid = laid.with(change)
    all.change.push(...change)
    all.move.push(...move)
    all.claims.push(...claims)
  }
  return all
}

/** No money work. */
export const noMoney: MoneyEffects = { change: [], move: [], claims: [] }
