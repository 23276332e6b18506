/** `GET /v1/shadow`: what bundles in shadow would have done (bundles/RULES.md 9.3). */
import * as z from 'zod'
import { areasWithin } from '../../../shared/codes/area-list.ts'
import { named, openCode } from '../../../shared/codes/coded.ts'
import { NATION, parseAdmdvs, poolingAreaOf } from '../../../shared/codes/index.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { bundleNames, bundleTitles, taskNames } from '../../bundles/all.ts'
import { manifests } from '../../bundles/index.ts'
import { audited } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { code6, date, money, time } from '../../calls/fields.ts'
import { paging } from '../../calls/paging.ts'
import { badRequest } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { caseStatus, merged, stepNames } from '../schemas.ts'
import { listShadows, type Shadow } from './list.ts'

const shadows = manifests.map(({ chain, outcome }) => {
  const { bundle, title } = chain
  return z
    .object({
      case_id: z.string().meta({ description: '转正式运行以后，这件事的办件编号' }),
      psn_no: z.string().optional(),
      bundle: named(z.literal(bundle), { [bundle]: title }),
      admdvs: code6.meta({ description: '负责的统筹区' }),
      begins: date.meta({ description: '这件事从哪天起：出生、参保、出院、退休或就诊的日期' }),
      step: openCode(stepNames(chain), 'step'),
      status: caseStatus,
      outcome: z.union([outcome, merged]).optional(),
      task: openCode(taskNames, 'task').optional().meta({ description: '会请谁办的第一个待办' }),
      amt: money.optional().meta({ description: '会付的钱；没有付款的，会开的缴费单' }),
      at: time,
    })
    .meta({ title })
})

const shadowsSchema = called(
  'Shadows',
  z.object({
    cases: z.array(
      z.discriminatedUnion('bundle', shadows as [(typeof shadows)[number], ...(typeof shadows)[number][]]),
    ),
    counts: z.record(z.string(), z.int()).meta({ description: '全部的，按结果各有多少；还没有结果的按步骤' }),
    more_counted: z.literal(true).optional().meta({ description: '太多，没有数完' }),
    cursor: z.string().optional(),
  }),
)

const bundle = named(z.enum(bundleNames, { error: '没有这项业务' }), bundleTitles)

export const shadowRoute: Route = route('GET /v1/shadow', {
  access: { operator: 'all' },
  tag: '运行',
  summary: '试运行的业务会办成什么样：逐件，和各种结果有多少；只是推算，没有通知、没有办理、没有动钱；留痕',
  query: z.object({ bundle: bundle.optional(), admdvs: z.string().optional(), ...paging }),
  answer: shadowsSchema,
  async handler({ ports, subject, query }) {
    const { admdvs = NATION } = query
    const code = admdvs === NATION ? NATION : parseAdmdvs(admdvs)
    if (!code) return badRequest([{ field: 'admdvs', message: '应为六位行政区划代码' }])
    const areas = areasWithin(poolingAreaOf(code))
    const bundles = query.bundle === undefined ? bundleNames : [query.bundle]
    const { shadows, counts, more, cursor } = await listShadows(ports, { bundles, areas }, query.limit, query.cursor)
    await audited(ports, subject, 'shadow.list', admdvs, { cases: shadows.map((one) => one.case_id) })
    const body = { cases: shadows.map(view), counts, ...(more ? { more_counted: true as const } : {}) }
    return { body: cursor === undefined ? body : { ...body, cursor } }
  },
})

function view({ case_id, psn_no, bundle, admdvs, begins, stand, at }: Shadow) {
  const { amt, ...stood } = stand
  const whom = psn_no === undefined ? {} : { psn_no }
  return {
    case_id,
    ...whom,
    bundle,
    admdvs,
    begins,
    ...stood,
    ...(amt === undefined ? {} : { amt: formatYuan(amt) }),
    at,
  }
}
