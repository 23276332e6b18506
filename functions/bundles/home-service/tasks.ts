/** Who goes to somebody's home (RULES.md 2, 3). */
import { day, number, oneOf } from '../../../events/fields.ts'
import type { Day } from '../../../shared/calendar/index.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { areaOfCommunity } from '../../../shared/codes/communities.ts'
import type { Schemas } from '../../../shared/schemas.ts'
import { type AsOf, type DecisionFault, shown, taskKind } from '../../../shared/tasks/kind.ts'
import { dayInWords } from '../../acts/words.ts'
import { reasonNames, visitNames } from './words.ts'

const given = (zod: Schemas) => ({
  psn_name: zod.string(),
  matter: zod.string(),
  community: zod.string(),
  reason: codeOf(reasonNames),
  opened_on: shown.day(zod),
  text: zod.string(),
})

/** Name, address and telephone are for who goes alone (RULES.md 2.4). */
const forClaimer = (zod: Schemas) => ({
  psn_name: zod.string(),
  address: zod.string(),
  tel: zod.string(),
  wish: zod.string().optional(),
})

/** A day on which nobody can have gone. */
function dayFault(from: string, visitedOn: unknown, { today }: AsOf): DecisionFault | undefined {
  if (visitedOn === undefined || (from <= (visitedOn as Day) && (visitedOn as Day) <= today)) return undefined
  return { field: 'visited_on', detail: `上门日期应在${dayInWords(from as Day)}和今天之间` }
}

/** For the agents of the point that is asked. */
export const homeVisit = taskKind({
  kind: 'home-visit',
  title: '上门服务',
  after: {
    approve: '已经上门，告诉本人，事情办结',
    reject: '去不了，改请另一个网点',
  },
  facts: given,
  approval: () => ({ visited_on: day('上门日期'), result: oneOf('上门结果', visitNames) }),
  claimLasts: true,
  forClaimer,
  fault: ({ opened_on }, { visited_on }, at) => dayFault(opened_on, visited_on, at),
})

/** For the clerks of the area, where no point goes. */
export const assignHomeService = taskKind({
  kind: 'assign-home-service',
  title: '安排上门服务：没有网点认领',
  after: {
    approve: '填网点的，改请它上门；填日期的，经办人员已上门，办结',
    reject: '不能上门，把理由告诉本人，办结',
  },
  facts: given,
  approval: () => ({ point_no: number('网点编号').optional(), visited_on: day('上门日期').optional() }),
  forClaimer,
  fault({ community, opened_on }, { point_no, visited_on }, at) {
    if ((point_no === undefined) === (visited_on === undefined)) {
      return { field: 'point_no', detail: '请填一个网点编号，或者经办人员上门的日期，两样填一样' }
    }
    const isThere = () => at.look.points(areaOfCommunity(community)).some((one) => one.point_no === point_no)
    if (point_no !== undefined && !isThere()) return { field: 'point_no', detail: '本地没有这个网点' }
    return dayFault(opened_on, visited_on, at)
  },
})
