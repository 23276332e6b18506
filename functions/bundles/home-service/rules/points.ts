/** Which point is asked to visit (RULES.md 2.1). Pure. */
import type { PointAtWork } from '../../../../shared/points/point.ts'
import type { HomeServiceCtx } from '../state.ts'
import { homeVisit } from '../tasks.ts'

const isFewer = (a: PointAtWork, b: PointAtWork) =>
  (a.open[homeVisit.kind] ?? 0) - (b.open[homeVisit.kind] ?? 0) || (a.point_no < b.point_no ? -1 : 1)

/** Of those not asked yet that go to homes there with this matter, the one with the fewest open visits, then by number. */
export function nextPoint({ look, state, case: { admdvs } }: HomeServiceCtx): PointAtWork | undefined {
  const asked = new Set(state.asked.map(({ point_no }) => point_no))
  const [next] = look
    .points(admdvs)
    .filter(({ point_no, home }) => home && !asked.has(point_no))
    .filter(({ communities, matters }) => communities.includes(state.community) && matters.includes(state.matter))
    .sort(isFewer)
  return next
}

/** A point of the area in charge, as it is now. */
export const pointIn = ({ look, case: { admdvs } }: Pick<HomeServiceCtx, 'look' | 'case'>, pointNo: string) =>
  look.points(admdvs).find(({ point_no }) => point_no === pointNo)
