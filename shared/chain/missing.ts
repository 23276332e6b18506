/** Waiting for a parameter that has no value: never guessed, always named (bundles/RULES.md 1.3). */
import { addDays, type Day, dayOf, endOfDay } from '../calendar/index.ts'
import type { Admdvs } from '../codes/index.ts'
import type { AnyParameter, PolicyMissing } from '../policy/index.ts'
import { policyTopic } from '../table/keys.ts'
import { policyMissing } from '../tasks/operator.ts'
import type { Ctx, TaskDraft, Wait } from './chain.ts'

/** Days after which an operator's task on a missing parameter is overdue. */
const dueDays = 5

/** The operator's task that names the missing parameter; `asked` is the day it was first needed. */
export function policyMissingTask({ name, title, byYear }: AnyParameter, area: Admdvs, on: Day, asked: Day): TaskDraft {
  const when = byYear ? `${on.slice(0, 4)}年` : on
  return {
    kind: policyMissing.kind,
    key: `${name}.${byYear ? on.slice(0, 4) : on}`,
    owner: { role: 'operator' },
    admdvs: area,
    due: { at: endOfDay(addDays(asked, dueDays)) },
    facts: {
      name,
      admdvs: area,
      on,
      ...(byYear ? { year: Number(on.slice(0, 4)) } : {}),
      text: `缺少“${title}”（${when}）`,
    },
  }
}

/** Waits for the parameter, and is asked again the moment it is set; `asked` must be stable from ask to ask. */
export const waitForPolicy = (parameter: AnyParameter, asked: Day): Wait => waitForPolicies([parameter], asked)

/** Waits for several parameters, and is asked again the moment one of them is set. */
export function waitForPolicies(parameters: readonly AnyParameter[], asked: Day): Wait {
  return {
    actor: 'operator',
    what: policyMissing,
    until: endOfDay(addDays(asked, dueDays)),
    topics: parameters.map(({ name }) => policyTopic(name)),
  }
}

/** Both, since the day on which the case first asked for it. */
export function awaitPolicy<S>(
  ctx: Pick<Ctx<S>, 'task' | 'today'>,
  { parameter, area, on }: PolicyMissing,
): { wait: Wait; task: TaskDraft } {
  const { key } = policyMissingTask(parameter, area, on, ctx.today)
  const held = ctx.task(policyMissing, key)
  const asked = held?.status === 'open' ? dayOf(held.opened_at) : ctx.today
  return { wait: waitForPolicy(parameter, asked), task: policyMissingTask(parameter, area, on, asked) }
}
