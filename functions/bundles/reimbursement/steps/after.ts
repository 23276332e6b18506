/** RULES.md 6: what may still be learned of a receipt after the order, and what the bank says of the order. */
import type { Effects, TaskDraft } from '../../../../shared/chain/chain.ts'
import { formatYuan, ZERO } from '../../../../shared/money/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import { sayOfReceipt, standingOf } from '../../../../shared/registers/care/receipts.ts'
import { type Change, drop } from '../../../../shared/registers/file.ts'
import { recall } from '../../../../shared/registers/rest.ts'
import { heardKey } from '../../../../shared/registers/rows/heard.ts'
import { clerkTask, closeTask } from '../../../acts/ask-clerk.ts'
import { heardOfFund } from '../../../acts/payment/fund.ts'
import { paidTwiceNews } from '../../../acts/payment/paid-twice.ts'
import type { Facts } from '../rules/facts.ts'
import { goneBy } from '../rules/refusal.ts'
import { type GoneReason, goneNames } from '../rules/words.ts'
import type { ReimbursementCtx, ReimbursementState } from '../state.ts'
import { recoverClaim, recoverDays } from '../tasks.ts'
import { texts } from '../texts.ts'
import { claimDebts, settlementRow } from './pay.ts'

type News = Effects<ReimbursementState>

/** What is to be written by now of a claim that was ordered, or for which nothing was due; undefined if all of it stands. */
export function newsAfter(ctx: ReimbursementCtx, facts: Facts): News | undefined {
  const reason = goneBy(ctx, facts)
  const all = [recovery(ctx, facts, reason), counting(ctx, facts, reason), ofBank(ctx)].flatMap((one) => one ?? [])
  if (all.length === 0) return undefined
  return {
    state: Object.assign({}, ...all.map(({ state }) => state)),
    forget: all.flatMap(({ forget = [] }) => forget),
    change: all.flatMap(({ change = [] }) => change),
    move: all.flatMap(({ move = [] }) => move),
    receipts: all.flatMap(({ receipts = [] }) => receipts),
    signals: all.flatMap(({ signals = [] }) => signals),
    tasks: all.flatMap(({ tasks = [] }) => tasks),
    ...Object.assign({}, ...all.map(({ say }) => (say === undefined ? {} : { say }))),
  }
}

/** One task for a clerk, whatever comes to be known; recovered, the receipt is whose it would have been. */
function recovery(ctx: ReimbursementCtx, facts: Facts, reason: GoneReason | undefined): News | undefined {
  const { ordered, gone } = ctx.state
  if (!ordered) return undefined
  if (gone === 'recovered') return freed(ctx, facts)
  if (gone) return undefined
  const held = ctx.task(recoverClaim)
  if (held?.status === 'approved') return { ...freed(ctx, facts), state: { gone: 'recovered' } }
  if (held?.status === 'rejected') return { state: { gone: 'left' } }
  if (!reason) return held?.status === 'open' ? { change: closeTask(held) } : undefined
  if (held?.status === 'open') return undefined
  return { tasks: [taskFor(ctx, facts, reason)], say: texts.recovering(goneNames[reason]) }
}

/** Once it is recovered it is whose it was uploaded for since, for whatever reason it was: void first, then theirs. */
function freed(ctx: ReimbursementCtx, { receipt: { name } }: Facts): News | undefined {
  if (!standingOf(ctx.file, name).lost) return undefined
  const { change = [], receipts = [], signals = [] } = sayOfReceipt(ctx.file, name, { is: 'recovered' }, ctx)
  return { change, receipts, signals }
}

function taskFor(ctx: ReimbursementCtx, { receipt }: Facts, reason: GoneReason): TaskDraft {
  const area = ctx.case.admdvs
  const amt = ctx.state.sum?.amt ?? ZERO
  const facts = { reason, text: texts.taskRecover(goneNames[reason], amt), ...receipt.name, amt: formatYuan(amt) }
  return clerkTask(recoverClaim, { area, due: dueIn(ctx, area, recoverDays), facts, standing: true })
}

/** Whether the claim counts as a settlement: not while the receipt was not to be paid, nor once it was recovered. */
function counting(ctx: ReimbursementCtx, facts: Facts, reason: GoneReason | undefined): News | undefined {
  const { sum, uncounted, gone } = ctx.state
  const counts = !reason && gone !== 'recovered'
  if (!sum || counts === !uncounted) return undefined
  if (counts) {
    return facts.insured && { change: [settlementRow(ctx, facts, facts.insured, sum)], forget: ['uncounted'] }
  }
  const key = heardKey({ fact: 'settlement', key: ctx.case.case_id })
  const change: Change[] = recall(ctx.file, ctx, 'heard', key) ? [drop('heard', key)] : []
  return { change, state: { uncounted: true } }
}

/** What the books say of orders, and of what was paid twice. */
function ofBank(ctx: ReimbursementCtx): News | undefined {
  const debts = claimDebts(ctx)
  const booked = heardOfFund(ctx, debts, ctx.state.booked)
  const twice = paidTwiceNews(ctx, debts)
  if (!booked && !twice) return undefined
  return { ...(booked ? { move: booked.move, state: { booked: booked.booked } } : {}), ...twice }
}
