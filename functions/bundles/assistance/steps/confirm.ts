/** RULES.md 4.2 to 4.4: a clerk confirms a run, with one click for many. */
import { dueOn } from '../../../../shared/calendar/index.ts'
import { formatYuan, sumFen } from '../../../../shared/money/index.ts'
import { same } from '../../../../shared/same.ts'
import { askClerk } from '../../../acts/ask-clerk.ts'
import { payerKey } from '../rules/due.ts'
import { duesOf, figuresOf, owedIn, type YearFigures } from '../rules/payers.ts'
import { type AssistanceCtx, go, step } from '../state.ts'
import { confirmAssistance } from '../tasks.ts'
import { notices, texts } from '../texts.ts'
import { payerFacts, waiting } from './beside.ts'
import { goOn, payable, runOf } from './gather.ts'
import { tell } from './tell.ts'

/** Which task it is: other sums make another one. */
const keyOf = ({ state }: AssistanceCtx) => `${state.runs}.${state.run?.asked ?? 0}`

/** Waits for the clerk; other sums close the task and open another with the same limit. */
export const confirm = step({
  label: '等经办人员确认',
  goes: ['gather', 'run', 'confirm', 'pay', 'reconcile'],
  decide(ctx) {
    const run = runOf(ctx)
    const known = figuresOf(ctx)
    const task = ctx.task(confirmAssistance, keyOf(ctx))
    if (task?.status === 'rejected') {
      const told = tell(ctx, notices.refused, texts.refused(task.decision?.reason))
      return goOn(ctx, { ...told, state: { refused: duesOf(known) }, actor: 'clerk' })
    }
    const owed = owedIn(known, ctx.state.refused)
    const isSame = same(owed, run.asks)
    if (task?.status === 'approved' && isSame) return go('pay', { ...payable(ctx, owed), actor: 'clerk' })
    if (owed.length === 0) return goOn(ctx, { say: texts.unneeded() })
    if (!isSame) {
      return go('confirm', { state: { run: { ...run, asks: owed, asked: run.asked + 1 } }, say: texts.changed(owed) })
    }
    const until = run.limit ?? dueOn(ctx.today)
    return waiting(ctx, known, { actor: 'clerk', what: confirmAssistance, until }, { tasks: confirmTasks(ctx, known) })
  },
})

function confirmTasks(ctx: AssistanceCtx, { figures }: YearFigures) {
  const { asks, limit } = runOf(ctx)
  const { person } = ctx.file
  const payers = asks.flatMap((one) => {
    const standing = figures.find((payer) => payerKey(payer) === payerKey(one))
    return standing ? [{ ...payerFacts(standing), to_pay: formatYuan(one.amt) }] : []
  })
  return askClerk(confirmAssistance, {
    area: ctx.case.admdvs,
    key: keyOf(ctx),
    due: limit ?? dueOn(ctx.today),
    facts: {
      year: ctx.state.year,
      payers,
      amt: formatYuan(sumFen(asks.map(({ amt }) => amt))),
      text: texts.confirm(ctx.state.year),
    },
    private: { psn_no: person?.psn_no, psn_name: person?.private.psn_name },
  })
}
