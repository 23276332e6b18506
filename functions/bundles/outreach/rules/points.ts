/** Who visits (RULES.md 2.2). Pure. */
import type { Admdvs } from '../../../../shared/codes/index.ts'
import type { At } from '../../../../shared/registers/look.ts'
import type { TaskOwner } from '../../../../shared/registers/rows.ts'
import { visitUninsured } from '../tasks.ts'

/** The point that serves the community with the fewest open visits, then by its number; none: the clerks. */
export function pointFor({ look }: Pick<At, 'look'>, area: Admdvs, community: string): string | undefined {
  const open = (one: { open: Readonly<Record<string, number>> }) => one.open[visitUninsured.kind] ?? 0
  const serving = look.points(area).filter(({ communities }) => communities.includes(community))
  const [first] = [...serving].sort((a, b) => open(a) - open(b) || (a.point_no < b.point_no ? -1 : 1))
  return first?.point_no
}

/** Whose the visit is. */
export const visitorOf = (point: string | undefined, area: Admdvs): TaskOwner =>
  point === undefined ? { role: 'clerk', area } : { role: 'agent', point_no: point }
