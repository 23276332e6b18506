/**
 * The portal for those who build on this system: pages in two languages, made of prose and of what is declared where it
 * holds: routes, events, reasons, codes, limits. Loaded when it is asked for, made once.
 */
import { madeOnce } from '../../../../shared/made-once.ts'
import type { Route } from '../../../calls/route.ts'
import { everything, searchPage } from './find.ts'
import type { Language } from './language.ts'
import type { Page } from './page.ts'
import { callsPage } from './pages/calls.ts'
import { changesPage } from './pages/changes.ts'
import { codesPage } from './pages/codes.ts'
import { errorsPage } from './pages/errors.ts'
import { eventsPage } from './pages/events.ts'
import { limitsPage } from './pages/limits.ts'
import { mattersPage } from './pages/matters.ts'
import { nationalPage } from './pages/national.ts'
import { queuesPage } from './pages/queues.ts'
import { rolePages } from './pages/roles.ts'
import { scenariosPage } from './pages/scenarios.ts'
import { signingPage } from './pages/signing.ts'
import { startPage } from './pages/start.ts'
import { tokensPage } from './pages/tokens.ts'
import { wholePage } from './shell.ts'

/** All pages, in reading order. */
export const pages: readonly Page[] = [
  startPage,
  scenariosPage,
  tokensPage,
  ...rolePages,
  queuesPage,
  signingPage,
  callsPage,
  eventsPage,
  nationalPage,
  errorsPage,
  codesPage,
  mattersPage,
  limitsPage,
  changesPage,
]

/** What is asked for. */
export interface Asked {
  readonly slug: string
  readonly lang: Language
  /** What is searched for. */
  readonly q?: string | undefined
}

const kept = new Map<string, string>()
const listed = madeOnce((routes: readonly Route[]) => everything(pages, routes))

/** A page as HTML text; undefined if there is none of this name. The routes are those of this release, always the same. */
export function portalPage(routes: readonly Route[], { slug, lang: language, q }: Asked): string | undefined {
  if (slug === 'search') return made(searchPage(listed(routes), q), q)
  const page = pages.find((one) => one.slug === slug)
  if (!page) return undefined
  const key = `${slug} ${language}`
  const held = kept.get(key) ?? made(page)
  kept.set(key, held)
  return held

  function made(one: Page, asked?: string): string {
    return wholePage({
      page: one,
      blocks: one.blocks(routes),
      pages,
      language,
      ...(asked === undefined ? {} : { asked }),
    })
  }
}
