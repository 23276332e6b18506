/** Ratings, and the rates of an area (RULES.md 2, 3). */
import * as z from 'zod'
import { area, count, day, flag } from '../../../events/fields.ts'
import { story } from '../../../events/said.ts'
import type { Day } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { handle } from '../../../shared/engine/handle.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { formatDecimal } from '../../../shared/money/index.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import { countedIn } from '../../../shared/table/common/counted.ts'
import { loadWholeSnapshot } from '../../../shared/table/files.ts'
import { called } from '../../calls/called.ts'
import { time } from '../../calls/fields.ts'
import { mayActFor } from '../../calls/household.ts'
import { badRequest, notFound, problem, problemBy } from '../../calls/problem.ts'
import type { Problems } from '../../calls/problem-codes.ts'
import { areasSeen } from '../../calls/reach.ts'
import { type Route, route } from '../../calls/route.ts'
import { feedbackBundle } from './reference.ts'
import type { FeedbackFigures } from './rules/figures.ts'
import { goodRate, ratesOf } from './rules/rates.ts'
import { rate, ratingOf, ratingsCounted } from './rules/rating.ts'

const tag = '群众反映'

const ratingProblems = {
  'not-rateable': {
    status: 409,
    name: '这种办件不评价',
    when: '这种办件不评价，比如反映的事本身',
    remedy: '不用评价；对答复是否满意，在办件里评价答复',
    en: { when: 'Cases of this kind are not rated, feedback itself for one', remedy: 'Say it by the action confirm' },
  },
  'already-rated': {
    status: 409,
    name: '已经评价过了',
    when: '这件事已经评价过了',
    remedy: '不用再评；有新的话，反映一件事',
    en: { when: 'The case was rated already', remedy: 'If there is more to say, send feedback' },
  },
  'not-ended': {
    status: 409,
    name: '还没有办完',
    when: '办件还没有办完',
    remedy: '办完以后再评价',
    en: { when: 'The case has not ended', remedy: 'Rate it once it has ended' },
  },
  'too-late': {
    status: 409,
    name: '过了评价的期限',
    when: '办完已久，过了评价的期限',
    remedy: '有话要说的，反映一件事',
    en: { when: 'The time to rate it is over', remedy: 'Send feedback instead' },
  },
} as const satisfies Problems

const ratio = z
  .string()
  .regex(/^\d\.\d{4}$/)
  .nullable()

const ratesSchema = called(
  'Rates',
  z.object({
    feedback: z.object({
      opened: z.int(),
      response_rate: ratio,
      in_time_rate: ratio,
      solved_rate: ratio,
      satisfied_rate: ratio,
      silent: z.int(),
    }),
    ratings: z.object({ 1: z.int(), 2: z.int(), 3: z.int(), 4: z.int(), 5: z.int() }),
    good_rate: ratio,
  }),
)

export const routes: readonly Route[] = [
  route('POST /v1/cases/{case_id}/rating', {
    access: { citizen: 'household' },
    tag,
    summary: '办完以后评价：5 非常满意，4 满意，3 基本满意，2 不满意，1 非常不满意；可以匿名',
    body: called(
      'NewRating',
      z.object({
        score: count('评分', 1, 5),
        text: story('评价', 1000).optional(),
        anonymous: flag('是否匿名').optional(),
      }),
    ),
    answer: called('Rating', z.object({ score: z.int(), at: time, feedback_case_id: z.string().optional() })),
    status: 201,
    problems: ratingProblems,
    example: { score: 5, text: '办得快' },
    async handler({ ports, births, rules, subject, params: { case_id }, body, attempt: { id, repeated, mark } }) {
      const pid = pidIn(case_id)
      const file = pid && (await loadWholeSnapshot(ports, pid))
      const row = file?.one('case', case_id)
      if (!file || !row || !(await mayActFor({ ports, births }, subject.psn_no, file))) return notFound()
      if (rules.chains.find(({ bundle }) => bundle === row.bundle)?.unrated) {
        return problemBy(ratingProblems, 'not-rateable', '这种办件不评价。')
      }
      const { score, text, anonymous = false } = body
      const rating = { case_id: row.case_id, score, text, anonymous, id, time: ports.clock.now() }
      if (!repeated) {
        const handled = await handle(ports, rules, file.pid, { apply: rate(ports.keys, rating), ...mark })
        if (handled.result === 'refused') return problem(handled.status, handled.code, handled.detail)
      }
      const given = ratingOf(await loadWholeSnapshot(ports, file.pid), case_id)
      if (!given) return notFound()
      const opened = given.private?.case_id
      const found = { score: given.figures.score, at: given.at, ...(opened ? { feedback_case_id: opened } : {}) }
      return { body: found }
    },
  }),

  route('GET /v1/rates', {
    access: { supervisor: 'area', operator: 'all' },
    tag,
    summary: '一段时间里反映的事办得怎样，评价怎样：响应率、按时率、解决率、满意率、好评率',
    query: z.object({ admdvs: area('地区').optional(), from: day('起'), to: day('止') }),
    answer: ratesSchema,
    async handler({ ports, subject, query: { admdvs, from, to } }) {
      if (from > to) return badRequest([{ field: 'to', message: '止不能早于起' }])
      const own = 'area' in subject ? subject.area : undefined
      const place = admdvs ?? own
      if (!place) return badRequest([{ field: 'admdvs', message: '请写明地区' }])
      if (own !== undefined && !areasSeen(own).includes(place)) return notFound()
      return { body: await ratesIn(ports, place, { from, to }) }
    },
  }),
]

async function ratesIn({ table, clock }: Ports, place: Admdvs, days: { from: Day; to: Day }) {
  const asked = { areas: areasSeen(place), ...days }
  const [cases, given] = await Promise.all([
    countedIn<FeedbackFigures>(table, feedbackBundle.bundle, asked),
    countedIn<{ score: 1 | 2 | 3 | 4 | 5 }>(table, ratingsCounted, asked),
  ])
  const { opened, silent, response, in_time, solved, satisfied } = ratesOf(cases, clock.now())
  const ratings = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }
  for (const { score } of given) ratings[score] += 1
  const shown = ([part, whole]: readonly [number, number]) => (whole === 0 ? null : formatDecimal(part, whole, 4))
  return {
    feedback: {
      opened,
      response_rate: shown(response),
      in_time_rate: shown(in_time),
      solved_rate: shown(solved),
      satisfied_rate: shown(satisfied),
      silent,
    },
    ratings,
    good_rate: shown(goodRate(given.map(({ score }) => score))),
  }
}
