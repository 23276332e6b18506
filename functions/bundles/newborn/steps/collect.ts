/** Premiums paid, or a year that needs none: the relation becomes normal and the year is granted (RULES.md 4.5, 5.1). */
import { dayOf } from '../../../../shared/calendar/index.ts'
import type { Effects, Send, TaskDraft } from '../../../../shared/chain/chain.ts'
import { InsuState } from '../../../../shared/codes/index.ts'
import { formatYuan } from '../../../../shared/money/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import { same } from '../../../../shared/same.ts'
import { amountDiffers } from '../../../acts/amount-differs.ts'
import { askClerk } from '../../../acts/ask-clerk.ts'
import { billsOf } from '../../../acts/bill.ts'
import { grant, takeBackOtherRights } from '../../../acts/entitlement.ts'
import { cardlessUntil } from '../rules/cover.ts'
import { family, isMourning } from '../rules/family.ts'
import { type Differing, reckon } from '../rules/payments.ts'
import { rightOf, tellRelation, writeRelation } from '../rules/relation.ts'
import { enrolledIn, go, type NewbornCtx, type NewbornState, type PaidYear, step } from '../state.ts'
import { notices, texts } from '../texts.ts'

/** Working days a clerk has for a task of this bundle (RULES.md 2.2, 5.2). */
export const clerkWorkingDays = 5

/** Whether payments have come, or decisions on them, that are not counted yet. */
export function needsCounting(ctx: NewbornCtx): boolean {
  const { paid, back, differing } = reckon(ctx)
  return !same(paid, ctx.state.paid) || back.length > 0 || newDiffering(ctx, differing).length > 0
}

const newDiffering = ({ state }: NewbornCtx, differing: readonly Differing[]) =>
  differing.filter(({ row }) => !state.differing.includes(row.id))

/** RULES.md 5: what is paid is granted, what differs is for a clerk, what is too much goes back. */
export const countPayments = step({
  label: '核对缴费，计算待遇起止',
  goes: ['refundPayments'],
  decide(ctx) {
    const { state } = ctx
    const { paid, back, differing } = reckon(ctx)
    const fresh = newDiffering(ctx, differing)
    const refunds = [...state.refunds, ...back]
    const effects: Effects<NewbornState> = {
      state: { paid, refunds, differing: [...state.differing, ...fresh.map(({ row }) => row.id)] },
      tell: fresh.map(({ row, year, expected }) => ({
        notice: notices['sum-differs'],
        text: texts.sumDiffers(year, row.amt, expected),
        to: family(ctx),
      })),
    }
    const writes = writePaid(ctx, paid)
    return go('refundPayments', {
      ...effects,
      ...writes,
      state: { ...effects.state, ...writes.state },
      tell: [...(effects.tell ?? []), ...(writes.tell ?? [])],
    })
  },
})

/**
 * The registers as they follow from what is paid. They are written even if nothing is: an enrolment made anew is bare.
 */
function writePaid(ctx: NewbornCtx, paid: readonly PaidYear[]): Effects<NewbornState> {
  const { state, file, case: row } = ctx
  const enrolled = enrolledIn(state)
  const fresh = paid.filter((year) => !state.paid.some((held) => same(held, year)))
  if (paid.length === 0 && state.paid.length === 0) return {}
  const time = file.one('birth', enrolled.notice)?.time ?? row.started_at
  const covers = paid.map(({ cover }) => cover)
  const relation = writeRelation(file, enrolled, state.facts, covers, time)
  const rights = paid.map(rightOf)
  return {
    state: { facts: relation.days },
    change: [
      ...relation.change,
      ...takeBackOtherRights(ctx, rights),
      ...rights.flatMap((right) => grant(ctx, right).change),
    ],
    send: fresh.flatMap((year) => granted(ctx, year)),
    ...tellInsured(ctx, paid, fresh),
    actor: fresh.every((year) => year.by === 'free') ? 'system' : 'partner',
  }
}

function granted(ctx: NewbornCtx, year: PaidYear): Send[] {
  const reason = year.by === 'free' ? 'newborn-free' : 'premium-paid'
  const change = { psn_insu_stas: InsuState.normal, from: year.cover.from, reason }
  return [tellRelation(ctx, year.area, change), ...grant(ctx, rightOf(year)).send]
}

/** The family is told, but never congratulated once the child or the mother has died. */
function tellInsured(ctx: NewbornCtx, paid: readonly PaidYear[], fresh: readonly PaidYear[]): Effects<NewbornState> {
  if (fresh.length === 0) return {}
  const sentences = fresh.map((year) => insuredBy(ctx, year))
  if (isMourning(ctx)) return { say: sentences.join('') }
  const until = cardlessUntil(
    enrolledIn(ctx.state).birth,
    paid.map(({ cover }) => cover),
  )
  const welcome = ctx.state.paid.length === 0 ? [texts.welcome()] : []
  const cardless = until !== undefined && until >= ctx.today ? [texts.cardless(until)] : []
  const text = [...welcome, ...sentences, ...cardless].join('')
  return { tell: [{ notice: notices.insured, text, to: family(ctx) }] }
}

/** What is said of a year that counts as paid. */
function insuredBy(ctx: NewbornCtx, paid: PaidYear): string {
  const { year, cover } = paid
  if (paid.by !== 'free') return texts.insured(year, cover)
  const wasBilled = billsOf(ctx).some((bill) => bill.year === year)
  return texts.free(year, cover) + (wasBilled ? texts.billVoid() : '')
}

/** Tasks on payments of another sum; nothing is granted for them yet (RULES.md 5.2). */
export function differingTasks(ctx: NewbornCtx): TaskDraft[] {
  const { area } = enrolledIn(ctx.state)
  return reckon(ctx).differing.flatMap(({ row, year, expected }): TaskDraft[] => {
    const opened = ctx.task(amountDiffers, row.id)?.opened_at ?? ctx.now
    const due = dueIn(ctx, area, clerkWorkingDays, dayOf(opened))
    const facts = { year, amt: formatYuan(row.amt), expected: formatYuan(expected), paid_at: row.paid_at }
    return askClerk(amountDiffers, { area, key: row.id, due, facts })
  })
}
