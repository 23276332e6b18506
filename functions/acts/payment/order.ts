/** Ordering a payment from the bank, and the account that a person gives for it. */

import type { Effects, Send } from '../../../shared/chain/chain.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { givenBank } from '../../../shared/registers/apply/person.ts'
import { type Change, put } from '../../../shared/registers/file.ts'
import type { Payment } from '../../../shared/registers/rows.ts'
import type { CitizenAction } from '../../../shared/tasks/action.ts'
import { saidBy } from '../../../shared/tasks/action.ts'
import { type PayCtx, type PayTo, payNoOf } from './debt.ts'
import type { Order } from './plan.ts'
import { provideBankAccount } from './tasks.ts'

/** Rows and messages of these orders, each under a number of its own. */
export function ordering(ctx: PayCtx, orders: readonly Order[]): Required<Pick<Effects<unknown>, 'change' | 'send'>> {
  const made = orders.map((order) => make(ctx, order))
  return { change: made.map(({ row }) => put('payment', row)), send: made.map(({ send }) => send) }
}

function make(ctx: PayCtx, { debt, n, to }: Order): { row: Payment; send: Send } {
  const { payer: payer_admdvs, payee: payee_kind, amt, purpose, dept, bill_no } = debt
  const { case_id } = ctx.case
  const pay_no = payNoOf(ctx, debt, n)
  const known = payee_kind === 'person' ? debt.accounts().flatMap(({ called }) => called ?? []) : []
  const row: Payment = {
    pay_no,
    case_id,
    payer_admdvs,
    payee_kind,
    amt,
    purpose,
    ...(dept === undefined ? {} : { payer_dept: dept }),
    ...(bill_no === undefined ? {} : { bill_no }),
    ordered_at: ctx.now,
    known,
    ...(to.called === undefined ? {} : { used: to.called }),
  }
  return { row, send: orderTo(row, to) }
}

/** The message of an order: a number that the bank knows already is the same payment to it. */
function orderTo(
  { payee_kind: kind, amt, ordered_at: _at, used: _used, known: _known, ...said }: Payment,
  to: PayTo,
): Send {
  const where = to.account ? { bank_code: to.account.bank_code, acct_no: to.account.acct_no } : {}
  const payee = { kind, name: to.name, ...where }
  return { type: 'payment.ordered', data: { ...said, payee, amt: formatYuan(amt) } }
}

/** How a service tells of it. */
export const bankAccountAsked = {
  who: '本人',
  what: '要退钱而没有银行账户时，填一个本人的账户',
  within: '随时，填了马上接着办',
}

/** The account that the citizen gives in this very moment, as the person's own; undefined for any other action. */
export function accountGiven({
  file,
  now,
  action,
}: Pick<PayCtx, 'file' | 'now'> & { action?: CitizenAction }): Change[] | undefined {
  const account = saidBy(provideBankAccount, action ? { action } : {})
  return account && file.person && [put('person', givenBank(file.person, account, now))]
}
