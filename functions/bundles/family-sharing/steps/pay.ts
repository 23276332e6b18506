/** RULES.md 5.3: the sum leaves the account, and is paid once or comes back, whatever the bank says and says again. */
import { fen, formatYuan } from '../../../../shared/money/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import { type Change, put } from '../../../../shared/registers/file.ts'
import { pidIn, type Ref } from '../../../../shared/registers/ids.ts'
import {
  accountIn,
  checked,
  fundedPart,
  type LedgerAccount,
  type MoneyEffects,
  type Movement,
  oneAfterAnother,
  outside,
  payable,
  personAccount,
  take,
} from '../../../../shared/registers/ledger.ts'
import type { Payment, TakenSum } from '../../../../shared/registers/rows.ts'
import { coverSpending } from '../../../../shared/registers/spending.ts'
import { askClerk, closeTask, saysAlready } from '../../../acts/ask-clerk.ts'
import { inform } from '../../../acts/inform.ts'
import { type Debt, ordersOf, paidTwiceTask, payNoOf } from '../../../acts/payment/debt.ts'
import { ordering } from '../../../acts/payment/order.ts'
import { clerkWorkingDays, waitForBank } from '../../../acts/payment/plan.ts'
import { paidTwice } from '../../../acts/payment/tasks.ts'
import { end, type FamilySharingCtx, type FamilySharingState, go, stay, step, still, wait } from '../state.ts'
import { notices, texts } from '../texts.ts'

/** What the payment is, as the bank is told. */
const purpose = 'family-premium'

/** What the case owes the tax office. */
const debtOf = ({ state }: Pick<FamilySharingCtx, 'state'>): Debt => ({
  key: '',
  payer: state.area,
  payee: 'tax',
  bill_no: state.bill_no,
  amt: state.amt,
  purpose,
  accounts: () => [],
})

/** Payee of every such order. */
const taxOffice = { name: '税务部门' }

const orderIn = (ctx: Pick<FamilySharingCtx, 'file' | 'case' | 'state'>): Payment | undefined =>
  ordersOf(ctx, debtOf(ctx))[0]

const outcomeOf = ({ state: { bill_no, user_psn_no, amt } }: FamilySharingCtx, result: 'paid' | 'returned') => ({
  result,
  bill_no,
  user_psn_no,
  amt: formatYuan(amt),
})

type Lies = NonNullable<FamilySharingState['lies']>

/** Moves the sum from where it lies to where it belongs by now. */
function moved(ctx: FamilySharingCtx, to: Lies): MoneyEffects & { state: Partial<FamilySharingState> } {
  const { file, state, case: row, now } = ctx
  const { area, amt, share_id, lies = 'account', times } = state
  const { case_id } = row
  const accounts: Record<Lies, LedgerAccount> = {
    payable: payable(case_id),
    paid: outside(area),
    account: personAccount(file.pid, area),
  }
  const id = `premium.${case_id}.${times + 1}`
  const move: Movement = {
    id,
    mode: 'posted',
    debit: accounts[lies],
    credit: accounts[to],
    amt,
    kind: 'premium',
    memo: to === 'account' ? '没有付成，退回' : '替家人缴医保费',
    case_id,
    share_id,
  }
  const account = accountIn(file, area)
  const change: Change[] = []
  if (lies === 'account') change.push(put('account', take(account, amt)))
  if (to === 'account') change.push(put('account', checked({ ...account, balance: fen(account.balance + amt) })))
  const money = oneAfterAnother(file, [
    () => ({ change, move: [move], claims: [] }),
    (laid) => coverSpending(laid, `covered.${id}`, now),
  ])
  return { ...money, state: { lies: to, times: times + 1 } }
}

export const pay = step({
  label: '从个人账户付给税务部门',
  goes: ['awaitBank'],
  decide(ctx) {
    const { file, state } = ctx
    if (fundedPart(accountIn(file, state.area)) < state.amt) {
      return end('done', outcomeOf(ctx, 'returned'), { tell: [told(texts.balanceGone(), 'premium-returned')] })
    }
    const money = moved(ctx, 'payable')
    const order = ordering(ctx, [{ debt: debtOf(ctx), n: 1, to: taxOffice }])
    return go('awaitBank', {
      ...money,
      change: [...money.change, ...order.change],
      send: order.send,
      say: texts.premiumOrdered(state.amt),
    })
  },
})

const told = (text: string, notice: keyof typeof notices) => ({ notice: notices[notice], text })

/** What the bank's word makes of the case. */
function byTheBank(ctx: FamilySharingCtx, said: 'settled' | 'returned') {
  const { file, state } = ctx
  const isPaid = said === 'settled'
  const words = isPaid
    ? inform(file, notices['premium-paid'], texts.premiumPaid(state.amt))
    : inform(file, notices['premium-returned'], texts.premiumReturned(state.amt))
  const effects = { ...moved(ctx, isPaid ? 'paid' : 'account'), ...words, actor: 'partner' as const }
  return end('done', outcomeOf(ctx, isPaid ? 'paid' : 'returned'), effects)
}

export const awaitBank = step({
  label: '等银行付款',
  goes: [],
  decide(ctx) {
    const order = orderIn(ctx)
    if (order?.report) return byTheBank(ctx, order.report.status)
    return wait(waitForBank(ctx, { ordered: order ? [{ debt: debtOf(ctx), order }] : [] }))
  },
})

/** The bank changes its word after the end: the later one holds, as far as the money is there. */
export function afterEnd(ctx: FamilySharingCtx) {
  const { file, state } = ctx
  const order = orderIn(ctx)
  const said = order?.report?.status
  if (!order || state.lies === undefined || said === undefined) return stay()
  if (said === 'returned') {
    if (state.lies === 'paid') return byTheBank(ctx, said)
    const change = closeTask(paidTwiceTask(ctx, order.pay_no))
    return change.length > 0 ? still(ctx, { change }) : stay()
  }
  if (state.lies === 'paid') return stay()
  const other = paidByOther(ctx)
  if (other === undefined && fundedPart(accountIn(file, state.area)) >= state.amt) return byTheBank(ctx, said)
  return tellClerk(ctx, order, other)
}

/** The case that has been asked to pay the bill since, if there is one. */
function paidByOther({ look, state: { bill_no }, case: { case_id } }: FamilySharingCtx): Ref | undefined {
  const pid = pidIn(bill_no)
  const by = pid && look.file(pid).one('bill', bill_no)?.paid_by
  return by === case_id ? undefined : by
}

/** It was paid though the money went back and is gone, or pays the bill again: A's clerk gets it back by hand. */
function tellClerk(ctx: FamilySharingCtx, { pay_no }: Payment, other: Ref | undefined) {
  const { state, case: row } = ctx
  const facts = {
    pay_no,
    paid_by: other === undefined ? pay_no : payNoOf({ case: { ...row, case_id: other } }, debtOf(ctx), 1),
    amt: formatYuan(state.amt),
    payee: 'tax' as const,
    text: texts.paidTwice(state.amt),
  }
  const held = paidTwiceTask(ctx, pay_no)
  if (held?.decision || saysAlready(held, facts)) return stay()
  const due = dueIn(ctx, state.area, clerkWorkingDays)
  return still(ctx, { tasks: askClerk(paidTwice, { area: state.area, key: pay_no, due, facts, standing: true }) })
}

/** The sum that the case has taken out of the account: if it ends with its number, it goes to the number that is kept. */
export const takenSums = (ctx: Pick<FamilySharingCtx, 'file' | 'state' | 'case'>): TakenSum[] => {
  const { lies, area, amt } = ctx.state
  const order = orderIn(ctx)
  if (!order || lies === undefined || lies === 'account') return []
  return [{ key: '', insu_admdvs: area, amt, orders: [order.pay_no], paid: lies === 'paid' }]
}
