/**
 * A person's money between pooling areas: moved at once as virtual money against a claim, taken back, and made real when
 * the claim is paid (transfer/RULES.md 7.5). The movements are those that ledger.ts describes.
 */
import type { Instant } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import { type Fen, fen } from '../money/index.ts'
import { type PersonFile, put } from './file.ts'
import { type Pid, pidIn, type Ref, refOfCase } from './ids.ts'
import {
  accountIn,
  addVirtual,
  advancePool,
  bringBack,
  type Claim,
  type ClaimState,
  checked,
  fundedPart,
  type MoneyEffects,
  type Movement,
  type MovementKind,
  outside,
  personAccount,
  take,
  virtualTaken,
} from './ledger.ts'
import type { Account, VirtualLot } from './rows.ts'

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
export function claimFor(between: Between): Claim {
  const { from, to, amt, at, case_id, about } = between
  return {
    claim_id: refOfCase('CM', case_id, about),
    pid: pidIn(case_id) as Pid,
    debtor: from,
    creditor: to,
    amt,
    at,
    case_id,
  }
}

/**
 * Moves `amt` of the person's money from one area to another at once: `to` advances it, `from` owes it. What was
 * virtual in `from` (`lots`) is so in `to` as all else, and comes back as virtual should the move be undone.
 */
export function moveBetween(
  file: PersonFile,
  between: Between,
  kinds: [MovementKind, MovementKind],
): MoneyEffects & { lots: VirtualLot[] } {
  const before = accountIn(file, between.from)
  const after = take(before, between.amt)
  return { ...advanced(file, after, between, kinds), lots: virtualTaken(before, after) }
}

/** Takes a transfer back whose claim is in a clearing: the claim stays, an opposite one takes back what it brought. */
export function moveBack(file: PersonFile, claim: Claim, at: Instant, memo: string): MoneyEffects {
  const { claim_id, debtor, creditor, amt, case_id } = claim
  const account = accountIn(file, creditor)
  const isVirtual = account.lots.some((lot) => lot.claim === claim_id)
  const lots = account.lots.map((lot) => (lot.claim === claim_id ? { ...lot, left: fen(lot.left - amt) } : lot))
  const after = isVirtual ? checked({ ...account, balance: fen(account.balance - amt), lots }) : take(account, amt)
  const back = { from: creditor, to: debtor, amt, at, case_id, about: `${claim_id}.back`, memo }
  return advanced(file, after, back, ['reversal-out', 'reversal-in'], claim_id)
}

/** What two movements and a claim make of money that `from` has given (`after`): virtual in `to`. */
function advanced(
  file: PersonFile,
  after: Account,
  between: Between,
  kinds: [MovementKind, MovementKind],
  reverses?: Ref,
): MoneyEffects {
  const { from, to, amt, case_id, memo } = between
  const claim = claimFor(between)
  const [out, into] = kinds
  const change = [put('account', after), put('account', addVirtual(accountIn(file, to), amt, claim.claim_id))]
  const common = { amt, memo, case_id, ...(reverses ? { reverses } : {}) }
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
 * Takes an untouched virtual credit back while its claim is in no clearing: the claim goes away with it. `lots` is what
 * of it was virtual in the debtor's account when it left.
 */
export function undoTransfer(file: PersonFile, claim: Claim, lots: readonly VirtualLot[], memo: string): MoneyEffects {
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
  const change = [put('account', checked(without)), put('account', bringBack(accountIn(file, debtor), amt, lots))]
  return { change, move, claims: [{ void: claim }] }
}

/**
 * Whether all that a claim brought into its creditor's account is still there: funded money is spent first
 * (transfer/RULES.md 6.5).
 */
export function isUntouched(file: PersonFile, claim: Claim, state: ClaimState): boolean {
  const account = accountIn(file, claim.creditor)
  const lot = account.lots.find((one) => one.claim === claim.claim_id)
  if (lot) return lot.left === claim.amt
  if (state === 'open' || account.used?.includes(claim.claim_id)) return false
  return fundedPart(account) >= claim.amt
}

/** Real money came for a claim: the pending movement is posted, and what is left of its lot counts as funded. */
export function fundClaim(file: PersonFile, claim: Claim): MoneyEffects {
  const account = accountIn(file, claim.creditor)
  const move: Movement = {
    id: `${claim.claim_id}.post`,
    mode: 'post',
    resolves: claim.claim_id,
    debit: claim.outside ? outside(claim.debtor) : personAccount(file.pid, claim.debtor),
    credit: advancePool(claim.creditor),
    amt: claim.amt,
    kind: 'clearing',
    memo: '实账已清算到位',
    case_id: claim.case_id,
  }
  const lot = account.lots.find((one) => one.claim === claim.claim_id)
  if (!lot) return { change: [], move: [move], claims: [] }
  const lots = account.lots.filter((one) => one !== lot)
  const used = lot.left < claim.amt ? { used: [...(account.used ?? []), claim.claim_id] } : {}
  return { change: [put('account', checked({ ...account, ...used, lots }))], move: [move], claims: [] }
}
