/** Figures for those in charge. They name nobody, so that asking for them leaves no line in the audit trail. */
import * as z from 'zod'
import { month } from '../../../events/fields.ts'
import { areasWithin } from '../../../shared/codes/area-list.ts'
import { type Admdvs, parseAdmdvs, poolingAreaOf } from '../../../shared/codes/index.ts'
import type { SubjectOf } from '../../calls/access.ts'
import { called } from '../../calls/called.ts'
import { money } from '../../calls/fields.ts'
import { badRequest, notFound, problemBy } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { mostCases, reportOf } from '../../report/month.ts'

const count = (description: string) => z.int().meta({ description })
const hours = (description: string) =>
  z
    .string()
    .regex(/^\d+\.\d{2}$/)
    .nullable()
    .meta({ description })

const figuresSchema = called(
  'BundleFigures',
  z.object({
    opened: count('当月开办的'),
    done: count('其中办结的'),
    rejected: count('其中不予办理的'),
    withdrawn: count('其中不再办理的'),
    by_result: z.record(z.string(), z.int()).meta({ description: '按办理结果（outcome.result）各有多少' }),
    without_application: count('其中没有人申请、由事件开办的'),
    p50_hours: hours('从开办到结束的小时数，一半在此以内；还没有一件结束时为 null'),
    p95_hours: hours('从开办到结束的小时数，百分之九十五在此以内'),
    overdue: count('过了期限还没有结束的，和过了期限才结束的'),
    amt: money.meta({ description: '办理结果里各项 amt 的合计，元' }),
  }),
)

/** `GET /v1/report`. */
const reportSchema = called(
  'Report',
  z.object({
    bundles: z.record(z.string(), figuresSchema).meta({ description: '每项业务一栏，没有办件的也列出' }),
  }),
)

const problems = {
  'report-too-large': {
    status: 409,
    name: '办件太多，一次算不完',
    when: `这个月、这个地区的办件超过${mostCases / 10_000}万件，一次算不完；请按统筹区查询，全省的用每日导出的数据统计`,
    remedy: '按统筹区分别查询',
    en: {
      when: 'More cases than can be reckoned at once',
      remedy: 'Ask area by area; for the province use the daily export',
    },
  },
} as const

export const reportRoute: Route = route('GET /v1/report', {
  access: { clerk: 'area', operator: 'all' },
  tag: '运行',
  summary: '一个月的办理情况：当月开办、现在由这个地区负责的办件，各业务多少件、结果、用时、超期、金额',
  query: z.object({ month: month('月份'), admdvs: z.string({ error: '缺少地区' }) }),
  answer: reportSchema,
  problems,
  async handler({ ports, subject, query }) {
    const areas = areasOf(query.admdvs)
    if (areas.length === 0) {
      return badRequest([{ field: 'admdvs', message: '应为统筹区、省（如 130000）或全国（000000）的代码' }])
    }
    if (subject.role === 'clerk' && !isInCharge(subject, areas)) return notFound()
    const bundles = await reportOf(ports, areas, query.month)
    return bundles
      ? { body: { bundles } }
      : problemBy(problems, 'report-too-large', `${problems['report-too-large'].when}。`)
  },
})

/** The pooling areas that a code stands for: a province, the nation, or the area that a place belongs to. */
function areasOf(code: string): Admdvs[] {
  const parsed = parseAdmdvs(code)
  const within = areasWithin(code as Admdvs)
  return within.length === 0 && parsed ? areasWithin(poolingAreaOf(parsed)) : within
}

/** A clerk has an area, or all of a province. */
function isInCharge({ area }: SubjectOf<'clerk'>, areas: readonly Admdvs[]): boolean {
  const own = areasWithin(area)
  return areas.every((one) => own.includes(one))
}
