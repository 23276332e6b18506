/** What pages of the portal are written with: headings, paragraphs, lists, commands and tables, each in both languages. */
import { html } from 'hono/html'
import type { Language } from './language.ts'
import { type Both, both, type Html, say } from './words.ts'

/** A place that can be searched for. */
export interface Entry {
  /** Its id on the page. */
  readonly id: string
  /** What it is called: a heading, or the code by which programs know it. */
  readonly name: Both
  /** What it is, in a line. */
  readonly about?: Both
}

/** A cell: text, or what is already HTML. */
export type Cell = Both | ((language: Language) => Html)

/** A piece of a page. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly id: string; readonly text: Both }
  | { readonly kind: 'text'; readonly text: Both }
  | { readonly kind: 'list'; readonly items: readonly Both[]; readonly ordered: boolean }
  | { readonly kind: 'code'; readonly text: Both; readonly of: Both }
  | { readonly kind: 'table'; readonly of: Both; readonly heads: readonly Both[]; readonly rows: readonly Row[] }
  | { readonly kind: 'fold'; readonly title: Both; readonly blocks: readonly Block[] }
  | { readonly kind: 'drawn'; readonly entries: readonly Entry[]; readonly draw: (language: Language) => Html }

/** A row of a table; with an id it can be linked to and found. */
export interface Row {
  readonly cells: readonly Cell[]
  readonly entry?: Entry
}

type Pair = readonly [zh: string, en: string]

/** A heading of a section. */
export const h2 = (id: string, ...text: Pair): Block => ({ kind: 'heading', level: 2, id, text: both(...text) })
/** A heading within a section. */
export const h3 = (id: string, ...text: Pair): Block => ({ kind: 'heading', level: 3, id, text: both(...text) })
/** A paragraph. */
export const p = (...text: Pair): Block => ({ kind: 'text', text: both(...text) })
/** A list. */
export const ul = (...items: Pair[]): Block => list(items, false)
/** A list of steps. */
export const ol = (...items: Pair[]): Block => list(items, true)

const list = (items: readonly Pair[], ordered: boolean): Block => ({
  kind: 'list',
  items: items.map((item) => both(...item)),
  ordered,
})

const commands = both('命令', 'Commands')
/** Commands as a shell takes them, or any text of a program; where comments differ by language, in each. */
export const code = (text: string, en = text, of = commands): Block => ({ kind: 'code', text: both(text, en), of })

/** An object as JSON. */
export const json = (value: unknown, of = both('示例', 'Example')): Block => {
  const text = JSON.stringify(value, null, 2)
  return { kind: 'code', text: both(text, text), of }
}

/** A table; `of` says what it lists. */
export const table = (of: Pair, heads: readonly Pair[], rows: readonly Row[]): Block => ({
  kind: 'table',
  of: both(...of),
  heads: heads.map((head) => both(...head)),
  rows,
})

/** What unfolds; it stands on a page of its own too, where it is found. */
export const fold = (title: Pair, blocks: readonly Block[]): Block => ({ kind: 'fold', title: both(...title), blocks })

/** A row of texts. */
export const row = (...cells: readonly Cell[]): Row => ({ cells })

/** Something drawn by other code, and what can be found in it. */
export const drawn = (draw: (language: Language) => Html, entries: readonly Entry[] = []): Block => ({
  kind: 'drawn',
  draw,
  entries,
})

/** A block as HTML. */
export function drawnBlock(block: Block, language: Language): Html {
  switch (block.kind) {
    case 'heading':
      return block.level === 2
        ? html`<h2 id="${block.id}">${say(block.text, language)}</h2>
`
        : html`<h3 id="${block.id}">${say(block.text, language)}</h3>
`
    case 'text':
      return html`<p>${say(block.text, language)}</p>
`
    case 'list':
      return drawnList(block, language)
    case 'code':
      return html`<pre aria-label="${block.of[language]}" tabindex="0"><code>${block.text[language]}</code></pre>
`
    case 'table':
      return drawnTable(block, language)
    case 'fold':
      return html`<details><summary>${say(block.title, language)}</summary>
${block.blocks.map((one) => drawnBlock(one, language))}</details>
`
    case 'drawn':
      return block.draw(language)
  }
}

function drawnList({ items, ordered }: Extract<Block, { kind: 'list' }>, language: Language): Html {
  const lines = items.map(
    (item) => html`<li>${say(item, language)}</li>
`,
  )
  return ordered
    ? html`<ol>${lines}</ol>
`
    : html`<ul>${lines}</ul>
`
}

/** On a narrow screen each row stands by itself, its cells below each other under their heads. */
function drawnTable({ of, heads, rows }: Extract<Block, { kind: 'table' }>, language: Language): Html {
  return html`<table class="stacks"><caption>${of[language]}</caption><thead><tr>${heads.map(
    (head) => html`<th scope="col">${say(head, language)}</th>`,
  )}</tr></thead><tbody>
${rows.map(({ cells, entry }) => {
  const tds = cells.map(
    (cell, i) => html`<td data-head="${heads[i]?.[language] ?? ''}">${drawnCell(cell, language)}</td>`,
  )
  return entry
    ? html`<tr id="${entry.id}">${tds}</tr>
`
    : html`<tr>${tds}</tr>
`
})}</tbody></table>
`
}

const drawnCell = (cell: Cell, language: Language): Html =>
  typeof cell === 'function' ? cell(language) : say(cell, language)

/** What can be found in these blocks. */
export function entriesOf(blocks: readonly Block[]): Entry[] {
  return blocks.flatMap((block): readonly Entry[] => {
    if (block.kind === 'heading') return [{ id: block.id, name: block.text }]
    if (block.kind === 'table') return block.rows.flatMap(({ entry }) => (entry ? [entry] : []))
    return block.kind === 'drawn' ? block.entries : []
  })
}
