/** What the bundle answers before there is a case: the forecast (RULES.md 8.1). */
import * as z from 'zod'
import { dayOf } from '../../../shared/calendar/index.ts'
import { World } from '../../../shared/engine/world.ts'
import { called } from '../../calls/called.ts'
import { household } from '../../calls/household.ts'
import { notFound, problemBy } from '../../calls/problem.ts'
import type { Problems } from '../../calls/problem-codes.ts'
import { type Route, route } from '../../calls/route.ts'
import { forecast } from './rules/forecast.ts'

/** Why there is no forecast. */
const forecastProblems = {
  'no-relation': {
    status: 409,
    name: '没有查到职工医保',
    when: '没有职工医保关系，无从预测',
    remedy: '先参加职工医保；刚参保的稍后再看',
    en: {
      when: 'There is no employee insurance to forecast from',
      remedy: 'Enrol first; if just enrolled, look again later',
    },
  },
  'already-retired': {
    status: 409,
    name: '已经是退休人员',
    when: '已经是退休人员',
    remedy: '不用再办',
    en: { when: 'Is retired already', remedy: 'Nothing is left to do' },
  },
} as const satisfies Problems

const noForecast: Readonly<Record<keyof typeof forecastProblems, string>> = {
  'no-relation': '没有查到您的职工医保，退休预测只对参加职工医保的人有用。',
  'already-retired': '您已经按退休人员享受医保，不用再预测。',
}

const forecastSchema = called(
  'Forecast',
  z.object({
    statutory_month: z.string().regex(/^\d{6}$/),
    months: z.object({
      paid: z.int(),
      required_total: z.int().optional(),
      required_paid: z.int().optional(),
      shortfall_at_statutory_month: z.int().optional(),
    }),
  }),
)

export const routes: readonly Route[] = [
  route('GET /v1/me/retirement-forecast', {
    access: { citizen: 'own' },
    tag: '我的',
    summary: '什么时候到退休年龄，到时候缴费年限够不够',
    answer: forecastSchema,
    problems: forecastProblems,
    async handler({ ports, births, subject }) {
      const [own] = await household({ ports, births }, subject.psn_no)
      if (!own) return notFound()
      const world = new World(ports)
      const found = await world.loading(() => forecast(own, dayOf(ports.clock.now()), world.look))
      return 'ok' in found ? { body: found.ok } : problemBy(forecastProblems, found.none, noForecast[found.none])
    },
  }),
]
