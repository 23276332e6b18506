/** Payments that go back (rules/newborn.md §Enrolment 4): paid twice, for a cover already over, or of a refused sum. */
import { addDays, compareInstants, dayOf, endOfDay } from '../../../shared/calendar/index.ts'
import type { Send, Tell } from '../../../shared/chain/chain.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { type Change, put } from '../../../shared/registers/file.ts'
import { custodyOn } from '../../../shared/registers/guardians.ts'
import { refOf } from '../../../shared/registers/ids.ts'
import type { BankAccount, Payment, Person } from '../../../shared/registers/rows.ts'
import { doubtedRequester, family, guardiansOf, isDisputed, isMourning } from './family.ts'
import { go, type NewbornCtx, type Refund, type RefundOrder, step } from './state.ts'
import { texts } from './texts.ts'

/** Days a family is given to name a bank account before it is asked again. */
const daysToAnswer = 30
const purpose = 'premium-refund'

/** Where a refund stands. */
function standing({ file }: NewbornCtx, refund: Refund): 'new' | 'ordered' | 'settled' | 'returned' {
  const order = refund.orders.at(-1)
  if (!order) return 'new'
  return file.one('payment', order.pay_no)?.report?.status ?? 'ordered'
}

/** A bank account, named by whose it is and since when. */
interface Candidate {
  name: string
  account: BankAccount
}

/**
 * Bank accounts in the order of the rule: the payer's, the guardians', one given in this case. As long as nobody bears
 * out who asked, only the payer's; and theirs not, while a clerk has to decide about them.
 */
function candidates(ctx: NewbornCtx, refund: Refund): Candidate[] {
  const { file, look, state } = ctx
  const doubted = doubtedRequester(file)
  const payerHash = file.one('premium', refund.premium)?.payer_hash
  const mayPay = payerHash !== undefined && !(payerHash === doubted && isDisputed(file))
  const payerPid = mayPay ? look.byCert(payerHash) : undefined
  const payer = payerPid === undefined ? [] : [{ pid: payerPid, person: look.file(payerPid).person }]
  const whose: { pid: string; person: Person | undefined }[] = [
    ...payer,
    ...(doubted === undefined ? guardiansOf(ctx) : []),
    ...(doubted === undefined && isGivenByFamily(ctx) ? [{ pid: `given-${state.accounts}`, person: file.person }] : []),
  ]
  return whose.flatMap(({ pid, person }) => {
    const account = person?.private.bank_acct
    return account ? [{ name: `${pid}@${person.bank_time ?? ''}`, account }] : []
  })
}

/** The account given in the case, unless those who gave it are guardians no more. */
function isGivenByFamily({ file, today }: NewbornCtx): boolean {
  const custody = custodyOn(file, today)
  return custody === undefined || dayOf(file.person?.bank_time ?? custody.time) >= custody.from
}

/** The account to pay to: none that the bank has returned, and after a return of this refund only one new since. */
function accountFor(ctx: NewbornCtx, refund: Refund): Candidate | undefined {
  const known = refund.orders.at(-1)?.known ?? []
  const bad = ctx.state.refunds.flatMap(({ orders }) =>
    orders
      .filter(({ pay_no }) => ctx.file.one('payment', pay_no)?.report?.status === 'returned')
      .map(({ used }) => used),
  )
  return candidates(ctx, refund).find(({ name }) => !known.includes(name) && !bad.includes(name))
}

const isToOrder = (ctx: NewbornCtx, refund: Refund) => ['new', 'returned'].includes(standing(ctx, refund))

/** Refunds that no bank account is known for. */
export function withoutAccount(ctx: NewbornCtx): Refund[] {
  return ctx.state.refunds.filter((refund) => isToOrder(ctx, refund) && !accountFor(ctx, refund))
}

/** Refunds for which the family is to name an account; not who asked, as long as they are not borne out. */
const toAskFor = (ctx: NewbornCtx): Refund[] => (doubtedRequester(ctx.file) === undefined ? withoutAccount(ctx) : [])

/** Whether a refund can be ordered, has arrived, or an account must be asked for (again). */
export function needsRefunding(ctx: NewbornCtx): boolean {
  const { state, now } = ctx
  const news = state.refunds.some((refund) => {
    const order = refund.orders.at(-1)
    const stands = standing(ctx, refund)
    if (stands === 'settled') return refund.settled !== order?.pay_no
    return isToOrder(ctx, refund) && accountFor(ctx, refund) !== undefined
  })
  const asking = toAskFor(ctx).length > 0
  const asked = state.accountBy !== undefined && compareInstants(state.accountBy, now) > 0
  return news || (asking && !asked) || (!asking && state.accountBy !== undefined)
}

/** §Enrolment 4: orders what goes back, asks for a bank account where none is known, notes what has arrived. */
export const refundPayments = step({
  label: '退回多缴的钱',
  goes: ['tellFamily'],
  decide(ctx) {
    const { state, today } = ctx
    const done = state.refunds.map((refund) => settleOne(ctx, refund))
    const asking = toAskFor(ctx)
    const asked = state.accountBy !== undefined && compareInstants(state.accountBy, ctx.now) > 0
    const ask = asking.length > 0 && !asked
    const tell = [
      ...done.flatMap((one) => one.tell),
      ...(ask ? asking.map((refund) => askForAccount(ctx, refund)) : []),
    ]
    return go('tellFamily', {
      state: {
        refunds: done.map((one) => one.refund),
        ...(ask ? { accountBy: endOfDay(addDays(today, daysToAnswer)) } : {}),
      },
      ...(asking.length === 0 ? { forget: ['accountBy'] } : {}),
      change: done.flatMap((one) => one.change),
      send: done.flatMap((one) => one.send),
      // Asking again is a reminder, and those stop with a death.
      tell: isMourning(ctx) && state.accountBy !== undefined ? done.flatMap((one) => one.tell) : tell,
    })
  },
})

interface Settled {
  refund: Refund
  change: Change[]
  send: Send[]
  tell: Tell[]
}

/** Orders a refund, or notes that it has arrived. */
function settleOne(ctx: NewbornCtx, refund: Refund): Settled {
  const to = family(ctx)
  const last = refund.orders.at(-1)
  const nothing = { refund, change: [], send: [], tell: [] }
  if (last && standing(ctx, refund) === 'settled') {
    if (refund.settled === last.pay_no) return nothing
    const tell = [{ template: 'newborn.refunded', text: texts.refunded(refund.amt), to }]
    return { ...nothing, refund: { ...refund, settled: last.pay_no }, tell }
  }
  const account = isToOrder(ctx, refund) ? accountFor(ctx, refund) : undefined
  if (!account) return nothing
  const { payment, send } = orderOf(ctx, refund, account.account)
  const known = candidates(ctx, refund).map(({ name }) => name)
  const order: RefundOrder = { pay_no: payment.pay_no, used: account.name, known }
  const tell = last ? [] : [{ template: 'newborn.refund', text: texts.refundOrdered(refund.amt, refund.reason), to }]
  return {
    refund: { ...refund, orders: [...refund.orders, order] },
    change: [put('payment', payment)],
    send: [send],
    tell,
  }
}

function orderOf(ctx: NewbornCtx, refund: Refund, account: BankAccount): { payment: Payment; send: Send } {
  const { file, now, case: row } = ctx
  const { amt, payer: payer_admdvs } = refund
  const { case_id } = row
  const pay_no = refOf('PY', file.pid, `${case_id}.${refund.premium}.${refund.orders.length + 1}`)
  const { bank_code, acct_no, acct_name } = account
  const payee = { kind: 'person', name: acct_name, bank_code, acct_no } as const
  return {
    payment: { pay_no, case_id, payer_admdvs, payee_kind: 'person', amt, purpose, ordered_at: now },
    send: {
      type: 'payment.ordered',
      data: { pay_no, payer_admdvs, payee, amt: formatYuan(amt), purpose, case_id },
    },
  }
}

function askForAccount(ctx: NewbornCtx, refund: Refund): Tell {
  const returned = standing(ctx, refund) === 'returned'
  const text = returned ? texts.refundReturned(refund.amt) : texts.refundNeedsAccount(refund.amt, refund.reason)
  return { template: 'newborn.needs-account', text, to: family(ctx) }
}
