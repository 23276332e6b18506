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
import { type Pid, type Ref, refOf } from './ids.ts'
import type { Account, VirtualLot } from './rows.ts'

/** An account of the ledger: a person's in an area, an area's advance pool, its outside world, a payment under way. */
export type LedgerAccount =
  | `person:${string}:${string}`
  | `advance:${string}`
  | `outside:${string}`
  | `payable:${string}`

/** What a movement is to the person, as listed in `GET /v1/me/accounts`. */
export type MovementKind =
  | 'credit'
  | 'spending'
  | 'transfer-out'
  | 'transfer-in'
  | 'refund'
  | 'reversal-out'
  | 'reversal-in'
  | 'late-spending'
  | 'clearing'

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
}

/** What one pooling area owes another for one person; `debtor` owes `creditor`. */
export interface Claim {
  claim_id: Ref
  pid: Pid
  debtor: Admdvs
  creditor: Admdvs
  amt: Fen
  at: Instant
  case_id: Ref
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

/** An account nothing was ever credited to. */
export function emptyAccount(insu_admdvs: Admdvs): Account {
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

function checked(account: Account): Account {
  if (account.balance < 0 || fundedPart(account) < 0) throw new Error('ledger: a balance would go below zero')
  return account
}

/** Takes `amt` fen out of the account: funded money first, then virtual parts, oldest first. Throws below zero. */
export function take(account: Account, amt: Fen): Account {
  let virtual = Math.max(0, amt - fundedPart(account))
  const lots: VirtualLot[] = []
  for (const lot of account.lots) {
    const used = Math.min(lot.left, virtual)
    virtual -= used
    if (lot.left > used) lots.push({ claim: lot.claim, left: fen(lot.left - used) })
  }
  return checked({ ...account, balance: fen(account.balance - amt), lots })
}

/** Adds `amt` fen that real money backs. */
export function addFunded(account: Account, amt: Fen): Account {
  return checked({ ...account, balance: fen(account.balance + amt) })
}

/** Adds `amt` fen that `claim` will back: spendable at once. */
export function addVirtual(account: Account, amt: Fen, claim: Ref): Account {
  return checked({ ...account, balance: fen(account.balance + amt), lots: [...account.lots, { claim, left: amt }] })
}

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

/** Spending that the account in `area` covers. Throws if it does not. */
export function spendOutside(file: PersonFile, area: Admdvs, amt: Fen, id: string, memo: string): MoneyEffects {
  const move: Movement = {
    id,
    mode: 'posted',
    debit: personAccount(file.pid, area),
    credit: outside(area),
    amt,
    kind: 'spending',
    memo,
  }
  return { change: [put('account', take(accountIn(file, area), amt))], move: [move], claims: [] }
}

/** What two linked movements between areas need to know. `about` makes their ids. */
export interface Between {
  from: Admdvs
  to: Admdvs
  amt: Fen
  at: Instant
  case_id: Ref
  about: string
  memo: string
}

/** The claim that moving money of this person between two areas makes: `from` owes `to`. */
export function claimFor(pid: Pid, between: Between): Claim {
  const { from, to, amt, at, case_id, about } = between
  return { claim_id: refOf('CM', pid, about), pid, debtor: from, creditor: to, amt, at, case_id }
}

/**
 * Moves `amt` of the person's money from one area to another at once: `to` advances it, `from` owes it.
 * Used for a transfer (A → B) and for taking one back after its claim is in a clearing (B → A).
 */
export function moveBetween(file: PersonFile, between: Between, kinds: [MovementKind, MovementKind]): MoneyEffects {
  const { from, to, amt, case_id, memo } = between
  const claim = claimFor(file.pid, between)
  const [out, into] = kinds
  const change = [
    put('account', take(accountIn(file, from), amt)),
    put('account', addVirtual(accountIn(file, to), amt, claim.claim_id)),
  ]
  const common = { amt, memo, case_id }
  const move: Movement[] = [
    {
      ...common,
      id: `${claim.claim_id}.in`,
      mode: 'posted',
      debit: advancePool(to),
      credit: personAccount(file.pid, to),
      kind: into,
    },
    {
      ...common,
      id: claim.claim_id,
      mode: 'pending',
      debit: personAccount(file.pid, from),
      credit: advancePool(to),
      kind: out,
    },
  ]
  return { change, move, claims: [{ put: claim }] }
}

/**
 * Spending in `from` that arrives after the balance has moved to `to`: the pool of `from` paid it, the person's
 * account in `to` is charged, and `to` owes it to `from`.
 */
export function chargeElsewhere(file: PersonFile, spent: Between): MoneyEffects {
  const { from, to, amt, case_id, memo } = spent
  const claim = claimFor(file.pid, { ...spent, from: to, to: from })
  const common = { amt, memo, case_id, kind: 'late-spending' as const }
  const move: Movement[] = [
    { ...common, id: `${claim.claim_id}.out`, mode: 'posted', debit: advancePool(from), credit: outside(from) },
    {
      ...common,
      id: claim.claim_id,
      mode: 'pending',
      debit: personAccount(file.pid, to),
      credit: advancePool(from),
    },
  ]
  return { change: [put('account', take(accountIn(file, to), amt))], move, claims: [{ put: claim }] }
}

/** Takes an untouched virtual credit back while its claim is in no clearing: the claim goes away with it. */
export function undoTransfer(file: PersonFile, claim: Claim, memo: string): MoneyEffects {
  const { debtor, creditor, amt, case_id } = claim
  const into = accountIn(file, creditor)
  const without: Account = {
    ...into,
    balance: fen(into.balance - amt),
    lots: into.lots.filter((lot) => lot.claim !== claim.claim_id),
  }
  const common = { amt, memo, case_id }
  const move: Movement[] = [
    {
      ...common,
      id: `${claim.claim_id}.back`,
      mode: 'posted',
      debit: personAccount(file.pid, creditor),
      credit: advancePool(creditor),
      kind: 'reversal-out',
    },
    {
      ...common,
      id: `${claim.claim_id}.void`,
      mode: 'void',
      resolves: claim.claim_id,
      debit: personAccount(file.pid, debtor),
      credit: advancePool(creditor),
      kind: 'reversal-in',
    },
  ]
  const change = [put('account', checked(without)), put('account', addFunded(accountIn(file, debtor), amt))]
  return { change, move, claims: [{ void: claim }] }
}

/** Real money came for a claim: the pending movement is posted, and what is left of its lot counts as funded. */
export function fundClaim(file: PersonFile, claim: Claim): MoneyEffects {
  const account = accountIn(file, claim.creditor)
  const move: Movement = {
    id: `${claim.claim_id}.post`,
    mode: 'post',
    resolves: claim.claim_id,
    debit: personAccount(file.pid, claim.debtor),
    credit: advancePool(claim.creditor),
    amt: claim.amt,
    kind: 'clearing',
    memo: '实账已清算到位',
    case_id: claim.case_id,
  }
  const lots = account.lots.filter((lot) => lot.claim !== claim.claim_id)
  const change = lots.length < account.lots.length ? [put('account', checked({ ...account, lots }))] : []
  return { change, move: [move], claims: [] }
}

/** No money work. */
export const noMoney: MoneyEffects = { change: [], move: [], claims: [] }
