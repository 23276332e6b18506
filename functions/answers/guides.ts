/** The guides of the catalogue of services, as articles of the nation: what a bundle says of itself can be asked for. */
import { day } from '../../shared/calendar/index.ts'
import { NATION } from '../../shared/codes/index.ts'
import type { Article } from '../../shared/table/common/articles.ts'
import { manifests } from '../bundles/index.ts'

/** They come with a release, and are shown on every day. */
const from = day('2026-01-01')

/** Guides; their ids are such as nobody can put. */
export const guides: readonly Article[] = manifests.map(({ chain: { bundle, title }, service }) => ({
  article_id: `guide:${bundle}`,
  title,
  questions: [],
  text: service.guide,
  matter: bundle,
  admdvs: NATION,
  from,
  source: `《${title}》办理规则`,
}))
