/** Keys of what questions are answered from, and of what was asked. */
import type { Admdvs } from '../../codes/index.ts'
import type { Key } from '../table.ts'

/** Articles of an area, read whole. */
export const articlesPartition = (area: Admdvs) => `ARTICLES#${area}`
/** In which area the article of an id stands. */
export const articleKey = (articleId: string): Key => ({ pk: `ARTICLE#${articleId}`, sk: 'area' })
/** A question as it was asked. */
export const questionKey = (questionId: string): Key => ({ pk: `QUESTION#${questionId}`, sk: 'asked' })
/** Questions of an area that found no answer. */
export const unansweredPartition = (area: Admdvs) => `UNANSWERED#${area}`
/** Those of them that are alike, by the keyed hash of what they have in common. */
export const unansweredKey = (area: Admdvs, alike: string): Key => ({ pk: unansweredPartition(area), sk: alike })
