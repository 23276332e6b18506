/** What may be answered to an area's questions, and what follows from it (RULES.md 1.3, 2.2, 3.1). Pure. */
import type * as z from 'zod'
import { count } from '../../events/fields.ts'
import { story } from '../../events/said.ts'
import { formatDecimal } from '../../shared/money/index.ts'
import type { visitSurvey } from '../../shared/policy/house/visit-survey.ts'
import type { ValueOf } from '../../shared/policy/parameter.ts'
import type { Survey, SurveyAnswer } from '../../shared/table/common/surveys.ts'
import { maskNumbers } from '../answers/asked.ts'
import type { FieldFault } from '../calls/problem.ts'

/** A question of an area's survey. */
export type Question = ValueOf<typeof visitSurvey>[number]

/** Scores up to this one are bad: 不满意, 非常不满意. */
const worst = 2

const score = count('评分', 1, 5)
const opinion = story('意见', 1000)

/** The answers as they are kept, or what is wrong with them, field by field. */
export function readAnswers(
  questions: readonly Question[],
  said: Readonly<Record<string, unknown>>,
): { answers: SurveyAnswer[] } | { faults: FieldFault[] } {
  const answers: SurveyAnswer[] = []
  const faults: FieldFault[] = []
  const read = <Value>(field: string, schema: z.ZodType<Value>, value: unknown): Value | undefined => {
    const { data, error } = schema.safeParse(value)
    if (error) faults.push({ field, message: error.issues[0]?.message ?? '填写有误' })
    return data
  }
  for (const [code, value] of Object.entries(said)) {
    const field = fieldOf(code)
    const dimension = questions.find((one) => one.code === code)?.dimension
    if (dimension === undefined) faults.push({ field, message: '调查里没有这一项' })
    else if (dimension === 'open') {
      const text = read(field, opinion, value)
      if (text !== undefined) answers.push({ code, dimension, text: maskNumbers(text) })
    } else {
      const given = read(field, score, value)
      if (given !== undefined) answers.push({ code, dimension, score: given })
    }
  }
  return faults.length > 0 ? { faults: faults.slice(0, mostTold) } : { answers }
}

/** Faults told of at most. */
const mostTold = 20
const plainCode = /^[\w.-]{1,64}$/

/** What is no code at all is not repeated. */
const fieldOf = (code: string) => (plainCode.test(code) ? `answers.${code}` : 'answers')

/** Bad scores on questions of which the area wants to know. */
export const lowOf = (questions: readonly Question[], answers: readonly SurveyAnswer[]) =>
  answers.flatMap((answer) => {
    const question = questions.find(({ code }) => code === answer.code)
    if (!question?.alert || !('score' in answer) || answer.score > worst) return []
    return [{ code: answer.code, text: question.text, score: answer.score }]
  })

/** Scores by question, and what was written, each in the order of the codes. */
export function figuresOf(surveys: readonly Survey[]) {
  const answers = surveys.flatMap((survey) => survey.answers)
  const byCode = (a: { code: string }, b: { code: string }) => (a.code === b.code ? 0 : a.code < b.code ? -1 : 1)
  const scored = Map.groupBy(
    answers.flatMap((answer) => ('score' in answer ? [answer] : [])),
    ({ code }) => code,
  )
  const indicators = [...scored].map(([code, given]) => ({
    code,
    dimension: given[given.length - 1]?.dimension ?? 'service',
    count: given.length,
    mean: formatDecimal(
      given.reduce((sum, answer) => sum + answer.score, 0),
      given.length,
      2,
    ),
    low: given.filter((answer) => answer.score <= worst).length,
  }))
  const texts = answers.flatMap((answer) => ('text' in answer ? [{ code: answer.code, text: answer.text }] : []))
  return { indicators: indicators.sort(byCode), texts: texts.sort(byCode) }
}
