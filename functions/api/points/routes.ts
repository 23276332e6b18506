/** Points and their agents: set by the area, found by everybody (decision 0099). */

import type { z } from 'zod'
import { number } from '../../../events/fields.ts'
import { dayOf } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { placeOf } from '../../../shared/points/distance.ts'
import { isOpenAt } from '../../../shared/points/hours.ts'
import type { Point } from '../../../shared/points/point.ts'
import { policyAt } from '../../../shared/policy/index.ts'
import type { Look } from '../../../shared/registers/look.ts'
import { agentOf, putAgent } from '../../../shared/table/office/agents.ts'
import { pointOf, pointsIn, pointsNear, putPoint, type Ranked } from '../../../shared/table/points.ts'
import { currentPolicies } from '../../../shared/table/policies.ts'
import { bundleNames } from '../../bundles/all.ts'
import type { SubjectOf } from '../../calls/access.ts'
import { auditWrite, officerOf } from '../../calls/audit.ts'
import { badRequest, notFound } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { agentSchema, newAgentSchema, newPointSchema, pointSchema, pointsAsked, pointsSchema } from './schema.ts'

const tag = '帮办'

const setters = { supervisor: 'area', operator: 'all' } as const
type Setter = SubjectOf<'supervisor' | 'operator'>

/** Whether the caller sets what lies there: an operator anywhere, a supervisor in the own pooling area. */
const sets = (subject: Setter, area: Admdvs) => subject.role === 'operator' || subject.area === area

/** What nobody need go anywhere for. */
const isOnline = (matter: string) => matter === 'mandate' || bundleNames.includes(matter)

const isNumber = (text: string) => number('').safeParse(text).success

export const pointRoutes: readonly Route[] = [
  route('PUT /v1/points/{point_no}', {
    access: setters,
    tag,
    summary: '设置一个帮办点：在哪里、什么时候开门、办什么、服务哪些社区；留痕',
    body: newPointSchema,
    answer: pointSchema,
    example: {
      name: '春风社区服务站',
      kind: 'village',
      admdvs: '130100',
      address: '示例市春风路1号',
      lng: '114.51',
      lat: '38.04',
      tel: '0311-00000000',
      hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
      matters: [bundleNames[0], 'account'],
      communities: ['130102001001'],
      home: true,
    },
    async handler({ ports, subject, params: { point_no }, body }) {
      if (!isNumber(point_no)) return notFound()
      if (body.point_no !== undefined && body.point_no !== point_no) {
        return badRequest([{ field: 'point_no', message: '和地址里的帮办点编号不一样' }])
      }
      const point: Point = { ...body, point_no }
      const line = () => auditWrite(ports, { ...officerOf(subject), what: 'point.put', about: point_no, detail: point })
      const may = (held: Point | undefined) => sets(subject, point.admdvs) && (!held || sets(subject, held.admdvs))
      const put = await putPoint(ports.table, point, (held) => (may(held) ? [line()] : undefined))
      return put ? { body: point } : notFound()
    },
  }),

  route('PUT /v1/points/{point_no}/agents/{agent_no}', {
    access: setters,
    tag,
    summary: '登记一个帮办员：在岗还是暂停、哪天培训的；一人只在一个帮办点；留痕',
    body: newAgentSchema,
    answer: agentSchema,
    example: { psn_no: 'P000001', status: 'active', trained_on: '2026-03-02' },
    async handler({ ports, subject, params: { point_no, agent_no }, body }) {
      const { table, clock } = ports
      const point = await pointOf(table, point_no)
      if (!point || !sets(subject, point.admdvs) || !isNumber(agent_no)) return notFound()
      const held = await agentOf(table, agent_no)
      const before = held && (await pointOf(table, held.point_no))
      if (before && !sets(subject, before.admdvs)) return notFound()
      if (body.trained_on > dayOf(clock.now())) {
        return badRequest([{ field: 'trained_on', message: '培训日期不能晚于今天' }])
      }
      const detail = { point_no, status: body.status, trained_on: body.trained_on }
      const line = auditWrite(ports, { ...officerOf(subject), what: 'agent.put', about: agent_no, detail })
      await putAgent(table, { agent_no, point_no, ...body }, [line])
      return { body }
    },
  }),

  route('GET /v1/points', {
    access: 'none',
    served: 'agency',
    tag: '公开',
    summary: '附近能办某件事的帮办点：给出位置的由近及远，否则列出所在地的；现在开不开门',
    query: pointsAsked,
    answer: pointsSchema,
    async handler({ ports, query }) {
      const { points, ...more } = await found(ports, query)
      const { amendments } = await currentPolicies(ports)
      const look: Pick<Look, 'policy'> = { policy: (one, area, on) => policyAt(amendments, one, area, on) }
      const now = ports.clock.now()
      const shown = points.map(({ point, ...far }) => ({ ...point, ...far, open_now: isOpenAt(look, point, now) }))
      return { body: { ...(isOnline(query.matter) ? { online: true } : {}), points: shown, ...more } }
    },
  }),
]

/** The points asked for, and the place behind which there are more. */
async function found(
  { table }: Pick<Ports, 'table'>,
  { matter, lng, lat, admdvs, limit, cursor }: z.output<typeof pointsAsked>,
): Promise<{ points: { point: Point; distance_m?: number }[]; cursor?: string }> {
  if (lng !== undefined && lat !== undefined) {
    const behind = cursor === undefined ? undefined : (JSON.parse(cursor) as Ranked)
    const { near, behind: next } = await pointsNear(table, { matter, from: placeOf({ lng, lat }), limit, behind })
    return { points: near, ...(next ? { cursor: JSON.stringify(next) } : {}) }
  }
  const { points, behind } = await pointsIn(table, { area: admdvs as Admdvs, matter, limit, behind: cursor })
  return { points: points.map((point) => ({ point })), ...(behind === undefined ? {} : { cursor: behind }) }
}
