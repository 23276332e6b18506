/** `GET /v1/forecast`: how much the next days are likely to bring, and how many people that takes. */
import * as z from 'zod'
import { area, oneOf } from '../../events/fields.ts'
import { addDays, daysFrom } from '../../shared/calendar/index.ts'
import { codeOf } from '../../shared/codes/coded.ts'
import { clerkMinutes, taskMinutes } from '../../shared/policy/house/forecast.ts'
import { type VolumeOf, volumeOf } from '../../shared/table/common/volume.ts'
import { called } from '../calls/called.ts'
import { date } from '../calls/fields.ts'
import { notFound } from '../calls/problem.ts'
import { reaches } from '../calls/reach.ts'
import { type Route, route } from '../calls/route.ts'
import { clerksFor, dayKinds, errorsOf, expectedOf, kindOf } from './forecast.ts'
import { reckoningIn } from './policies.ts'

const counted = { tasks: '经办人员的待办', cases: '办件', feedback: '群众反映' } as const

/** What is counted: of cases those of one matter, where the word is a matter's name. */
const volumeFor = (what: keyof typeof counted): VolumeOf =>
  what === 'tasks' || what === 'cases' ? what : { bundle: what }

const figure = z.int().nullable()
const error = z
  .string()
  .regex(/^\d+\.\d{2}$/)
  .nullable()

const forecastSchema = called(
  'VolumeForecast',
  z.object({
    days: z.array(
      z.object({
        date,
        kind: codeOf(dayKinds),
        expected: figure.meta({ description: '最近 8 个同类日子的中位数；不足 3 个时为 null' }),
        low: figure.meta({ description: '其中最少的' }),
        high: figure.meta({ description: '其中最多的' }),
        clerks: figure.meta({ description: '要几个人' }),
      }),
    ),
    mae: error.meta({ description: '最近 28 天，预计和实际平均差多少' }),
    naive_mae: error.meta({ description: '同样这些天，和一周前的同一天平均差多少' }),
  }),
)

/** Days that are foretold, from tomorrow. */
const ahead = 7

export const forecastRoute: Route = route('GET /v1/forecast', {
  access: { supervisor: 'area', operator: 'all' },
  served: 'agency',
  tag: '运行',
  summary: '一个统筹区未来七天每天大约新开多少待办、办件或群众反映，要几个人；按同类日子的中位数，可以手工核对',
  query: z.object({ admdvs: area('统筹区'), what: oneOf('内容', counted, 'forecast') }),
  answer: forecastSchema,
  async handler({ ports, subject, query: { admdvs, what } }) {
    if (subject.role === 'supervisor' && !reaches(subject.area, [admdvs])) return notFound()
    const { calendar, today, parameterOf } = await reckoningIn(ports, admdvs)
    const history = { counts: await volumeOf(ports.table, admdvs, volumeFor(what)), calendar }
    const days = daysFrom(addDays(today, 1), addDays(today, ahead)).map((day) => {
      const kind = kindOf(day, calendar)
      const of = expectedOf(history, kind, today)
      const clerks = of ? clerksFor(of.expected, parameterOf(taskMinutes), parameterOf(clerkMinutes)) : null
      return { date: day, kind, expected: of?.expected ?? null, low: of?.low ?? null, high: of?.high ?? null, clerks }
    })
    return { body: { days, ...errorsOf(history, today) } }
  },
})
