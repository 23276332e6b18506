/** Finding: every heading, call, event, reason and code of the portal, and where it is. */
import { html } from 'hono/html'
import type { Route } from '../../../calls/route.ts'
import { type Block, drawn, type Entry, entriesOf } from './blocks.ts'
import { type Language, languages } from './language.ts'
import { addressOf, type Page } from './page.ts'
import { foundText, searchAddress } from './shell.ts'
import { type Both, bare, both, type Html, inLanguage } from './words.ts'

/** Something that can be found, and the page it is on. */
export interface Found extends Entry {
  readonly page: Page
}

/** Everything, page by page. A code of a table is found by itself and by its name. */
export function everything(pages: readonly Page[], routes: readonly Route[]): readonly Found[] {
  return pages.flatMap((page) => [
    { id: '', name: page.title, about: page.about, page },
    ...entriesOf(page.blocks(routes)).map((entry) => ({ ...entry, page })),
  ])
}

const textOf = ({ name, about, page }: Found, language: Language): string =>
  [name, ...(about ? [about] : []), page.title]
    .map((text) => bare(text[language]))
    .join(' ')
    .toLowerCase()

/** Those that hold every word, in either language; first those whose name begins with it. */
function matching(found: readonly Found[], q: string): readonly Found[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const rank = ({ name }: Found) =>
    languages.some((one) => name[one].toLowerCase().startsWith(words[0] ?? '')) ? 0 : 1
  return found
    .filter((one) => words.every((word) => languages.some((language) => textOf(one, language).includes(word))))
    .sort((a, b) => rank(a) - rank(b))
}

/** The page of everything, or of what was searched for. */
export const searchPage = (found: readonly Found[], q = ''): Page => ({
  slug: searchAddress.slice('/docs/'.length),
  part: 'begin',
  title: q === '' ? both('索引', 'Index') : both(`搜索：${q}`, `Search: ${q}`),
  about: both(
    '标题、接口、事件、原因和代码，连同在哪一页。',
    'Headings, calls, events, reasons and codes, and the page each is on.',
  ),
  blocks(): readonly Block[] {
    const hits = matching(found, q)
    return [drawn((language) => html`<p role="status">${foundText(hits.length, language)}</p>${lines(hits, language)}`)]
  },
})

function lines(found: readonly Found[], language: Language): Html {
  return html`<ul id="everything" class="hits">
${found.map(
  ({ id, name, about, page }) =>
    html`<li><a href="${inLanguage(`${addressOf(page)}${id === '' ? '' : `#${id}`}`, language)}">${bare(name[language])}<span>${short(
      about ?? page.title,
      language,
    )}</span></a></li>
`,
)}</ul>`
}

const short = (text: Both, language: Language) => bare(text[language]).slice(0, 90)
