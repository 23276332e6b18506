/** Parameters of feedback, those of the area in charge on the day of opening (RULES.md 1.6 to 1.10). */
import type { Day } from '../../../shared/calendar/index.ts'
import { type Admdvs, NATION } from '../../../shared/codes/index.ts'
import { expects, type Parameter, parameter, values } from '../../../shared/policy/index.ts'
import { problemParameters } from '../../../shared/policy/problems.ts'
import type { Look } from '../../../shared/registers/look.ts'
import { causeNames, type Kind } from './kinds.ts'

/** Working days from the opening to the answer. */
export const feedbackDays = parameter({
  name: 'feedback_days',
  title: '答复群众反映的期限（工作日，按种类）',
  expects: '{ "question", "stuck", "complaint", "rating", "suggestion" } 五个整数（工作日）',
  value: (z) =>
    z.strictObject({
      question: values.days(z),
      stuck: values.days(z),
      complaint: values.days(z),
      rating: values.days(z),
      suggestion: values.days(z),
    }),
  rows: [
    {
      admdvs: NATION,
      value: { question: 1, stuck: 3, complaint: 5, rating: 5, suggestion: 10 },
      standing: 'to-confirm',
      source: '本系统参数：德州市差评5个工作日、四川省15个工作日核实反馈；国办发〔2019〕51号未定天数',
    },
  ],
})

/** Working days that an answer may be put off by, once. */
export const feedbackExtensionDays = parameter({
  name: 'feedback_extension_days',
  title: '答复群众反映可以延长的期限（工作日，一次）',
  expects: expects.days,
  value: values.days,
  rows: [{ admdvs: NATION, value: 10, standing: 'to-confirm', source: '本系统参数：延长10个工作日，待各地核实' }],
})

/** Days for the person to say whether it is solved. */
export const confirmDays = parameter({
  name: 'confirm_days',
  title: '本人评价答复的期限（天）',
  expects: expects.days,
  value: values.days,
  rows: [{ admdvs: NATION, value: 7, standing: 'to-confirm', source: '本系统参数：答复后7天内评价，待各地核实' }],
})

/** Days from the end of a matter, or of a visit, in which it may be rated. */
export const ratingDays = parameter({
  name: 'rating_days',
  title: '办结或就诊后可以评价的期限（天）',
  expects: expects.days,
  value: values.days,
  rows: [{ admdvs: NATION, value: 30, standing: 'to-confirm', source: '本系统参数：30天内评价，待各地核实' }],
})

/** What an answer may name as the cause. */
export const feedbackCauses = parameter({
  name: 'feedback_causes',
  title: '群众反映的原因分类',
  words: causeNames,
  expects: '原因代码列表，如 ["system", "guidance"]',
  value: (z) =>
    z
      .array(z.string().regex(/^[a-z][a-z-]{0,39}$/))
      .min(1)
      .max(50)
      .readonly(),
  rows: [
    {
      admdvs: NATION,
      value: Object.keys(causeNames),
      standing: 'to-confirm',
      source: '本系统参数：八类原因，待各地核实',
    },
  ],
})

/** A parameter's value in an area on a day. All of these have a row for the nation; throws if one were taken away: a bug. */
export function valueIn<Value>(look: Pick<Look, 'policy'>, of: Parameter<string, Value>, area: Admdvs, on: Day): Value {
  const found = look.policy(of, area, on)
  if (!found.found) throw new Error(`feedback: ${of.name} has no row for the nation`)
  return found.value
}

/** Working days to answer feedback of a kind that is opened in an area on a day. */
export const daysToAnswer = (look: Pick<Look, 'policy'>, kind: Kind, area: Admdvs, on: Day): number =>
  valueIn(look, feedbackDays, area, on)[kind]

/** All of them, for the manifest. */
export const parameters = [
  feedbackDays,
  feedbackExtensionDays,
  confirmDays,
  ratingDays,
  feedbackCauses,
  ...problemParameters,
] as const
