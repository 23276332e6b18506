/**
 * Two orders for one debt: the bank said that it had not paid, the sum was ordered again, and then the bank says that it
 * had paid after all. What has not left the house does not leave; of what has, a clerk of the payer's area is told, for
 * it is recovered by hand (bundles/RULES.md 4.2). Of what was ordered before under a lost number a clerk is told
 * whatever comes of it (registers/merged).
 */
import type { Effects, TaskDraft } from '../../../shared/chain/chain.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { dueIn } from '../../../shared/policy/due.ts'
import { put } from '../../../shared/registers/file.ts'
import type { Payment } from '../../../shared/registers/rows.ts'
import { askClerk, closeTask, saysAlready } from '../ask-clerk.ts'
import { sumInWords } from '../words.ts'
import { type Debt, isSettled, ordersBefore, ordersOf, type PayCtx, paidTwiceTask, standingOrders } from './debt.ts'
import { clerkWorkingDays } from './plan.ts'
import { paidTwice } from './tasks.ts'

/** What is to be written of second payments by now; undefined if all of it stands already. */
export function paidTwiceNews(ctx: PayCtx, debts: readonly Debt[]): PaidTwice | undefined {
  const news: PaidTwice = { change: [], tasks: [] }
  for (const debt of debts) tell(ctx, debt, news)
  return news.change.length + news.tasks.length > 0 ? news : undefined
}

/** Orders called off, tasks that are needed no more, and tasks to open. */
export type PaidTwice = Required<Pick<Effects<unknown>, 'change' | 'tasks'>>

function tell(ctx: PayCtx, debt: Debt, news: PaidTwice): void {
  const standing = standingOrders(ctx, debt)
  const paid = standing.find(isSettled)
  const paidBefore = ordersBefore(ctx, debt).find(isSettled)
  for (const [index, order] of ordersOf(ctx, debt).entries()) {
    const others = [paidBefore, ...(index > 0 ? [paid] : [])]
    const isExtra = standing.includes(order) && order !== paid && others.some((other) => other !== undefined)
    if (isExtra && !order.report && order.called_off === undefined) {
      news.change.push(put('payment', { ...order, called_off: ctx.now }))
    }
    if (isExtra && paid && index > 0) news.tasks.push(...taskFor(ctx, debt, order, paid))
    // The bank's later word made it needless: one of the two orders was returned.
    else news.change.push(...closeTask(paidTwiceTask(ctx, order.pay_no)))
  }
}

function taskFor(ctx: PayCtx, debt: Debt, extra: Payment, paid: Payment): TaskDraft[] {
  const { pay_no, payer_admdvs: area } = extra
  const facts = {
    ...debt.facts,
    pay_no,
    paid_by: paid.pay_no,
    amt: formatYuan(extra.amt),
    payee: extra.payee_kind,
    text: clerkText(extra),
  }
  const held = paidTwiceTask(ctx, pay_no)
  if (saysAlready(held, facts)) return []
  const due = dueIn(ctx, area, clerkWorkingDays)
  return askClerk(paidTwice, { area, key: pay_no, due, facts, standing: true })
}

function clerkText({ report, amt }: Payment): string {
  const second = report ? '第二笔也已付出' : '第二笔还没有银行的消息（没发出的不会再发出）'
  return `银行先说没付成，重新付款后又说前一笔付成了，${second}。同一笔${sumInWords(amt)}可能付了两次，请向收款方追回。`
}
