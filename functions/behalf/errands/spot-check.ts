/** Some acts by errands are looked at again (bundles/RULES.md 10.5): the task goes into the very commit that does the act. */
import { dayOf } from '../../../shared/calendar/index.ts'
import { officeTaskItem } from '../../../shared/engine/office-tasks.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { World } from '../../../shared/engine/world.ts'
import { unnamed } from '../../../shared/registers/apply/task.ts'
import { spotCheckOf } from '../../../shared/registers/desk/spot-check.ts'
import type { Staff } from '../../../shared/registers/rows.ts'
import type { Act, Errand, Opener } from '../../../shared/table/office/errands.ts'
import type { Write } from '../../../shared/table/table.ts'

/**
 * The task for the supervisors of the errand's area, if the act is chosen. It belongs to no file, for an act may be in
 * anybody's. Neither who acted nor who approved it (`approvedBy`) looks at it.
 */
export async function spotCheckWrites(
  ports: Ports,
  { errand_id, matter, opener }: Errand,
  { act_id, call: what, at }: Act,
  approvedBy?: Staff,
): Promise<Write[]> {
  const now = ports.clock.now()
  const work = [actedBy(opener), ...(approvedBy ? [approvedBy] : [])] as const
  const done = { id: `act.${act_id}`, what, at, area: opener.area, work, facts: { errand_id, matter } }
  const world = new World(ports)
  const check = await world.loading(() => spotCheckOf(done, { now, today: dayOf(now), look: world.look }))
  return check ? [{ put: officeTaskItem(check), if: 'absent' }] : []
}

const actedBy = (opener: Opener): Staff => ({
  by: opener.id,
  name: opener.role === 'agent' ? opener.agent_no : (opener.staff_no ?? unnamed),
})
