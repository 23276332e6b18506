/** How alike a question and an article must be. */
import { NATION } from '../../codes/index.ts'
import { parameter } from '../parameter.ts'

/** The least score with which an article is an answer (bundles/RULES.md 11.2). */
export const answerLeast = parameter({
  name: 'answer_least',
  title: '智能问答：问题和知识条目至少要多像，才作为回答',
  expects: '0 至 1 的四位小数，如 "0.3500"',
  value: (zod) => zod.string().regex(/^(0\.\d{4}|1\.0000)$/),
  rows: [{ admdvs: NATION, value: '0.3500', standing: 'to-confirm', source: '本系统参数：约三分之一的相邻两字相同' }],
})
