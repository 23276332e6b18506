/** RULES.md 2.4, 6: another place is A after all, or B fell away: what was done is taken back. */
import type { Decision } from '../../../../shared/chain/chain.ts'
import { formatYuan } from '../../../../shared/money/index.ts'
import { isUntouched, moveBack, undoTransfer } from '../../../../shared/registers/between.ts'
import { put } from '../../../../shared/registers/file.ts'
import { accountIn, type MoneyEffects } from '../../../../shared/registers/ledger.ts'
import { hasLaterPeriod } from '../../../../shared/registers/relation.ts'
import { movedSum, outcomeOf } from '../outcome.ts'
import { earlierOf, originAmong } from '../rules/candidates.ts'
import { byHandTask, noStandingTasks, standingTasks } from '../standing-tasks.ts'
import { claimOfRound, end, go, originIn, step, type TransferCtx, type TransferState } from '../state.ts'
import { notices, texts } from '../texts.ts'
import { takeBackEnd } from './continue-relation.ts'

/** An earlier relation reported later is A now (RULES.md 2.4). */
export const changeOrigin = step({
  label: '改从更晚的参保地转出',
  goes: ['findOrigin'],
  decide(ctx) {
    const origin = originAmong(earlierOf(ctx))
    const say =
      'found' in origin && origin.found.admdvs !== ctx.state.from ? texts.originChanged(origin.found.admdvs) : ''
    return go('findOrigin', {
      ...takeBackEnd(ctx),
      // What was told as an older relation may be A now.
      tasks: noStandingTasks(ctx),
      forget: ['from', 'fromPeriod', 'pausedOn', 'continuity', 'limit'],
      ...(say ? { tell: [{ notice: notices['origin-changed'], text: say }] } : {}),
    })
  },
})

/** No money moved: A's relation and account are as they were before. */
export function withdrawn(ctx: TransferCtx, result: Parameters<typeof outcomeOf>[1]): Decision<TransferState, never> {
  return end('withdrawn', outcomeOf(ctx, result), {
    ...takeBackEnd(ctx),
    tasks: noStandingTasks(ctx),
    tell: [{ notice: notices.withdrawn, text: texts.withdrawn(ctx.state.to) }],
    actor: 'partner',
  })
}

/** B fell away before anything was decided (RULES.md 6.1). */
export const withdraw = step({
  label: '撤回转移',
  goes: [],
  decide: (ctx) => withdrawn(ctx, 'not-transferred'),
})

/** What is whole comes back; what is not, clerks of both areas deal with (RULES.md 6.2, 6.3). */
export const reverse = step({
  label: '登记撤销，退回原账户',
  goes: [],
  decide(ctx) {
    const { state, file } = ctx
    const from = originIn(state)
    const undone = state.refunded || state.toRefund ? undefined : undoAll(ctx)
    if (!undone) {
      const tell = [{ notice: notices['by-hand'], text: texts.byHand() }]
      return end('done', ctx.case.outcome ?? outcomeOf(ctx, 'transferred'), {
        state: { byHand: true },
        tasks: [
          ...standingTasks(ctx),
          ...[from, state.to].map((area) => byHandTask(ctx, area, area, { amt: formatYuan(movedSum(state)) })),
        ],
        tell,
        actor: 'partner',
      })
    }
    const laid = file.with(undone.change)
    const { moved: _moved, ...account } = accountIn(laid, from)
    const before = takeBackEnd(ctx)
    return end('withdrawn', outcomeOf(ctx, 'reversed'), {
      change: [...undone.change, put('account', account), ...before.change],
      move: undone.move,
      claims: undone.claims,
      send: before.send,
      tasks: noStandingTasks(ctx),
      tell: [{ notice: notices.reversed, text: texts.reversed(from, movedSum(state)) }],
      actor: 'partner',
    })
  },
})

/**
 * Undoes every sum that moved, the last one first; or nothing if one of them is no longer whole or has left B
 * (RULES.md 6.5, 6.6).
 */
function undoAll(ctx: TransferCtx): MoneyEffects | undefined {
  const { state, look, now } = ctx
  const memo = '参保登记撤销，退回原账户'
  const hasLeftB = accountIn(ctx.file, state.to).moved?.period === state.enrolledOn
  if (hasLeftB || hasLaterPeriod(ctx.file, state.to, state.enrolledOn)) return undefined
  const all: MoneyEffects = { change: [], move: [], claims: [] }
  let laid = ctx.file
  for (const sum of [...state.moved].reverse()) {
    const claim = claimOfRound(ctx, sum)
    const stands = look.claim(claim)
    if (!isUntouched(laid, claim, stands)) return undefined
    const part = stands === 'open' ? undoTransfer(laid, claim, sum.lots ?? [], memo) : moveBack(laid, claim, now, memo)
    laid = laid.with(part.change)
    all.change.push(...part.change)
    all.move.push(...part.move)
    all.claims.push(...part.claims)
  }
  return all
}
