/**
 * Articles that questions are answered from: in the clear, in the partition of their area, which is few and read whole,
 * kept in memory by its version. Where an article stands is said at its id, so that putting it replaces it wherever it was.
 */
import type { Day } from '../../calendar/index.ts'
import type { Clock } from '../../clock/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import { articleKey, articlesPartition } from '../keys.ts'
import type { Item, Table, Write } from '../table.ts'
import { versioned, versionKey } from './versioned.ts'

/** An article as somebody signed for it: it is shown whole or not at all. */
export interface Article {
  article_id: string
  title: string
  /** Ways to ask for it. */
  questions: readonly string[]
  text: string
  /** What it is about: a matter by its name. */
  matter: string
  /** A pooling area, a province, or the nation. */
  admdvs: Admdvs
  /** The first day on which it is shown. */
  from: Day
  /** The last; left out: there is none. */
  to?: Day
  source: string
}

const kept = versioned((items): readonly Article[] => items.map(({ d }) => JSON.parse(d as string) as Article))

/** All articles of an area as of now, whatever their days; one read unit where they are known. */
export const articlesOf = (of: { table: Table; clock: Clock }, area: Admdvs): Promise<readonly Article[]> =>
  kept.current(of, articlesPartition(area))

/** The area in which the article of an id stands; undefined if there is none. */
export async function areaOfArticle(table: Table, articleId: string): Promise<Admdvs | undefined> {
  return (await table.get(articleKey(articleId)))?.area as Admdvs | undefined
}

/** The writes that put an article in the place of the one that stood in `before`; one of them fails if it stands elsewhere. */
export function articleWrites(article: Article, before: Admdvs | undefined): Write[] {
  const { article_id, admdvs } = article
  const put: Item = { ...placeOf(article_id, admdvs), d: JSON.stringify(article) }
  const pointer: Item = { ...articleKey(article_id), area: admdvs }
  const areas = [...new Set([admdvs, ...(before === undefined ? [] : [before])])]
  return [
    { put: pointer, if: before === undefined ? 'absent' : { attr: 'area', equals: before } },
    { put },
    ...(before === undefined || before === admdvs ? [] : [{ remove: placeOf(article_id, before) }]),
    ...areas.map((area): Write => ({ update: versionKey(articlesPartition(area)), add: { v: 1 } })),
  ]
}

const placeOf = (articleId: string, area: Admdvs) => ({ pk: articlesPartition(area), sk: `article#${articleId}` })
