/** What stands around every page: head, search, contents, the way to the other language, foot. */
import { html, raw } from 'hono/html'
import { type Block, drawnBlock, type Entry, entriesOf } from './blocks.ts'
import type { Language } from './language.ts'
import { addressOf, type Page, parts } from './page.ts'
import { script } from './script.ts'
import { style } from './style.ts'
import { type Both, both, type Html, inLanguage, say, tags } from './words.ts'

const words = {
  home: both('医保“免申即享”：开发者门户', 'Mianshen: developer portal'),
  skip: both('跳到正文', 'Skip to the content'),
  search: both('搜索', 'Search'),
  box: both('搜索接口、事件、代码', 'Search calls, events, codes'),
  some: both('找到 # 项', '# found'),
  none: both('没有找到', 'Nothing found'),
  contents: both('目录', 'Contents'),
  here: both('本页内容', 'On this page'),
  foot: both(
    '内容与实际校验用的是同一份。给程序看的：[openapi.json](/openapi.json)（接口）、[asyncapi.json](/asyncapi.json)（事件）、[代码表](/v1/codes)。',
    'Made from what checks the traffic. For programs: [openapi.json](/openapi.json) (calls), [asyncapi.json](/asyncapi.json) (events), [codes](/v1/codes).',
  ),
} as const

/** Where everything that can be found is listed. */
export const searchAddress = '/docs/search'

/** How many were found. */
export const foundText = (count: number, language: Language): string =>
  count === 0 ? words.none[language] : words.some[language].replace('#', String(count))

/** A page as it is written, and the others beside it. */
export interface Written {
  readonly page: Page
  readonly blocks: readonly Block[]
  readonly pages: readonly Page[]
  readonly language: Language
  /** What was searched for. */
  readonly asked?: string
}

/** The page, whole, as HTML text. */
export function wholePage({ page, blocks, pages, language, asked = '' }: Written): string {
  const is = (text: Both) => text[language]
  const everything = inLanguage(searchAddress, language)
  const other = language === 'zh' ? 'en' : 'zh'
  return String(html`<!doctype html>
<html lang="${tags[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${is(page.title)} · ${is(words.home)}</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#content">${is(words.skip)}</a>
<header>
<a class="home" href="${inLanguage('/docs', language)}">${is(words.home)}</a>
<form role="search" action="${searchAddress}" data-all="${everything}" data-some="${is(words.some)}" data-none="${is(words.none)}">
${language === 'zh' ? '' : html`<input type="hidden" name="lang" value="${language}">`}
<input id="q" name="q" type="search" value="${asked}" aria-label="${is(words.box)}" placeholder="${is(words.box)}" autocomplete="off">
<button>${is(words.search)}</button>
</form>
<a class="tongue" href="${inLanguage(addressOf(page), other)}" lang="${tags[other]}" hreflang="${tags[other]}">${other === 'en' ? 'English' : '中文'}</a>
</header>
<div id="found"><p id="status" role="status"></p><ul id="hits" class="hits"></ul></div>
<div class="frame">
${contents(pages, page, language)}
<main id="content" tabindex="-1">
<h1>${is(page.title)}</h1>
<p class="lead">${say(page.about, language)}</p>
${onThisPage(blocks, language)}
${blocks.map((block) => drawnBlock(block, language))}
</main>
</div>
<footer>${say(words.foot, language)}</footer>
<script>${raw(script)}</script>
</body>
</html>
`)
}

function contents(pages: readonly Page[], now: Page, language: Language): Html {
  const link = (page: Page) => html`<li><a href="${inLanguage(addressOf(page), language)}"${
    page === now ? raw(' aria-current="page"') : ''
  }>${page.title[language]}</a></li>
`
  return html`<nav aria-label="${words.contents[language]}"><details><summary>${words.contents[language]}</summary>
${Object.entries(parts).map(
  ([part, title]) => html`<p id="part-${part}">${title[language]}</p><ul aria-labelledby="part-${part}">
${pages.filter((page) => page.part === part).map(link)}</ul>
`,
)}</details></nav>`
}

function onThisPage(blocks: readonly Block[], language: Language): Html {
  const headings = blocks.flatMap((block): Entry[] =>
    block.kind === 'heading' && block.level === 2 ? entriesOf([block]) : [],
  )
  if (headings.length < 3) return html``
  return html`<div class="here"><p id="here">${words.here[language]}</p><ul aria-labelledby="here">${headings.map(
    ({ id, name }) => html`<li><a href="#${id}">${say(name, language)}</a></li>`,
  )}</ul></div>
`
}
