/** Tasks as one person in office sees them now: how urgent each is, who has it in hand, and what only that one is shown. */
import { dayOf, type Instant } from '../../../shared/calendar/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { World } from '../../../shared/engine/world.ts'
import { claimOf, type Triage, triageAt } from '../../../shared/registers/desk/triage.ts'
import type { TaskRow } from '../../../shared/registers/rows.ts'
import { schemas } from '../../../shared/schemas.ts'
import { taskKinds } from '../../bundles/all.ts'

/** How tasks look now, to whoever is named by `id`. */
export interface Desk {
  now: Instant
  triageOf(task: Pick<TaskRow, 'kind' | 'admdvs' | 'due_at'>): Triage
  claimOf(task: TaskRow): TaskRow['claim']
  view(task: TaskRow): ReturnType<typeof taskView>
}

/** Looks at tasks; `look` is run again for as long as it asks for parameters that are not read yet, and must be pure. */
export async function atDesk<T>(ports: Ports, id: string, look: (desk: Desk) => T): Promise<T> {
  const world = new World(ports)
  const now = ports.clock.now()
  return world.loading(() => {
    const triageOf = triageAt({ now, today: dayOf(now), look: world.look })
    const inHand = (task: TaskRow) => claimOf(task, taskKinds.get(task.kind), now)
    return look({
      now,
      triageOf,
      claimOf: inHand,
      view: (task) => taskView(task, { triage: triageOf(task), claim: inHand(task), id }),
    })
  })
}

/** A task as its owner sees it. */
function taskView(task: TaskRow, seen: { triage: Triage; claim: TaskRow['claim']; id: string }) {
  const { task_id, case_id, kind, admdvs, opened_at, due_at, due_provisional, status, proposal, decision } = task
  const { triage, claim } = seen
  return {
    task_id,
    ...(case_id ? { case_id } : {}),
    kind,
    admdvs,
    opened_at,
    due_at,
    ...(due_provisional ? { due_provisional } : {}),
    triage,
    ...(claim ? { claimed_by: claim.name } : {}),
    facts: claim?.by === seen.id ? { ...task.facts, ...forClaimer(task) } : task.facts,
    status,
    ...(proposal ? { proposal: { at: proposal.at, by: proposal.name, data: proposal.data } } : {}),
    ...(decision ? { decision: { at: decision.at, by: decision.by, reason: decision.reason } } : {}),
  }
}

/** What of a task only whoever has it in hand is shown. */
function forClaimer({ kind, private: sealed = {} }: TaskRow): Record<string, unknown> {
  const names = Object.keys(taskKinds.get(kind)?.forClaimer?.(schemas) ?? {})
  return Object.fromEntries(names.flatMap((name) => (sealed[name] === undefined ? [] : [[name, sealed[name]]])))
}
