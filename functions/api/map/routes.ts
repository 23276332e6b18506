/** Screenings, and the enrolment map that they draw (screening/RULES.md 2, 3). Figures name nobody: reading them leaves no line. */
import * as z from 'zod'
import { area, day } from '../../../events/fields.ts'
import { dayOf } from '../../../shared/calendar/index.ts'
import { areasWithin } from '../../../shared/codes/area-list.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { pointOf } from '../../../shared/table/points.ts'
import type { Table } from '../../../shared/table/table.ts'
import type { SubjectOf } from '../../calls/access.ts'
import { auditWrite, officerOf } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { code6, date } from '../../calls/fields.ts'
import { badRequest, notFound } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { mapOf, type Place, placeOf } from '../../screening/map.ts'
import { periodNames } from '../../screening/periods.ts'
import { beginScreening, loadScreening, type Screening } from '../../screening/screening.ts'
import { statusOf } from '../schemas.ts'

const tag = '参保地图'
const staff = { supervisor: 'area', operator: 'all' } as const

const screeningSchema = called(
  'Screening',
  z.object({ screening_id: z.string(), admdvs: code6, on: date, status: statusOf('running', 'done') }),
)

const count = (description: string) => z.int().meta({ description })

const counts = {
  residents: count('在世的常住居民'),
  insured: count('其中在任何地方正常参加职工或居民医保的'),
  exempt: count('其中查明不用在这里参保的'),
  not_insured: count('其中没有参保的'),
  rate: z
    .string()
    .nullable()
    .meta({ description: '参保率：参保的 ÷（居民 − 不用参保的），四位小数；没有人可算时为 null' }),
}

const figures = {
  from: date,
  to: date,
  ...counts,
  new: count('本期各次筛查中，前后两次都住在这里、后一次才参保的，合计'),
  lost: count('本期各次筛查中，前后两次都住在这里、后一次没有参保的，合计'),
  net: z.int().meta({ description: '净增：新增 − 减少' }),
}

const figuresSchema = called('EnrolmentFigures', z.object(figures))

const mapSchema = called(
  'EnrolmentMap',
  z.object({
    code: z.string(),
    period: codeOf(periodNames),
    ...figures,
    previous: figuresSchema.optional().meta({ description: '上一期；没有筛查过的没有这一栏' }),
    year_before: figuresSchema.optional().meta({ description: '一年前的同一期；没有筛查过的没有这一栏' }),
    parts: z.array(z.object({ code: z.string(), ...counts })).meta({ description: '下一级各地，参保率低的在前' }),
  }),
)

const shown = ({ screening_id, admdvs, on, status }: Screening) => ({ screening_id, admdvs, on, status })

export const mapRoutes: readonly Route[] = [
  route('POST /v1/screenings', {
    access: staff,
    tag,
    summary: '筛查一个统筹区的居民参保情况：一天一次，当天再要，给出同一次；留痕',
    body: called('NewScreening', z.object({ admdvs: area('统筹区') })),
    answer: screeningSchema,
    status: 201,
    example: { admdvs: '320100' },
    async handler({ ports, subject, body: { admdvs } }) {
      if (areasWithin(admdvs).length !== 1) return badRequest([{ field: 'admdvs', message: '应为统筹区的代码' }])
      if (subject.role === 'supervisor' && subject.area !== admdvs) return notFound()
      const line = auditWrite(ports, { ...officerOf(subject), what: 'screening.begin', about: admdvs })
      return { status: 201, body: shown(await beginScreening(ports, admdvs, [line])) }
    },
  }),

  route('GET /v1/screenings/{screening_id}', {
    access: staff,
    tag,
    summary: '一次筛查办完没有',
    answer: screeningSchema,
    async handler({ ports, subject, params }) {
      const screening = await loadScreening(ports.table, params.screening_id)
      if (!screening) return notFound()
      if (subject.role === 'supervisor' && subject.area !== screening.admdvs) return notFound()
      return { body: shown(screening) }
    },
  }),

  route('GET /v1/enrolment-map', {
    access: { clerk: 'area', agent: 'point', operator: 'all' },
    tag,
    summary: '参保地图：一个统筹区、县区、街道或社区在一个时期的参保情况，和上一期、一年前比，以及下一级各地',
    query: z.object({
      code: z.string({ error: '缺少地区代码' }),
      period: codeOf(periodNames).default('day'),
      on: day('哪一天').optional(),
    }),
    answer: mapSchema,
    async handler({ ports, subject, query: { code, period, on } }) {
      const place = placeOf(code)
      if (!place) {
        return badRequest([
          { field: 'code', message: '应为六位（统筹区、县区）、九位（街道）或十二位（社区）的区划代码' },
        ])
      }
      if (!(await maySee(ports.table, subject, place))) return notFound()
      const map = await mapOf(ports.table, place, period, on ?? dayOf(ports.clock.now()))
      return map ? { body: map } : notFound()
    },
  }),
]

type Reader = SubjectOf<'clerk' | 'agent' | 'operator'>

/** A clerk sees the places of the area, or of all areas of the province; an agent the communities of the point. */
async function maySee(table: Table, subject: Reader, { code, area: own }: Place): Promise<boolean> {
  if (subject.role === 'operator') return true
  if (subject.role === 'clerk') return areasWithin(subject.area).includes(own)
  return (await pointOf(table, subject.point_no))?.communities.includes(code) === true
}
