/** What overrides every wait, and what may still come after the end (RULES.md 3.2, 5.4, 6.5, 7.4). */
import type { Anew, Decision, Effects } from '../../../shared/chain/chain.ts'
import { same } from '../../../shared/same.ts'
import { heardOfFund } from '../../acts/payment/fund.ts'
import { paidTwiceNews } from '../../acts/payment/paid-twice.ts'
import { isUnderWay, planOf } from '../../acts/payment/plan.ts'
import { groundIn } from './rules/hardship.ts'
import { isRecognizedOn } from './rules/identities.ts'
import { figuresOf, isOrdered, isRefused, owedIn, type YearFigures, yearCase } from './rules/payers.ts'
import { type AssistanceCtx, type AssistanceState, again, end, go, stay, still } from './state.ts'
import { besideOf } from './steps/beside.ts'
import { aidDebts } from './steps/debts.ts'
import { endsWith } from './steps/reconcile.ts'
import { tell } from './steps/tell.ts'
import { over, warningOf } from './steps/warning.ts'
import { notices, texts } from './texts.ts'

type Override = Decision<AssistanceState, never> | undefined

/** Before every step. */
export const overrides = (ctx: AssistanceCtx): Override =>
  ctx.state.warning ? warningEnds(ctx) : ctx.action ? undefined : yearNews(ctx, figuresOf(ctx))

/** The books, clerks to be told, the areas of the year; and the end of a case whose ground is gone before any money was ordered. */
function yearNews(ctx: AssistanceCtx, known: YearFigures): Override {
  const news = payNews(ctx, known)
  if (news) return again(ctx, news)
  if (known.settlements.length === 0 && !isOrdered(ctx)) {
    return end('withdrawn', { reason: 'revoked' }, { say: texts.groundGone(), forget: ['runOn', 'refused'] })
  }
  if (isRefusalOver(ctx, known)) return again(ctx, { forget: ['refused'] })
  const moved = areasNow(ctx, known)
  return moved && again(ctx, moved)
}

/** A due has changed since a clerk let nothing be paid: what becomes of it later is decided anew (RULES.md 4.4). */
const isRefusalOver = ({ state: { refused } }: AssistanceCtx, known: YearFigures): boolean =>
  refused !== undefined && !isRefused(refused, known)

/** The areas of the year as they are by now; undefined if the case has them. */
function areasNow({ case: { admdvs, areas } }: AssistanceCtx, known: YearFigures) {
  const latest = known.areas.at(-1) ?? admdvs
  if (latest === admdvs && known.areas.every((area) => areas.includes(area))) return undefined
  return { admdvs: latest, areas: [...known.areas] }
}

/** What the bank said since: in the books (RULES.md 5.2), and to clerks where something was paid twice (3.2). */
function payNews(ctx: AssistanceCtx, known: YearFigures): Effects<AssistanceState> | undefined {
  const booked = heardOfFund(ctx, ctx.state.debts, ctx.state.booked)
  if (booked) return { move: booked.move, state: { booked: booked.booked } }
  return paidTwiceNews(ctx, aidDebts(ctx, known))
}

/** Recognised, it is over; so it is for who has died, and where its ground is gone before it was passed on. */
function warningEnds(ctx: AssistanceCtx): Override {
  const warning = warningOf(ctx)
  if (ctx.file.died !== undefined) return end('withdrawn', { reason: 'deceased' }, { say: texts.died() })
  if (isRecognizedOn(ctx.file, ctx.today)) {
    return over(ctx, 'recognized', { ...tell(ctx, notices.recognized, texts.recognized()), actor: 'partner' })
  }
  if (warning.referredOn) return undefined
  const ground = groundIn(ctx.file, ctx, ctx.state.year)
  if (!ground) return end('withdrawn', { reason: 'revoked' }, { say: texts.groundGone() })
  const now = { ...warning, ...ground }
  return same(now, warning)
    ? undefined
    : again(ctx, { state: { warning: now }, admdvs: ground.admdvs, areas: [ground.admdvs] })
}

/** After the end: what comes late is dealt with, each thing once; a due that rises takes the year up for one more run. */
export function ended(ctx: AssistanceCtx): Decision<AssistanceState, 'gather' | 'pay' | 'warn'> {
  if (ctx.state.warning) return warnedAgain(ctx)
  const known = figuresOf(ctx)
  if (!isOfYear(ctx)) return besideYear(ctx, known)
  const beside = besideOf(ctx, known)
  const news = payNews(ctx, known)
  if (news) return still(ctx, { ...endsWith(beside), ...news, state: { ...news.state, beside: beside.beside } })
  if (ctx.case.status === 'withdrawn') return withdrawnAgain(ctx, known)
  if (isRefusalOver(ctx, known)) return still(ctx, { ...endsWith(beside), forget: ['refused'] })
  if (isUnderWay(planOf(ctx, aidDebts(ctx, known)))) return go('pay', { withoutOutcome: true })
  if (owedIn(known, ctx.state.refused).length > 0) return go('gather', { withoutOutcome: true, forget: ['runOn'] })
  const moved = areasNow(ctx, known)
  if (!moved && same(beside.beside, ctx.state.beside)) return stay()
  return still(ctx, { ...endsWith(beside), ...moved })
}

/** A year may have ended under two numbers that are one person's: the case of the number that is kept goes on (RULES.md 3.2). */
const isOfYear = ({ file, state: { year }, case: { case_id } }: AssistanceCtx): boolean =>
  yearCase(file, year)?.case_id === case_id

/** Of the other one the books alone are kept, and nothing is asked. */
function besideYear(ctx: AssistanceCtx, known: YearFigures): Decision<AssistanceState, never> {
  const news = payNews(ctx, known)
  if (news) return still(ctx, news)
  return ctx.state.beside.length > 0 ? still(ctx, { state: { beside: [] } }) : stay()
}

/** A year whose ground was gone has one again. */
const withdrawnAgain = ({ state: { year } }: AssistanceCtx, { settlements }: YearFigures) =>
  settlements.length > 0 ? go('gather', { withoutOutcome: true, say: texts.opened(year) }) : stay()

/** A warning that was withdrawn goes on once the death is taken back, or its ground is there again: it asks anew. */
function warnedAgain(ctx: AssistanceCtx): Decision<AssistanceState, 'warn'> {
  const { status, outcome } = ctx.case
  if (status !== 'withdrawn' || outcome?.reason === 'merged' || ctx.file.died !== undefined) return stay()
  if (warningOf(ctx).referredOn) return again(ctx, { withoutOutcome: true })
  const ground = isRecognizedOn(ctx.file, ctx.today) ? undefined : groundIn(ctx.file, ctx, ctx.state.year)
  if (!ground) return stay()
  return go('warn', { withoutOutcome: true, state: { warning: { ...warningOf(ctx), ...ground } } })
}

/** A year that was reconciled decides its reconciliation anew; what people chose and offices decided rests on no parameter. */
export const anew = (ctx: AssistanceCtx): Anew<AssistanceState, 'reconcile'> | undefined =>
  ctx.state.warning || ctx.case.status !== 'done' || !isOfYear(ctx) ? undefined : { step: 'reconcile' }
