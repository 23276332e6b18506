/**
 * What is taken out of the personal account (transfer/RULES.md 4.7, 4.8): spending, and what a credit turned out to be less;
 * by the account it is reported for, and once the balance has left, by the account it went to. What nobody's balance covers
 * stands as uncovered: money that comes covers it first, a correction forgives it first, and it is never credited to anybody.
 */
import type { Instant } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import { type Fen, fen } from '../money/index.ts'
import { claimFor } from './between.ts'
import { giveBackShared, payShared } from './family/shared-spending.ts'
import { type Change, type PersonFile, put } from './file.ts'
import {
  accountIn,
  advancePool,
  bringBack,
  type MoneyEffects,
  type Movement,
  noMoney,
  oneAfterAnother,
  outside,
  personAccount,
  splitLots,
  take,
  virtualTaken,
} from './ledger.ts'
import type { At } from './look.ts'
import { hasLaterPeriod } from './relation.ts'
import {
  type Account,
  type Credit,
  keyOf,
  type Spending,
  type TakenFor,
  type Uncovered,
  type VirtualLot,
} from './rows.ts'

/** What a citizen reads of a spending that came without words. */
export const spendingMemo = '就医购药支出'

/** A sum to be taken out, in fen; `about` opens the ids of what pays it. */
export interface Spent {
  area: Admdvs
  of: TakenFor
  amt: Fen
  about: string
  memo: string
}

/** Whether both are the same settlement or credit. */
export const isOf = (one: TakenFor, other: TakenFor): boolean =>
  one.setl_id === other.setl_id && one.credit_no === other.credit_no

/** Names it within its area, and in ids. */
const nameOf = ({ setl_id, credit_no }: TakenFor): string => setl_id ?? `credit.${credit_no}`

/** What of it is uncovered in an account, if anything is. */
const owedIn = ({ uncovered }: Account, of: TakenFor): Uncovered | undefined => uncovered?.find((one) => isOf(one, of))

/** Whether spending in the area follows a balance that left it: not once the person is insured there again. */
function hasLeft(file: PersonFile, { insu_admdvs, moved }: Account): boolean {
  return moved !== undefined && !(moved.period && hasLaterPeriod(file, insu_admdvs, moved.period))
}

/**
 * Pays a settlement, whose row is held already. Undefined while its credit may still come: the balance does not cover
 * it and has not left.
 */
export function spend(file: PersonFile, spent: Spent, at: Instant): MoneyEffects | undefined {
  const account = accountIn(file, spent.area)
  if (account.balance < spent.amt && !hasLeft(file, account)) return undefined
  return takeOut(file, spent, at)
}

/** Takes a sum out, as far as there is one: what is not stands as uncovered. */
export function takeOut(file: PersonFile, spent: Spent, at: Instant): MoneyEffects {
  const { area, of, amt, about, memo } = spent
  const account = accountIn(file, area)
  if (account.balance >= amt) return payFrom(file, spent, area, at)
  const open: Uncovered = { ...of, amt: fen((owedIn(account, of)?.amt ?? 0) + amt) }
  return oneAfterAnother(file, [
    (laid) => ({ ...noMoney, change: [put('account', withUncovered(accountIn(laid, area), open))] }),
    (laid) => coverSpending(laid, about, at, memo),
  ])
}

/** Covers what is uncovered with what the accounts hold by now. To be done wherever money has come in. */
export function coverSpending(file: PersonFile, about: string, at: Instant, memo = spendingMemo): MoneyEffects {
  const open = file
    .all('account')
    .flatMap(({ insu_admdvs: area, uncovered = [] }) =>
      uncovered
        .filter(({ byHand }) => !byHand)
        .map(({ amt: _amt, byHand: _done, ...of }) => ({ area, of, about, memo })),
    )
  const pieces = open.flatMap((one) => [
    (laid: PersonFile) => coverFrom(laid, one, one.area, at),
    ...payersOf(file, one).map((to) => (laid: PersonFile) => coverFrom(laid, one, to, at)),
  ])
  return oneAfterAnother(file, pieces)
}

/** The other accounts that may pay: none for a credit of a place that the person has come back to. */
const payersOf = (file: PersonFile, { area, of }: Pick<Spent, 'area' | 'of'>): Admdvs[] =>
  of.credit_no === undefined || hasLeft(file, accountIn(file, area)) ? trail(file, area) : []

/** Covers as much of it as the account in `payer` can. */
function coverFrom(file: PersonFile, spent: Omit<Spent, 'amt'>, payer: Admdvs, at: Instant): MoneyEffects {
  const { area, of } = spent
  const owed = owedIn(accountIn(file, area), of)
  const amt = fen(Math.min(owed?.amt ?? 0, accountIn(file, payer).balance))
  if (!owed || amt === 0) return noMoney
  const part = { ...spent, amt, about: `${spent.about}.${nameOf(of)}` }
  return oneAfterAnother(file, [
    (laid) => payFrom(laid, part, payer, at),
    (laid) => {
      const left = { ...owed, amt: fen(owed.amt - amt) }
      return { ...noMoney, change: [put('account', withUncovered(accountIn(laid, area), left))] }
    },
  ])
}

/** The account with this sum uncovered; none if it is zero. */
function withUncovered(account: Account, owed: Uncovered): Account {
  const { uncovered = [], ...rest } = account
  const others = uncovered.filter((one) => !isOf(one, owed))
  const all = owed.amt > 0 ? [...others, owed] : others
  return all.length > 0 ? { ...rest, uncovered: all } : rest
}

/** Paid by the account in `payer`. */
function payFrom(file: PersonFile, spent: Spent, payer: Admdvs, at: Instant): MoneyEffects {
  const row = spendingOf(file, spent)
  if (row?.shared) return payShared(file, { row, shared: row.shared, amt: spent.amt, about: spent.about }, payer, at)
  return payer === spent.area ? payHere(file, spent) : payElsewhere(file, spent, payer, at)
}

const spendingOf = (file: PersonFile, { area, of: { setl_id } }: Pick<Spent, 'area' | 'of'>): Spending | undefined =>
  setl_id === undefined ? undefined : file.one('spending', `${area}#${setl_id}`)

/** Paid by the account of its own area. */
function payHere(file: PersonFile, { area, of, amt, about, memo }: Spent): MoneyEffects {
  const before = accountIn(file, area)
  const after = take(before, amt)
  const debit = personAccount(file.pid, area)
  const move: Movement = {
    id: about,
    mode: 'posted',
    debit,
    credit: outside(area),
    amt,
    memo,
    ...(of.setl_id === undefined ? { kind: 'credit-less' } : { kind: 'spending', setl_id: of.setl_id }),
  }
  const change = [put('account', after), ...paidWith(file, area, of, virtualTaken(before, after))]
  return { change, move: [move], claims: [] }
}

/**
 * Spending in `area` paid by the balance in `payer`: the pool of `area` paid it out, the person's account in `payer` is
 * charged, and `payer` owes it to `area`. What is given back of it belongs to `area`, and is virtual until that claim is paid.
 */
function payElsewhere(file: PersonFile, spent: Spent, payer: Admdvs, at: Instant): MoneyEffects {
  const { area, of, amt, memo } = spent
  const { case_id } = accountIn(file, area).moved ?? {}
  if (!case_id) throw new Error('spending: the balance has not left')
  const about = `late.${spent.about}.${payer}`
  const claim = claimFor({ from: payer, to: area, amt, at, case_id, about, memo })
  const kind = of.setl_id === undefined ? ('credit-less' as const) : ('late-spending' as const)
  const common = { amt, memo, case_id, kind, ...(of.setl_id === undefined ? {} : { setl_id: of.setl_id }) }
  const move: Movement[] = [
    { ...common, id: `${claim.claim_id}.out`, mode: 'posted', debit: advancePool(area), credit: outside(area) },
    {
      ...common,
      id: claim.claim_id,
      mode: 'pending',
      debit: personAccount(file.pid, payer),
      credit: advancePool(area),
    },
  ]
  const here = accountIn(file, area)
  const change = [
    put('account', take(accountIn(file, payer), amt)),
    put('account', { ...here, lots: [...here.lots, { claim: claim.claim_id, left: fen(0) }] }),
    ...paidWith(file, area, of, [{ claim: claim.claim_id, left: amt }]),
  ]
  return { change, move, claims: [{ put: claim }] }
}

/** The row of it with what it was paid with, so that a correction gives back the same. */
function paidWith(file: PersonFile, area: Admdvs, of: TakenFor, lots: readonly VirtualLot[]): Change[] {
  if (lots.length === 0) return []
  if (of.setl_id === undefined) {
    const row = file.one('credit', `${area}#${of.credit_no}`)
    return row ? [put('credit', { ...row, lots: [...(row.lots ?? []), ...lots] })] : []
  }
  const row = spendingOf(file, { area, of })
  return row ? [put('spending', { ...row, lots: [...(row.lots ?? []), ...lots] })] : []
}

/**
 * Takes `amt` of what was taken out back: first what was uncovered, then what was virtual (latest first), then real money
 * (transfer/RULES.md 4.9). `held`: the row as it was paid.
 */
export function unspend(
  file: PersonFile,
  held: Spending | Credit,
  amt: Fen,
  { id, memo }: { id: string; memo: string },
  at: At,
): MoneyEffects {
  const { insu_admdvs: area } = held
  const of: TakenFor = 'setl_id' in held ? { setl_id: held.setl_id } : { credit_no: held.credit_no }
  const account = accountIn(file, area)
  const owed = owedIn(account, of)
  const forgiven = Math.min(amt, owed?.amt ?? 0)
  const without = owed ? withUncovered(account, { ...owed, amt: fen(owed.amt - forgiven) }) : account
  const back = fen(amt - forgiven)
  const forgiving: MoneyEffects = { ...noMoney, change: [put('account', without)] }
  if (back === 0) return forgiving
  if ('setl_id' in held && held.shared) {
    return oneAfterAnother(file, [() => forgiving, (laid) => giveBackShared(laid, held, back, id, at)])
  }
  const { kept, given } = splitLots(held.lots ?? [], back)
  const move: Movement = {
    id,
    mode: 'posted',
    debit: outside(area),
    credit: personAccount(file.pid, area),
    amt: back,
    kind: 'credit',
    memo,
    ...(of.setl_id === undefined ? {} : { setl_id: of.setl_id }),
  }
  const row: Change =
    'setl_id' in held
      ? put('spending', { ...(file.one('spending', keyOf.spending(held)) ?? held), lots: kept })
      : put('credit', { ...(file.one('credit', keyOf.credit(held)) ?? held), lots: kept })
  return { change: [put('account', bringBack(without, back, given)), row], move: [move], claims: [] }
}

/** Where the balance of an area went, area by area. */
function trail(file: PersonFile, from: Admdvs): Admdvs[] {
  const seen = [from]
  for (;;) {
    const to = accountIn(file, seen.at(-1) as Admdvs).moved?.to
    if (!to || seen.includes(to)) return seen.slice(1)
    seen.push(to)
  }
}
