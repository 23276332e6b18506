/** What is kept of questions and their answers, of surveys, and of how much opens a day: a part of the schedule. */
import { laws } from './laws.ts'
import { terms } from './terms.ts'

/** Articles, questions, what found no answer; counts by day. */
export const ofQuestions = {
  volume: {
    what: '每个统筹区每天新开的待办和办件数（只有数目）',
    where: ['VOLUME#* *'],
    term: terms.volume,
    since: '当天',
    by: 'none',
    laws: [laws.minimum],
    standing: 'published',
  },
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
  surveys: {
    what: '就诊满意度调查的回答（不记谁填的）',
    where: ['SURVEYS#* *'],
    term: terms.surveys,
    since: '填写当天',
    by: 'ttl',
    laws: [laws.minimum],
    standing: 'to-confirm',
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
