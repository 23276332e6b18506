/** What is asked beside the step that waits: terms that are missing, and what is to be recovered (RULES.md 2.4, 6.2). */

import { type Day, newYear } from '../../../../shared/calendar/index.ts'
import type { Effects, TaskDraft, Wait } from '../../../../shared/chain/chain.ts'
import { policyMissingTask } from '../../../../shared/chain/missing.ts'
import { formatYuan, sumFen } from '../../../../shared/money/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import { isOpen } from '../../../../shared/registers/rows/cases.ts'
import { policyTopic } from '../../../../shared/table/keys.ts'
import { clerkTask } from '../../../acts/ask-clerk.ts'
import { reconcileMonth } from '../parameters.ts'
import type { PayerFigures, YearFigures } from '../rules/payers.ts'
import { type AssistanceCtx, type AssistanceState, recoverDays, wait } from '../state.ts'
import { recoverAssistance } from '../tasks.ts'
import { texts } from '../texts.ts'

/** The day of the year's last run (RULES.md 6.1). Its parameter has a row for the nation; throws without one: a bug. */
export function reconcileOn({ look, case: { admdvs }, state: { year } }: AssistanceCtx): Day {
  const found = look.policy(reconcileMonth, admdvs, newYear(year + 1))
  if (!found.found) throw new Error('assistance: no month of reconciliation for the nation')
  return `${year + 1}-${String(found.value).padStart(2, '0')}-01` as Day
}

/** Whether the latest run is the last of the year. */
export const isLast = (ctx: AssistanceCtx): boolean =>
  ctx.state.run !== undefined && ctx.state.run.on >= reconcileOn(ctx)

/** Whether the last run, or one that a due brought after it, is under way: what is gathered afterwards waits for its own. */
const isReconciling = (ctx: AssistanceCtx): boolean => isLast(ctx) && isOpen(ctx.case) && ctx.case.step !== 'gather'

/** Payers that gave more than is due, while the year is reconciled. Nobody recovers anything from those who mourn. */
export const overIn = (ctx: AssistanceCtx, { figures }: YearFigures): PayerFigures[] =>
  isReconciling(ctx) && !ctx.file.person?.death ? figures.filter(({ over }) => over > 0) : []

/** The task of this run on what is to be recovered. */
export const recoverTask = (ctx: AssistanceCtx) => ctx.task(recoverAssistance, String(ctx.state.runs))

/** Tasks beside, what tells one such set from another, and what outside the file changes them. */
export interface Beside {
  readonly tasks: TaskDraft[]
  readonly beside: string[]
  readonly topics?: string[]
}

/** What is asked beside by now. */
export function besideOf(ctx: AssistanceCtx, known: YearFigures): Beside {
  const missing = known.missing.map((one) => ({
    task: missingTask(ctx, one),
    topic: policyTopic(one.parameter.name),
  }))
  const recover = recoverTask(ctx)?.decision ? [] : recoverDrafts(ctx, known)
  const tasks = [...missing.map(({ task }) => task), ...recover]
  const topics = [...new Set(missing.map(({ topic }) => topic))]
  return {
    tasks,
    beside: tasks.map(({ kind, key }) => `${kind}.${key}`),
    ...(topics.length > 0 ? { topics } : {}),
  }
}

/** One for each kind and area: the area of a day changes with what is reported. */
function missingTask({ today }: AssistanceCtx, { parameter, area, on }: PolicyMissing): TaskDraft {
  const task = policyMissingTask(parameter, area, on, today)
  return { ...task, key: `${task.key}.${area}` }
}

function recoverDrafts(ctx: AssistanceCtx, known: YearFigures): TaskDraft[] {
  const over = overIn(ctx, known)
  const { run, year } = ctx.state
  if (over.length === 0 || !run) return []
  const { person } = ctx.file
  const facts = {
    year,
    payers: over.map((one) => ({ ...payerFacts(one), over: formatYuan(one.over) })),
    amt: formatYuan(sumFen(over.map((one) => one.over))),
    text: texts.recover(over.map(({ over: amt, ...payer }) => ({ ...payer, amt }))),
  }
  return [
    clerkTask(recoverAssistance, {
      area: ctx.case.admdvs,
      key: String(ctx.state.runs),
      due: dueIn(ctx, ctx.case.admdvs, recoverDays, run.on),
      facts,
      private: { psn_no: person?.psn_no, psn_name: person?.private.psn_name },
    }),
  ]
}

/** A payer as tasks and outcomes show it. */
export const payerFacts = ({ admdvs, dept, due, given }: PayerFigures) => ({
  admdvs,
  dept,
  due: formatYuan(due),
  given: formatYuan(given),
})

/** The step waits, with its own tasks and those beside. */
export function waiting(
  ctx: AssistanceCtx,
  known: YearFigures,
  until: Wait,
  { tasks = [], state, ...more }: Effects<AssistanceState> = {},
) {
  const { tasks: others, beside, topics } = besideOf(ctx, known)
  return wait(
    { ...until, ...(topics ? { topics } : {}) },
    { ...more, state: { ...state, beside }, tasks: [...tasks, ...others] },
  )
}
