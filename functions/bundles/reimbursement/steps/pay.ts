/** RULES.md 4, 6: the payment, what the bank makes of it, and what the claim counts for. */
import { said } from '../../../../events/heard.ts'
import { settlementPosted } from '../../../../events/subjects/settlement.ts'
import type { Decision, Effects } from '../../../../shared/chain/chain.ts'
import { formatYuan, ZERO } from '../../../../shared/money/index.ts'
import { sayOfReceipt } from '../../../../shared/registers/care/receipts.ts'
import { type Change, put } from '../../../../shared/registers/file.ts'
import type { BankAccount } from '../../../../shared/registers/rows.ts'
import { awaitAccount as awaited } from '../../../acts/payment/await-account.ts'
import type { Debt, PayTo } from '../../../acts/payment/debt.ts'
import { orderingFromFund, personAccounts } from '../../../acts/payment/fund.ts'
import { isUnderWay, lacksAccount, type Plan, planOf, waitForBank } from '../../../acts/payment/plan.ts'
import { personOf } from '../../../acts/person.ts'
import { birthCases } from '../../newborn/reference.ts'
import { invoiceStamped } from '../events.ts'
import { outcomeOf } from '../outcome.ts'
import { approvalOf, type Facts, factsOf, worthOf } from '../rules/facts.ts'
import type { Insured } from '../rules/insured.ts'
import { reasonsFor } from '../rules/reasons.ts'
import { goneBy } from '../rules/refusal.ts'
import { tellFamily } from '../rules/telling.ts'
import { end, go, type ReimbursementCtx, type ReimbursementState, type Sum, step, wait } from '../state.ts'
import { recoverClaim, reviewClaim } from '../tasks.ts'
import { notices, texts } from '../texts.ts'
import { takenNow } from './refuse.ts'

/** What is owed: the sum that was ordered, else what it comes to now. */
export function claimDebts(ctx: ReimbursementCtx, sum: Sum | undefined = ctx.state.sum): Debt[] {
  if (!sum || sum.amt === ZERO) return []
  const { area: payer } = factsOf(ctx)
  const accounts = () => [...givenAccounts(ctx), ...personAccounts(ctx, birthCases)]
  return [{ key: '', payer, payee: 'person', amt: sum.amt, purpose: 'reimbursement', accounts }]
}

/** Of somebody who has died the clerk who approves says where it goes (RULES.md 5.2). */
function givenAccounts(ctx: ReimbursementCtx): PayTo[] {
  const task = ctx.task(reviewClaim, String(ctx.state.round))
  const account = task?.status === 'approved' ? (task.private?.bank_acct as BankAccount | undefined) : undefined
  return account ? [{ name: account.acct_name, account, called: `given@${task?.task_id}` }] : []
}

/** Orders it in the very call that claims, or looks for an account first (RULES.md 4.1, 4.2). */
export const pay = step({
  label: '付款',
  goes: ['pay', 'awaitPayment', 'awaitAccount', 'reckon'],
  decide(ctx) {
    const facts = factsOf(ctx)
    const { insured } = facts
    const { sum } = worthOf(ctx, facts)
    if (!insured || !sum || sum.amt === ZERO || isToBeSeen(ctx, facts)) return go('reckon')
    const plan = planOf(ctx, claimDebts(ctx, sum))
    if (lacksAccount(plan)) return go('awaitAccount', { state: { askedOn: ctx.today }, ...asking(ctx, plan, sum) })
    // Where another case was taken over with its order, nothing is left to order.
    if (plan.orders.length === 0) return go('awaitPayment', { state: { sum, ordered: true } })
    const taken = takenNow(ctx, facts, 'pay')
    if (taken) return taken
    const made = orderingFromFund(ctx, plan.orders)
    const { change, receipts, signals, send } = stamped(ctx, facts, insured, sum)
    return go('awaitPayment', {
      state: { sum, ordered: true },
      forget: ['askedOn'],
      change: [...made.change, ...change],
      send: [...made.send, ...send],
      move: made.move,
      receipts,
      signals,
      say: texts.ordered(sum.amt),
    })
  },
})

/**
 * Whether a clerk is to look after all, by what came while an account was looked for: another upload, or other receipts of
 * the visit. Of who died meanwhile a clerk is asked for the account anyway.
 */
function isToBeSeen(ctx: ReimbursementCtx, facts: Facts): boolean {
  const { insured } = facts
  if (!insured || approvalOf(ctx, facts)) return false
  return reasonsFor(ctx, facts, insured, worthOf(ctx, facts)).some((reason) => reason !== 'person-dead')
}

type Stamped = Required<Pick<Effects<ReimbursementState>, 'change' | 'receipts' | 'signals' | 'send'>>

/** With the order, or with nothing due: the receipt is stamped, and the claim counts as a settlement (RULES.md 4.3). */
export function stamped(ctx: ReimbursementCtx, facts: Facts, insured: Insured, sum: Sum): Stamped {
  const { name } = facts.receipt
  const act = sum.amt === ZERO ? ({ is: 'claimed' } as const) : ({ is: 'ordered' } as const)
  const { change = [], receipts = [], signals = [] } = sayOfReceipt(ctx.file, name, act, ctx)
  const stamp = {
    ...name,
    insu_admdvs: insured.admdvs,
    fund_pay_sumamt: formatYuan(sum.amt),
    case_id: ctx.case.case_id,
  }
  return {
    change: [...change, settlementRow(ctx, facts, insured, sum)],
    receipts,
    signals,
    send: [said(invoiceStamped, stamp)],
  }
}

/** The claim as a settlement, for all that read settlements. */
export function settlementRow(ctx: ReimbursementCtx, { visit }: Facts, insured: Insured, sum: Sum): Change {
  const { fixmedins_code, mdtrt_id, hosp_lv, med_type, begntime, endtime, medfee } = visit
  const { case_id } = ctx.case
  const data = settlementPosted.data.parse({
    setl_id: case_id,
    ...(mdtrt_id === undefined ? {} : { mdtrt_id }),
    psn_no: personOf(ctx).psn_no,
    insu_admdvs: insured.admdvs,
    insutype: insured.insutype,
    fixmedins_code,
    ...(hosp_lv === undefined ? {} : { hosp_lv }),
    med_type,
    begntime,
    setl_time: endtime,
    medfee_sumamt: formatYuan(medfee),
    inscp_scp_amt: formatYuan(sum.inscp),
    fund_pay_sumamt: formatYuan(sum.amt),
    maf_pay: '0.00',
  })
  const about = { fact: 'settlement', key: case_id, type: settlementPosted.type }
  return put('heard', { ...about, time: ctx.now, at: ctx.now, id: case_id, private: { data } })
}

/** Whether a payment that was made is still owed after all: the bank returned it, and nothing says that it was not to be paid. */
export const isOwed = (ctx: ReimbursementCtx): boolean =>
  ctx.state.ordered === true && !isForfeit(ctx) && isUnderWay(planOf(ctx, claimDebts(ctx)))

/** What came back is not paid again while the receipt was not to be paid, unless a clerk left it (RULES.md 4.2). */
function isForfeit(ctx: ReimbursementCtx): boolean {
  const { gone } = ctx.state
  return gone === 'recovered' || (gone === undefined && goneBy(ctx, factsOf(ctx)) !== undefined)
}

/** It came back and is not paid again: it ends as what cannot be claimed. */
function forfeited(ctx: ReimbursementCtx): Decision<ReimbursementState, never> {
  const reason = goneBy(ctx, factsOf(ctx)) ?? ctx.task(recoverClaim)?.facts.reason
  const text = reason && texts.refused(reason)
  const outcome = outcomeOf({ receipt: ctx.state.receipt }, 'rejected', text ? { reason, text } : {})
  return end('rejected', outcome, text ? tellFamily(ctx, notices.rejected, text) : {})
}

/** Orders again what came back; settled, the claim is done, and the person is told. */
export const awaitPayment = step({
  label: '等银行付款',
  goes: ['awaitPayment', 'awaitAccount'],
  decide(ctx) {
    const { sum } = ctx.state
    if (!sum) throw new Error('reimbursement: nothing to pay')
    const plan = planOf(ctx, claimDebts(ctx))
    const cameBack = plan.orders.length > 0 || lacksAccount(plan)
    if (cameBack && isForfeit(ctx)) return forfeited(ctx)
    if (plan.orders.length > 0) {
      return go('awaitPayment', {
        ...orderingFromFund(ctx, plan.orders),
        forget: ['askedOn'],
        say: texts.ordered(sum.amt),
      })
    }
    if (lacksAccount(plan)) return go('awaitAccount', { state: { askedOn: ctx.today }, ...asking(ctx, plan, sum) })
    if (plan.ordered.length > 0) return wait(waitForBank(ctx, plan))
    const told = tellFamily(ctx, notices.paid, texts.paid(sum.amt))
    return end('done', outcomeOf(ctx.state, 'paid'), { ...told, actor: 'partner' })
  },
})

/** What is said of an account that is missing. */
function asking(ctx: ReimbursementCtx, { forPerson, forClerk }: Plan, { amt }: Sum) {
  const [item] = [...forPerson, ...forClerk]
  if (forPerson.length === 0) return { say: texts.heirsAccount() }
  return tellFamily(ctx, notices['needs-account'], item?.returned ? texts.returned(amt) : texts.needsAccount(amt))
}

/** No account: the person or a guardian gives one, or a clerk finds one. */
export const awaitAccount = step({
  label: '等收款账户',
  goes: ['pay', 'awaitPayment', 'reckon'],
  decide(ctx) {
    const { ordered, askedOn = ctx.today } = ctx.state
    if (ordered) {
      if (isForfeit(ctx)) return go('awaitPayment')
      return awaited(ctx, planOf(ctx, claimDebts(ctx)), { next: 'awaitPayment', asked: askedOn, tasks: [] })
    }
    const facts = factsOf(ctx)
    const { sum } = worthOf(ctx, facts)
    // An account that is given in this moment is taken down first.
    const isSeen = ctx.action === undefined && isToBeSeen(ctx, facts)
    if (!sum || sum.amt === ZERO || isSeen) return go('reckon')
    return awaited(ctx, planOf(ctx, claimDebts(ctx, sum)), { next: 'pay', asked: askedOn, tasks: [] })
  },
})
