/** RULES.md 6: the year is reconciled after its last run. */
import { dueIn } from '../../../../shared/policy/due.ts'
import { outcomeOf } from '../outcome.ts'
import { figuresOf } from '../rules/payers.ts'
import { end, recoverDays, step } from '../state.ts'
import { recoverAssistance } from '../tasks.ts'
import { texts } from '../texts.ts'
import { besideOf, overIn, recoverTask, waiting } from './beside.ts'
import { runOf } from './gather.ts'

/** What was given beyond what is due is recovered by hand, or waived; then the year is done. */
export const reconcile = step({
  label: '年度清算',
  goes: [],
  decide(ctx) {
    const known = figuresOf(ctx)
    if (!recoverTask(ctx)?.decision && overIn(ctx, known).length > 0) {
      const until = dueIn(ctx, ctx.case.admdvs, recoverDays, runOf(ctx).on)
      return waiting(ctx, known, { actor: 'clerk', what: recoverAssistance, until })
    }
    return end('done', outcomeOf(ctx, known), {
      say: texts.reconciled(ctx.state.year),
      ...endsWith(besideOf(ctx, known)),
    })
  },
})

/** What stands after the end: terms that are missing, whose coming may make something due. */
export const endsWith = ({ tasks, beside, topics }: ReturnType<typeof besideOf>) => ({
  tasks,
  state: { beside },
  ...(topics ? { topics } : {}),
})
