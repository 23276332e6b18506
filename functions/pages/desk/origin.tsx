/** 「来由」: why a task came, in the words of the step that opened it. */

import type { Child } from 'hono/jsx'
import { may } from '../frame/client.ts'
import { type Task, titleOf } from '../frame/tasks/index.ts'
import { moment } from '../frame/values.tsx'
import type { DeskVisit } from './tasks.ts'

/** Why it came: the last decision of its case by then, as far as this officer may read the case. */
export async function cameFrom(visit: DeskVisit, { case_id, kind, opened_at }: Task): Promise<Child> {
  const why = case_id && may(await visit.api.call('GET /v1/cases/{case_id}/why', { path: { case_id } }))
  const decision = why ? why.decisions.filter(({ at }) => at <= opened_at).at(-1) : undefined
  if (!decision) return <p>{titleOf(kind)}</p>
  return (
    <>
      <p class="quiet">{`${moment(decision.at, visit.now)} ${decision.rule}`}</p>
      {decision.facts.map((fact) => (
        <p>{fact}</p>
      ))}
    </>
  )
}
