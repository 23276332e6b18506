/** Questions, answered from articles without a token; a person answers where they do not help. */
import { NATION } from '../../shared/codes/index.ts'
import { questionAsked } from '../../shared/table/common/questions.ts'
import { notFound } from '../calls/problem.ts'
import { type Route, route } from '../calls/route.ts'
import { ask, sayNotHelpful } from './ask.ts'
import { answersSchema, handOverSchema, helpfulSchema, newQuestionSchema } from './schemas.ts'
import { formatScore } from './score.ts'

const tag = '服务'

export const questionRoutes: readonly Route[] = [
  route('POST /v1/questions', {
    access: 'none',
    tag,
    summary: '问一个问题：由签发过的知识条目原文回答；没有合适的，请转人工。不记谁问的',
    body: newQuestionSchema,
    answer: answersSchema,
    example: { text: '异地就医怎么备案？', admdvs: '130100' },
    async handler({ ports, body: { text, admdvs = NATION } }) {
      const { questionId, answers } = await ask(ports, text, admdvs)
      const isAnswered = answers.length > 0
      const shown = answers.map(({ article: { article_id, title, text, source, from }, score }) => ({
        article_id,
        title,
        text,
        source,
        from,
        score: formatScore(score),
      }))
      return { body: { question_id: questionId, confident: isAnswered, hand_over: !isAnswered, answers: shown } }
    },
  }),

  route('POST /v1/questions/{question_id}/helpful', {
    access: 'none',
    tag,
    summary: '回答有没有帮助；没有的，请转人工',
    body: helpfulSchema,
    answer: handOverSchema,
    example: { helpful: false },
    async handler({ ports, params, body: { helpful } }) {
      const { question_id } = params
      const isKnown = helpful
        ? (await questionAsked(ports, question_id)) !== undefined
        : await sayNotHelpful(ports, question_id)
      return isKnown ? { body: { hand_over: !helpful } } : notFound()
    },
  }),
]
