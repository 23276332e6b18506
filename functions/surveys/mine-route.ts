/** `GET /v1/me/surveys`: visits of one's own and of those in one's care that may be answered about now (RULES.md 1.5). */
import * as z from 'zod'
import { compareInstants, type Instant } from '../../shared/calendar/index.ts'
import { codeOf } from '../../shared/codes/coded.ts'
import { areaOfInstitution } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { dimensionNames, visitSurvey } from '../../shared/policy/house/visit-survey.ts'
import type { Visit } from '../../shared/registers/rows.ts'
import { institutionOf } from '../../shared/table/office/institutions.ts'
import { ratingDays } from '../bundles/feedback/parameters.ts'
import { called } from '../calls/called.ts'
import { date, time } from '../calls/fields.ts'
import { wholeHousehold } from '../calls/household.ts'
import { notFound } from '../calls/problem.ts'
import { type Route, route } from '../calls/route.ts'
import { reckoningIn } from '../forecast/policies.ts'
import type { Question } from './answers.ts'
import { lastDayToAnswer, whyNot } from './visit.ts'

const mineSchema = called(
  'OpenSurveys',
  z.object({
    surveys: z.array(
      z.object({
        mdtrt_id: z.string(),
        fixmedins_code: z.string(),
        fixmedins_name: z.string().optional(),
        psn_no: z.string(),
        psn_name: z.string(),
        endtime: time,
        until: date.meta({ description: '最晚哪天填' }),
        questions: z.array(
          z.object({ code: z.string(), dimension: codeOf(dimensionNames, 'dimension'), text: z.string() }),
        ),
      }),
    ),
  }),
)

/** As many are told at a time: the latest; of a visit there may be a hundred questions. */
const mostTold = 20

export const mySurveysRoute: Route = route('GET /v1/me/surveys', {
  access: { citizen: 'household' },
  tag: '就诊',
  summary: '我和家人现在可以填的就诊满意度调查；填过的不再列出，也不说填了什么',
  en: 'Visits of one’s own and one’s dependants’ that may be answered about now; never what was answered',
  answer: mineSchema,
  async handler({ ports, births, subject }) {
    const files = await wholeHousehold({ ports, births }, subject.psn_no)
    if (files.length === 0) return notFound()
    const all = files.flatMap((file) => file.all('visit').map((visit) => ({ visit, person: file.person })))
    const asked = await Promise.all(all.map(async (one) => ({ ...one, asked: await askedAbout(ports, one.visit) })))
    const open = asked
      .flatMap(({ visit, person, asked }) => (asked && person ? [{ visit, person, ...asked }] : []))
      .sort((a, b) => -compareInstants(a.endtime, b.endtime))
      .slice(0, mostTold)
    const surveys = open.map(async ({ visit: { mdtrt_id, fixmedins_code }, person, endtime, until, questions }) => {
      const name = (await institutionOf(ports.table, fixmedins_code))?.fixmedins_name
      return {
        mdtrt_id,
        fixmedins_code,
        ...(name === undefined ? {} : { fixmedins_name: name }),
        psn_no: person.psn_no,
        psn_name: person.private.psn_name,
        endtime,
        until,
        questions: questions.map(({ code, dimension, text }) => ({ code, dimension, text })),
      }
    })
    return { body: { surveys: await Promise.all(surveys) } }
  },
})

/** What is asked about a visit today; undefined where nobody is asked, or it may not be answered about (any more). */
async function askedAbout(
  ports: Ports,
  visit: Visit,
): Promise<{ endtime: Instant; until: string; questions: readonly Question[] } | undefined> {
  const area = areaOfInstitution(visit.fixmedins_code)
  if (!visit.settled || !area) return undefined
  const { endtime } = visit.settled
  const { look, today, parameterOf } = await reckoningIn(ports, area)
  const days = parameterOf(ratingDays)
  const asked = look.policy(visitSurvey, area, today)
  if (!asked.found || whyNot(visit, today, days)) return undefined
  return { endtime, until: lastDayToAnswer(endtime, days), questions: asked.value }
}
