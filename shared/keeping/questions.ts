/** What is kept of questions and their answers: a part of the schedule. */
import { laws } from './laws.ts'
import { terms } from './terms.ts'

/** Articles, questions, and what found no answer. */
export const ofQuestions = {
  articles: {
    what: '智能问答的知识条目',
    where: ['ARTICLES#* *', 'ARTICLE#* area'],
    term: terms.articles,
    since: '写入',
    by: 'none',
    laws: [laws.files],
    standing: 'published',
  },
  questions: {
    what: '智能问答里提的问题（长数字隐去，不记谁问的）',
    where: ['QUESTION#* asked'],
    term: terms.questions,
    since: '提问',
    by: 'ttl',
    laws: [laws.minimum],
    standing: 'published',
  },
  unanswered: {
    what: '没有答上的问题和次数',
    where: ['UNANSWERED#* *'],
    term: terms.unanswered,
    since: '最后一次有人问',
    by: 'ttl',
    laws: [laws.minimum],
    standing: 'published',
  },
} as const
