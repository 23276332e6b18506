/** Which articles answer a question (bundles/RULES.md 11.2). Pure. */
import type { Day } from '../../shared/calendar/index.ts'
import { madeOnce } from '../../shared/made-once.ts'
import type { Article } from '../../shared/table/common/articles.ts'
import { pairsOf, scoreOf } from './score.ts'

/** An article that answers, and how alike, in ten-thousandths. */
export interface Scored {
  article: Article
  score: number
}

/** Answers at most. */
const mostAnswers = 3

/** An article is asked for in the words of its title, or of any of its questions. */
const waysToAsk = madeOnce(({ title, questions }: Article) => [title, ...questions].map(pairsOf))

const isValid = ({ from, to }: Article, on: Day) => from <= on && (to === undefined || on <= to)

/**
 * The answers to a question, best first; of equal scores the nearest level's, then the smaller id. `levels`: articles of the
 * area, then of what lies around it; `least`: the least score, in ten-thousandths. None: a person must answer.
 */
export function answersTo(text: string, levels: readonly (readonly Article[])[], on: Day, least: number): Scored[] {
  const asked = pairsOf(text)
  const found = levels.flatMap((articles, level) =>
    articles
      .filter((article) => isValid(article, on))
      .map((article) => ({ article, level, score: best(article, asked) })),
  )
  return found
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score || a.level - b.level || (a.article.article_id < b.article.article_id ? -1 : 1))
    .slice(0, mostAnswers)
    .map(({ article, score }) => ({ article, score }))
}

const best = (article: Article, asked: ReadonlySet<string>) =>
  Math.max(...waysToAsk(article).map((way) => scoreOf(way, asked)))
