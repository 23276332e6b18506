/** Payments of bills whose parameters were corrected since (RULES.md 5.9): a clerk says what they are worth. */
import { dayOf } from '../../../shared/calendar/index.ts'
import type { Effects } from '../../../shared/chain/chain.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { type Fen, fen, formatYuan, sumFen } from '../../../shared/money/index.ts'
import { dueIn } from '../../../shared/policy/due.ts'
import type { PremiumPaid } from '../../../shared/registers/rows.ts'
import { amountDiffers } from '../../acts/amount-differs.ts'
import { askClerk, closeTask } from '../../acts/ask-clerk.ts'
import { billsOf } from '../../acts/bill.ts'
import { once } from '../../acts/inform.ts'
import { countingPremiums, premiumsOf, residentPremiums, toReview } from './rules/refunds.ts'
import { inform } from './rules/telling.ts'
import type { LumpSumBill, RetirementCtx, RetirementState } from './state.ts'
import { clerkWorkingDays } from './tasks.ts'
import { texts } from './texts.ts'

/** What a bill asks for in all, in fen: for months that are bought, or for a year. */
type Asked = { expected: Fen } & ({ months: number } | { year: number })

/** Asks a clerk of the area whether a payment counts as all of it. */
function askAboutSum(ctx: RetirementCtx, area: Admdvs, { id: key, amt, paid_at }: PremiumPaid, of: Asked) {
  const asked = ctx.task(amountDiffers, key)?.opened_at ?? ctx.now
  const due = dueIn(ctx, area, clerkWorkingDays, dayOf(asked))
  const facts = { ...of, amt: formatYuan(amt), expected: formatYuan(of.expected), paid_at }
  return { area, key, due, facts }
}

/** Beside the wait for a lump sum: what was paid for a bill that was corrected since, and is too little now. */
export function reviewOf(ctx: RetirementCtx, { area, months, amt, credit }: LumpSumBill): Effects<RetirementState> {
  const bills = billsOf(ctx)
  const open = toReview(countingPremiums(premiumsOf(ctx.file, bills), ctx.state), bills, ctx.state)
  const [first] = open
  if (!first) return {}
  const expected = fen(amt + credit)
  const tasks = open.flatMap((premium) =>
    askClerk(amountDiffers, askAboutSum(ctx, area, premium, { months, expected })),
  )
  const words = inform(ctx, 'sum-differs', texts.sumDiffers(credit, expected))
  return { ...once(ctx, `sum.${first.id}`, words), tasks }
}

/** The same of the premium of a resident, whose case has ended: the task stands, and is told with the person once. */
export function residentReview(ctx: RetirementCtx): Effects<RetirementState> | undefined {
  const { file, state } = ctx
  const { resident, ending } = state
  if (!resident?.bill || !resident.earlier || ending?.result !== 'resident') return undefined
  const bills = billsOf(ctx)
  const { area, bill, paidBy } = resident
  const premiums = residentPremiums(file, bills, state)
  if (paidBy) {
    const change = premiums.flatMap(({ id }) => closeTask(ctx.task(amountDiffers, id)))
    return change.length > 0 ? { change } : undefined
  }
  const untold = toReview(premiums, bills, state).filter(({ id }) => !ctx.task(amountDiffers, id))
  if (untold.length === 0) return undefined
  const tasks = untold.flatMap((premium) => {
    const asked = askAboutSum(ctx, area, premium, { year: bill.year, expected: bill.amt })
    return askClerk(amountDiffers, { ...asked, standing: true })
  })
  return { tasks, ...inform(ctx, 'sum-differs', texts.sumDiffers(sumFen(premiums.map((p) => p.amt)), bill.amt)) }
}

/** What clerks have said since of payments, to be remembered; undefined if nothing new. */
export function sumsDecided(ctx: RetirementCtx): Effects<RetirementState> | undefined {
  const { file, state } = ctx
  const bills = billsOf(ctx)
  const said = toReview(premiumsOf(file, bills, state.resident), bills, state).flatMap(({ id }) => {
    const status = ctx.task(amountDiffers, id)?.status
    if (status !== 'approved' && status !== 'rejected') return []
    return [[id, status === 'approved' ? 'full' : 'back'] as const]
  })
  if (said.length === 0) return undefined
  const isFull = said.some(([, worth]) => worth === 'full')
  const words = inform(ctx, 'sum-differs', isFull ? texts.sumCounts() : texts.sumGoesBack())
  return { state: { sums: { ...state.sums, ...Object.fromEntries(said) } }, ...words, actor: 'clerk' }
}
