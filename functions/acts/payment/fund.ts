/**
 * Money of a fund that goes to a person, in the books: ordered, it leaves what is outside for what the case has to pay; once
 * the bank has said what became of it, paid or returned, it is outside again. Personal accounts are untouched. And where it
 * goes: to the person's account, else a guardian's.
 */

import { compare } from '../../../shared/calendar/index.ts'
import type { Effects } from '../../../shared/chain/chain.ts'
import type { BirthCases } from '../../../shared/registers/family/birth-notices.ts'
import type { Ref } from '../../../shared/registers/ids.ts'
import { type Movement, outside, payable } from '../../../shared/registers/ledger.ts'
import type { Payment, TakenSum } from '../../../shared/registers/rows.ts'
import { type Reads, registeredGuardians } from '../guardians.ts'
import { accountsOf, type Debt, ordersOf, type PayCtx, type PayTo } from './debt.ts'
import { ordering } from './order.ts'
import type { Order } from './plan.ts'

/** The person's account on record, else that of a guardian who is alive, the smallest `psn_no` first. */
export function personAccounts(reads: Reads, cases: BirthCases): PayTo[] {
  const guardians = registeredGuardians(reads, cases)
    .filter(({ person }) => !person.death)
    .sort((a, b) => compare(a.person.psn_no, b.person.psn_no))
  return [...accountsOf(reads.file.person, 'own'), ...guardians.flatMap(({ pid, person }) => accountsOf(person, pid))]
}

/** Rows, messages and entries of these orders. */
export function orderingFromFund(
  ctx: PayCtx,
  orders: readonly Order[],
): Required<Pick<Effects<unknown>, 'change' | 'send' | 'move'>> {
  const made = ordering(ctx, orders)
  const rows = made.change.flatMap(({ register, row }) => (register === 'payment' && row ? [row as Payment] : []))
  return { ...made, move: rows.map((row) => entry(row, 'ordered')) }
}

/** Entries of orders that the bank has spoken of since `booked` were; undefined if there are none. */
export function heardOfFund(
  ctx: Pick<PayCtx, 'file' | 'case'>,
  debts: readonly Pick<Debt, 'key'>[],
  booked: readonly Ref[],
): { move: Movement[]; booked: Ref[] } | undefined {
  const news = debts.flatMap((debt) => ordersOf(ctx, debt)).filter((row) => row.report && !booked.includes(row.pay_no))
  if (news.length === 0) return undefined
  return { move: news.map((row) => entry(row, 'heard')), booked: [...booked, ...news.map(({ pay_no }) => pay_no)] }
}

/** Orders of which the books do not say yet what became of them: a case that ends with its number leaves them behind. */
export const fundSums = (
  ctx: Pick<PayCtx, 'file' | 'case'>,
  debts: readonly Pick<Debt, 'key'>[],
  booked: readonly Ref[],
): TakenSum[] =>
  debts
    .flatMap((debt) => ordersOf(ctx, debt))
    .filter(({ pay_no }) => !booked.includes(pay_no))
    .map(({ pay_no, payer_admdvs, amt }) => {
      return { key: pay_no, insu_admdvs: payer_admdvs, amt, orders: [pay_no], paid: false, fund: true }
    })

function entry({ pay_no, case_id, payer_admdvs, amt, purpose, report }: Payment, what: 'ordered' | 'heard'): Movement {
  const [fund, owed] = [outside(payer_admdvs), payable(case_id)]
  return {
    id: `${what}.${pay_no}`,
    mode: 'posted',
    debit: what === 'ordered' ? fund : owed,
    credit: what === 'ordered' ? owed : fund,
    amt,
    kind: 'payout',
    memo: what === 'heard' && report?.status === 'returned' ? `银行退回：${purpose}` : purpose,
    case_id,
  }
}
