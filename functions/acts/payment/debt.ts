/**
 * A sum that a case owes to a person or an employer, and where it stands. Every bundle pays through here: what was
 * ordered and what the bank said of it stand in the register of payments, and where a debt stands is reckoned from
 * them, so that the order in which the bank's words arrive leaves no trace.
 */
import type { Instant } from '../../../shared/calendar/index.ts'
import type { Ctx } from '../../../shared/chain/chain.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { type Ref, refOfCase } from '../../../shared/registers/ids.ts'
import { sumOf } from '../../../shared/registers/merged/sums.ts'
import type { BankAccount, Payment, Person } from '../../../shared/registers/rows.ts'
import { paidTwice } from './tasks.ts'

/** What the act reads of a case. */
export type PayCtx = Pick<Ctx<unknown>, 'file' | 'case' | 'now' | 'today' | 'look' | 'task'>

/** Where money can go. */
export interface PayTo {
  /** The payee's name as the bank is told it. */
  name: string
  /** Left out, the order bears the name alone: an employer that declared none. */
  account?: BankAccount
  /** Whose account it is and since when, never its number: by this one that came back is known again. */
  called?: string
  /** Since when it is on record. */
  since?: Instant
}

/** Why nobody can be asked for an account, and what the clerk does instead, as the clerk is told. */
export interface NobodyToAsk {
  why: string
  instead: string
}

/** Nobody waits for the dead, nor asks those who mourn. */
export const bereaved: NobodyToAsk = { why: '本人或家人已去世', instead: '请联系家属，填写收款账户' }

/** A sum that is owed. */
export interface Debt {
  /**
   * What it is for within its case: payment numbers and tasks follow from it. Empty where a case owes one sum alone.
   */
  key: string
  /** The pooling area that pays. */
  payer: Admdvs
  payee: Payment['payee_kind']
  /** Whose money it is, if not the basic fund's: `medical-assistance`, or a department. */
  dept?: string
  /** Of a premium that is paid to the tax office: its bill. */
  bill_no?: Ref
  /** In fen. */
  amt: Fen
  /** What it is paid for, as the bank is told. */
  purpose: string
  /** Accounts it can go to, the best first; read only when one is needed. */
  accounts(): PayTo[]
  /** Nobody can be asked for an account, apart from the person's own death, which the act sees itself. */
  nobodyToAsk?: NobodyToAsk
  /**
   * Who finds another account when the bank has returned it, if it is not the payee (maternity-allowance/RULES.md 6.2).
   */
  returnedTo?: 'clerk'
  /** More for the clerk who is asked about it. */
  facts?: { month?: string; emp_no?: string }
}

/** The person's account on record, if there is one. `whose` tells it from accounts of others. */
export function accountsOf(person: Person | undefined, whose: string): PayTo[] {
  const account = person?.private.bank_acct
  if (!person || !account) return []
  const { bank_time } = person
  const since = bank_time ? { since: bank_time } : {}
  return [{ name: account.acct_name, account, called: `${whose}@${bank_time ?? ''}`, ...since }]
}

/** The part of ids that names a debt, and one of the things that happen to it. */
export const aboutOf = (debt: Pick<Debt, 'key'>, ...parts: (string | number)[]): string =>
  [...(debt.key === '' ? [] : [debt.key]), ...parts].join('.')

/** Number of the `n`th order, from 1: each try has its own, and each follows from what it is for. */
export function payNoOf({ case: { case_id } }: Pick<PayCtx, 'case'>, debt: Pick<Debt, 'key'>, n: number) {
  return refOfCase('PY', case_id, `${case_id}.${aboutOf(debt, n)}`)
}

/** The orders of a debt so far, in the order of their tries. */
export function ordersOf(ctx: Pick<PayCtx, 'file' | 'case'>, debt: Pick<Debt, 'key'>): Payment[] {
  const orders: Payment[] = []
  for (;;) {
    const order = ctx.file.one('payment', payNoOf(ctx, debt, orders.length + 1))
    if (!order) return orders
    orders.push(order)
  }
}

/** Whether the bank's last word of an order is that it was paid. */
export const isSettled = ({ report }: Payment): boolean => report?.status === 'settled'

/**
 * Orders of the same debt in cases that ended with a lost number, whose place this one takes, as far as they may have been
 * or may yet be paid. Who pays is told of them and decides what becomes of them; it is not paid beside them.
 */
export function ordersBefore(
  { file, case: row }: Pick<PayCtx, 'file' | 'case'>,
  debt: Pick<Debt, 'key' | 'amt'>,
): Payment[] {
  const before = (row.instead_of ?? []).flatMap((case_id) => ordersOf({ file, case: { ...row, case_id } }, debt))
  return before.filter((order) => order.report?.status !== 'returned' && isOf(file, order, debt))
}

/** What was taken out of an account is another sum now, unless it came back there and was taken out again as a whole. */
function isOf(file: PersonFile, order: Payment, { amt }: Pick<Debt, 'amt'>): boolean {
  const sum = sumOf(file, order)
  return !sum || sum.fund === true || (sum.lies === 'account' && sum.amt === amt)
}

/** The task that tells of a second payment of one debt, by the number of the order that is one too many. */
export const paidTwiceTask = (ctx: Pick<PayCtx, 'task'>, pay_no: Ref) => ctx.task(paidTwice, pay_no)

/** Orders that may have been or may yet be paid: not returned, and not recovered by hand. */
export function standingOrders(ctx: Pick<PayCtx, 'file' | 'case' | 'task'>, debt: Pick<Debt, 'key'>): Payment[] {
  return ordersOf(ctx, debt).filter(
    ({ pay_no, report }) => report?.status !== 'returned' && !paidTwiceTask(ctx, pay_no)?.decision,
  )
}

/** Where a debt stands: never ordered, at the bank, paid by an order, or come back from every one so far. */
export type Standing =
  | { is: 'new' }
  | { is: 'ordered' | 'settled'; order: Payment }
  | { is: 'returned'; orders: Payment[] }

/**
 * Where the debt stands by all that the bank has said so far: paid by the first order that is settled. One that was
 * called off is not waited for, for it may never have left; settled all the same, it counts.
 */
export function standingOf(ctx: Pick<PayCtx, 'file' | 'case' | 'task'>, debt: Pick<Debt, 'key' | 'amt'>): Standing {
  const orders = ordersOf(ctx, debt)
  const own = standingOrders(ctx, debt)
  const before = ordersBefore(ctx, debt)
  const settled = [...own, ...before].find(isSettled)
  if (settled) return { is: 'settled', order: settled }
  const open = [...before, ...own].findLast(({ called_off }) => called_off === undefined)
  if (open) return { is: 'ordered', order: open }
  return orders.length > 0 ? { is: 'returned', orders } : { is: 'new' }
}
