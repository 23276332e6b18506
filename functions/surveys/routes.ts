/** Visit surveys: answered by whose visit it was, told to the institution and to supervisors as figures (RULES.md). */
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { day, fixmedinsCode, words } from '../../events/fields.ts'
import { codeOf } from '../../shared/codes/coded.ts'
import { areaOfInstitution } from '../../shared/codes/index.ts'
import { handle } from '../../shared/engine/handle.ts'
import { dimensionNames, surveyLeast, visitSurvey } from '../../shared/policy/house/visit-survey.ts'
import { surveysOf, surveyWrite } from '../../shared/table/common/surveys.ts'
import { ratingDays } from '../bundles/feedback/parameters.ts'
import { called } from '../calls/called.ts'
import { wholeHousehold } from '../calls/household.ts'
import { badRequest, notFound, problem } from '../calls/problem.ts'
import type { Problems } from '../calls/problem-codes.ts'
import { reaches } from '../calls/reach.ts'
import { type Route, route } from '../calls/route.ts'
import { reckoningIn } from '../forecast/policies.ts'
import { alertWrites } from './alert.ts'
import { figuresOf, lowOf, readAnswers } from './answers.ts'
import { markAnswered, visitKey } from './visit.ts'

const tag = '就诊'

const surveyProblems = {
  'not-settled': {
    status: 409,
    name: '就诊还没有结算',
    when: '就诊还没有结算',
    remedy: '结算以后再填',
    en: { when: 'The visit has not been settled', remedy: 'Answer once it is settled' },
  },
  'already-answered': {
    status: 409,
    name: '已经填过调查了',
    when: '这次就诊已经填过调查了',
    remedy: '不用再填；有新的话，反映一件事',
    en: { when: 'The visit was answered about already', remedy: 'If there is more to say, send feedback' },
  },
  'too-late': {
    status: 409,
    name: '过了评价的期限',
    when: '就诊结束已久，过了评价的期限',
    remedy: '有话要说的，反映一件事',
    en: { when: 'The time to answer is over', remedy: 'Send feedback instead' },
  },
} as const satisfies Problems

const newSurveySchema = called(
  'NewSurvey',
  z.object({
    fixmedins_code: fixmedinsCode,
    dept: words('科室', 100).optional(),
    answers: z
      .record(z.string(), z.unknown(), { error: '缺少回答' })
      .refine((answers) => Object.keys(answers).length > 0, '至少回答一项')
      .meta({ description: '按调查的各项：评分 1 至 5，意见写文字' }),
  }),
)

const surveysSchema = called(
  'Surveys',
  z.object({
    count: z.int(),
    indicators: z
      .array(
        z.object({
          code: z.string(),
          dimension: codeOf(dimensionNames, 'dimension'),
          count: z.int(),
          mean: z.string().regex(/^[1-5]\.\d{2}$/),
          low: z.int().meta({ description: '评 1、2 分的有几份' }),
        }),
      )
      .optional(),
    texts: z.array(z.object({ code: z.string(), text: z.string() })).optional(),
  }),
)

export const answerSurveyRoute: Route = route('POST /v1/visits/{mdtrt_id}/survey', {
  access: { citizen: 'household' },
  tag,
  summary: '填一次就诊满意度调查；不记是谁填的，机构和经办只看到合计',
  body: newSurveySchema,
  answer: called('SurveyAnswered', z.object({})),
  status: 201,
  problems: surveyProblems,
  example: { fixmedins_code: 'H13010200001', dept: '内科', answers: { F1: 5, Y1: '候诊时间长' } },
  async handler({ ports, births, rules, subject, params: { mdtrt_id }, body, attempt: { repeated, mark } }) {
    if (repeated) return { body: {} }
    const { fixmedins_code, dept, answers: said } = body
    const visit = { fixmedins_code, mdtrt_id }
    const files = await wholeHousehold({ ports, births }, subject.psn_no)
    const file = files.find((one) => one.one('visit', visitKey(visit)))
    const area = areaOfInstitution(fixmedins_code)
    if (!file || !area) return notFound()
    const reckoning = await reckoningIn(ports, area)
    const asked = reckoning.look.policy(visitSurvey, area, reckoning.today)
    if (!asked.found) return notFound()
    const read = readAnswers(asked.value, said)
    if ('faults' in read) return badRequest(read.faults)
    const { answers } = read
    const named = dept === undefined ? {} : { dept }
    const kept = { fixmedins_code, on: reckoning.today, id: randomUUID() }
    const beside = [
      ...(mark.beside ?? []),
      surveyWrite(ports.keys, { ...named, answers }, kept),
      ...(await alertWrites(ports, area, reckoning, { fixmedins_code, ...named, low: lowOf(asked.value, answers) })),
    ]
    const apply = markAnswered(visit, reckoning.parameterOf(ratingDays))
    const handled = await handle(ports, rules, file.pid, { apply, ...mark, beside })
    return handled.result === 'refused' ? problem(handled.status, handled.code, handled.detail) : { body: {} }
  },
})

export const surveysRoute: Route = route('GET /v1/institutions/{fixmedins_code}/surveys', {
  access: { institution: 'visits', supervisor: 'area' },
  tag,
  summary: '一家机构一段时间里的就诊满意度调查；份数不够的只答份数',
  query: z.object({ from: day('起'), to: day('止'), dept: words('科室', 100).optional() }),
  answer: surveysSchema,
  async handler({ ports, subject, params: { fixmedins_code }, query: { from, to, dept } }) {
    const area = areaOfInstitution(fixmedins_code)
    const isTheirs =
      subject.role === 'institution'
        ? subject.fixmedins_code.toUpperCase() === fixmedins_code.toUpperCase()
        : area !== undefined && reaches(subject.area, [area])
    if (!isTheirs || !area) return notFound()
    if (from > to) return badRequest([{ field: 'to', message: '不能早于起' }])
    const { look, today, parameterOf } = await reckoningIn(ports, area)
    const all = await surveysOf(ports, fixmedins_code, { from, to })
    // What was answered is told also once nobody is asked any more.
    if (all.length === 0 && !look.policy(visitSurvey, area, today).found) return notFound()
    const surveys = dept === undefined ? all : all.filter((one) => one.dept === dept)
    const { length: count } = surveys
    return { body: { count, ...(count < parameterOf(surveyLeast) ? {} : figuresOf(surveys)) } }
  },
})
