/** What questions are answered from, and what they found no answer to: for who sees to it that there is one. */
import * as z from 'zod'
import { NATION } from '../../shared/codes/index.ts'
import type { Article } from '../../shared/table/common/articles.ts'
import { unansweredIn } from '../../shared/table/common/questions.ts'
import { badRequest, notFound } from '../calls/problem.ts'
import { reaches } from '../calls/reach.ts'
import { type Route, route } from '../calls/route.ts'
import { putArticle } from './articles.ts'
import { areaAsked, articleSchema, newArticleSchema, unansweredSchema } from './schemas.ts'

const tag = '知识库'
const inCharge = { supervisor: 'area', operator: 'all' } as const

/** Ids that people give; those of guides are none. */
const articleId = /^[A-Za-z0-9][\w.-]{0,63}$/

/** Questions told of at most: who looks after an area reads what is asked most. */
const mostTold = 200

export const articleRoutes: readonly Route[] = [
  route('PUT /v1/articles/{article_id}', {
    access: inCharge,
    tag,
    summary: '写入或整条替换一条知识；负责人写本统筹区的，运行人员写任何地区的；留痕',
    body: newArticleSchema,
    answer: articleSchema,
    example: {
      title: '异地就医备案',
      questions: ['异地就医怎么备案？', '去外地看病要办什么手续'],
      text: '出省看病前，可以在国家医保服务平台上备案，也可以在就医时按承诺备案。',
      matter: 'filing',
      admdvs: '130100',
      from: '2026-01-01',
      source: '示例文号',
    },
    async handler({ ports, subject, params, body }) {
      const { article_id } = params
      if (!articleId.test(article_id)) {
        return badRequest([{ field: 'article_id', message: '应为 1 至 64 个字母、数字、点、横线，字母或数字开头' }])
      }
      const { to, ...rest } = body
      const article: Article = { article_id, ...rest, ...(to === undefined ? {} : { to }) }
      const own = subject.role === 'supervisor' ? subject.area : undefined
      return (await putArticle(ports, article, subject, own)) ? { body: article } : notFound()
    },
  }),

  route('GET /v1/questions/unanswered', {
    access: inCharge,
    tag,
    summary: '没有答上、或者没帮上忙的问题，问得最多的在前；不写地区的：负责人看本统筹区的，运行人员看没说地区的',
    query: z.object({ admdvs: areaAsked }),
    answer: unansweredSchema,
    async handler({ ports, subject, query }) {
      const area = query.admdvs ?? (subject.role === 'supervisor' ? subject.area : NATION)
      if (subject.role === 'supervisor' && !reaches(subject.area, [area])) return notFound()
      const found = await unansweredIn(ports, area)
      return { body: { questions: found.slice(0, mostTold) } }
    },
  }),
]
