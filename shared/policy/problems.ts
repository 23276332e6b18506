/** When answers to feedback are one problem (feedback/RULES.md 4). */
import { NATION } from '../codes/index.ts'
import { expects, parameter, values } from './parameter.ts'

const source = '本系统参数：广州“群众点题”类案归并，次数、天数由医保局确认'

/** So many cases of one area, matter and cause make a problem. */
export const problemThreshold = parameter({
  name: 'problem_threshold',
  title: '同一地区、事项、原因的反映满几件，列为问题',
  expects: '1 至 10000 的整数',
  value: (zod) => zod.int().min(1).max(10_000),
  rows: [{ admdvs: NATION, value: 3, standing: 'to-confirm', source }],
})

/** Days before an answer in which others count with it, and after the closing of a problem in which one opens it again. */
export const problemWindowDays = parameter({
  name: 'problem_window_days',
  title: '多少天内的反映算在一个问题里；销号后多少天内再有，重新列出',
  expects: expects.days,
  value: values.days,
  rows: [{ admdvs: NATION, value: 30, standing: 'to-confirm', source }],
})

/** All of them. */
export const problemParameters = [problemThreshold, problemWindowDays] as const
