/** Putting an article: by an operator anywhere, by a supervisor in the own pooling area. */
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { type Article, areaOfArticle, articleWrites } from '../../shared/table/common/articles.ts'
import { auditWrite, type Officer, officerOf } from '../calls/audit.ts'

/**
 * Puts an article in the place of what its id stood for. False if that, or the place where it would stand, is not theirs:
 * `own` is the one area that somebody puts articles of, undefined of who puts them anywhere.
 */
export async function putArticle(
  ports: Ports,
  article: Article,
  officer: Officer,
  own: Admdvs | undefined,
): Promise<boolean> {
  const isTheirs = (area: Admdvs) => own === undefined || area === own
  if (!isTheirs(article.admdvs)) return false
  for (let attempt = 0; ; attempt++) {
    if (attempt > 0) await ports.backoff(attempt)
    const before = await areaOfArticle(ports.table, article.article_id)
    if (before !== undefined && !isTheirs(before)) return false
    const line = { ...officerOf(officer), what: 'article.put', about: article.article_id, detail: article } as const
    const { ok } = await ports.table.transact([...articleWrites(article, before), auditWrite(ports, line)])
    if (ok) return true
  }
}
