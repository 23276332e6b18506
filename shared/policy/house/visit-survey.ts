/** What is asked about a visit, and how many must have answered before anybody is told what (surveys/RULES.md 1.3, 2.2). */
import { NATION } from '../../codes/index.ts'
import { expects, parameter, values } from '../parameter.ts'

/** What a question of the survey looks at; `open` takes text, the others a score. */
export const dimensionNames = { compliance: '诊疗规范', service: '服务', open: '意见建议' } as const

const dimensions = Object.keys(dimensionNames) as (keyof typeof dimensionNames)[]

/** The questions of an area, each by its code; where no row holds nobody is asked. `alert`: a bad score is looked into. */
export const visitSurvey = parameter({
  name: 'visit_survey',
  title: '就诊满意度调查问什么',
  expects: '列表，每项 { code, dimension: "compliance"、"service" 或 "open", text, alert? }，code 不重复',
  optional: true,
  value: (zod) =>
    zod
      .array(
        zod.strictObject({
          code: zod.string().regex(/^[^\s\p{Cc}\p{Cs}]{1,64}$/u),
          dimension: zod.enum(dimensions),
          text: zod.string().trim().min(1).max(200),
          alert: zod.boolean().exactOptional(),
        }),
      )
      .min(1)
      .max(100)
      .refine((asked) => new Set(asked.map(({ code }) => code)).size === asked.length, 'code 不能重复'),
  rows: [],
})

/** Answers that there must be before more than their number is shown. */
export const surveyLeast = parameter({
  name: 'survey_least',
  title: '就诊满意度调查至少收到几份才显示内容',
  expects: expects.count,
  value: values.count,
  rows: [{ admdvs: NATION, value: 5, standing: 'to-confirm', source: '本系统参数：少于五份的，容易认出是谁' }],
})

/** All of them. */
export const surveyParameters = [visitSurvey, surveyLeast] as const
