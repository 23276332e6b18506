/** Points and agents as calls take and answer them (contract-people.md, POINT). */
import * as z from 'zod'
import { area, day, flag, number, oneOf, psnNo, tel, words } from '../../../events/fields.ts'
import { parseAdmdvs, poolingAreaOf } from '../../../shared/codes/index.ts'
import { pointKinds } from '../../../shared/points/point.ts'
import { agentStatus } from '../../../shared/table/office/agents.ts'
import { matterNames } from '../../bundles/matters.ts'
import { called } from '../../calls/called.ts'
import { paging } from '../../calls/paging.ts'

/** What people come to a point for. */
export const matter = oneOf('事项', matterNames, 'matter')

const decimal = /^-?\d{1,3}(\.\d{1,8})?$/

/** A number of degrees between two, as text; `least` and `most` included. */
const degrees = (label: string, least: number, most: number) => {
  const says = `${label}应为 ${least} 至 ${most} 之间的度数，写作文本，如 "113.62"，小数最多 8 位`
  return z
    .string({ error: ({ input }) => (input === undefined ? `缺少${label}` : says) })
    .refine((text) => decimal.test(text) && Number(text) >= least && Number(text) <= most, says)
    .meta({ description: says })
}

const clock = (label: string) => {
  const says = `${label}应为 00:00 至 24:00 之间的时间，写作 HH:MM`
  return z
    .string({ error: ({ input }) => (input === undefined ? `缺少${label}` : says) })
    .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: says, abort: true })
}

const dayNumber = z
  .int('应为 1（周一）至 7（周日）')
  .min(1, '应为 1（周一）至 7（周日）')
  .max(7, '应为 1（周一）至 7（周日）')

const isEachOnce = (list: readonly unknown[]) => new Set(list).size === list.length

const hours = z
  .object({
    days: z
      .array(dayNumber, '缺少开放的星期')
      .min(1, '至少写一天')
      .refine(isEachOnce, '同一天写了两次')
      .meta({ description: '1 周一至 7 周日' }),
    from: clock('开门时间'),
    to: clock('关门时间'),
  })
  .refine(({ from, to }) => from < to, { error: '关门时间应晚于开门时间', path: ['to'] })

const community = z
  .string('应为 12 位区划代码')
  .regex(/^\d{12}$/, '应为 12 位区划代码')
  .refine((code) => parseAdmdvs(code.slice(0, 6)) !== undefined, '应为 12 位区划代码，前 6 位是区县')

const point = {
  name: words('名称', 100),
  kind: oneOf('种类', pointKinds),
  admdvs: area('所在地'),
  address: words('地址', 200),
  lng: degrees('经度', 73, 136),
  lat: degrees('纬度', 3, 54),
  tel,
  hours: z.array(hours, '缺少开放时间').max(20),
  matters: z.array(matter, '缺少能办的事项').min(1, '至少写一个事项').refine(isEachOnce, '同一事项写了两次'),
  communities: z.array(community, '缺少服务的社区').max(500).refine(isEachOnce, '同一社区写了两次'),
  home: flag('是否上门'),
}

/** A point as it is set; its number stands in the path, and may stand here too. */
export const newPointSchema = called(
  'NewPoint',
  z.object({ point_no: number('帮办点编号').optional(), ...point }).superRefine((given, context) => {
    for (const [index, code] of given.communities.entries()) {
      if (poolingAreaOf(code.slice(0, 6)) === given.admdvs) continue
      context.addIssue({ code: 'custom', path: ['communities', index], message: '社区不在帮办点所在的统筹区' })
    }
  }),
)

const pointShape = { point_no: number('帮办点编号'), ...point }

/** POINT. */
export const pointSchema = called('Point', z.object(pointShape))

/** `GET /v1/points`. */
export const pointsSchema = called(
  'Points',
  z.object({
    online: z.literal(true).optional().meta({ description: '这件事网上就能办，不用跑' }),
    points: z.array(
      z.object({
        ...pointShape,
        distance_m: z.int().optional().meta({ description: '离给出的位置多远，单位米' }),
        open_now: z.boolean(),
      }),
    ),
    cursor: z.string().optional(),
  }),
)

/** What is asked of points: a matter, and a place or an area. */
export const pointsAsked = z
  .object({
    matter,
    lng: degrees('经度', -180, 180).optional(),
    lat: degrees('纬度', -90, 90).optional(),
    admdvs: area('所在地').optional(),
    ...paging,
  })
  .superRefine(({ lng, lat, admdvs }, context) => {
    const missing = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (lng === undefined && lat !== undefined) missing('lng', '经度和纬度要一起写')
    else if (lat === undefined && lng !== undefined) missing('lat', '经度和纬度要一起写')
    else if (lng === undefined && admdvs === undefined) missing('admdvs', '写经度和纬度，或者写所在地')
  })

const agent = { psn_no: psnNo, status: oneOf('状态', agentStatus, 'agent_status'), trained_on: day('培训日期') }

/** An agent as they are to be registered. */
export const newAgentSchema = called('NewAgent', z.object(agent))
/** An agent as registered. */
export const agentSchema = called('Agent', z.object(agent))
