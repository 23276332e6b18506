/** How each matter goes: from the catalogue of services and the chains themselves. */
import { html } from 'hono/html'
import type { AnyChain } from '../../../../../shared/chain/chain.ts'
import { type DrawnStep, drawnSteps, overriding } from '../../../../../shared/chain/diagram.ts'
import { chains } from '../../../../bundles/all.ts'
import { type ListedService, services } from '../../../services.ts'
import { type Block, drawn, h2 } from '../blocks.ts'
import type { Language } from '../language.ts'
import type { Page } from '../page.ts'
import { type Both, both, chinese, type Html, made } from '../words.ts'

const words = {
  application: both('要不要申请', 'Application'),
  needed: both('要', 'needed'),
  none: both('不要', 'none needed'),
  materials: both('要交的材料', 'Papers to hand in'),
  nothing: both('没有', 'none'),
  within: both('多久', 'Within'),
  happens: both('发生什么', 'What happens'),
  asks: both('问谁什么，要多久', 'Who is asked what, and how long it may take'),
  who: both('谁', 'Who'),
  what: both('什么', 'What'),
  steps: both('步骤图（由程序里的步骤画出）', 'Steps, drawn from the steps of the program'),
} as const

export const mattersPage: Page = {
  slug: 'matters',
  part: 'reference',
  title: both('每件事怎么办', 'How each matter goes'),
  about: both(
    '条件具备时系统自动办，人只在必须由人决定的地方被问到。',
    'It is done by itself as soon as it can be; people are asked only what people must decide. Told in Chinese, as citizens read it.',
  ),
  blocks: () =>
    services.flatMap((service): Block[] => [
      h2(service.bundle, `${service.title} \`${service.bundle}\``, `\`${service.bundle}\``),
      drawn((language) => matter(service, language)),
    ]),
}

function matter(service: ListedService, language: Language): Html {
  const chain = chains.find(({ bundle }) => bundle === service.bundle)
  const is = (text: Both) => text[language]
  const told = (text: string) => chinese(text, language)
  return html`<p>${told(service.guide)}</p>
<ul>
<li>${is(words.application)}${is(colon)}${is(service.application_needed ? words.needed : words.none)}</li>
<li>${is(words.materials)}${is(colon)}${service.materials.length > 0 ? told(service.materials.join('、')) : is(words.nothing)}</li>
<li>${is(words.within)}${is(colon)}${told(service.time_limit)}</li>
</ul>
<h3>${is(words.happens)}</h3>
<ol>${service.happens.map((line) => html`<li>${told(line)}</li>`)}</ol>
${asksTable(service, language)}
${
  chain
    ? html`<details><summary>${is(words.steps)}</summary><div class="wide" tabindex="0" role="group" aria-label="${is(words.steps)}">${made(drawing(chain))}</div></details>`
    : ''
}
`
}

const colon = both('：', ': ')

function asksTable({ asks }: ListedService, language: Language): Html {
  const heads = [words.who, words.what, words.within]
  const cell = (text: string, i: number) =>
    html`<td data-head="${heads[i]?.[language] ?? ''}">${chinese(text, language)}</td>`
  return html`<table class="stacks"><caption>${words.asks[language]}</caption><thead><tr>${heads.map(
    (head) => html`<th scope="col">${head[language]}</th>`,
  )}</tr></thead><tbody>
${asks.map(
  ({ who, what, within }) => html`<tr>${[who, what, within].map(cell)}</tr>
`,
)}</tbody></table>`
}

/** All matters by name, each leading to what is said of it. */
export const matterList = (): Block => ({
  kind: 'list',
  ordered: false,
  items: services.map(({ bundle, title }) =>
    both(`[${title}](/docs/matters#${bundle}) \`${bundle}\``, `[\`${bundle}\`](/docs/matters#${bundle})`),
  ),
})

const boxWidth = 230
const boxHeight = 30
const rowHeight = 48
const laneWidth = 11
const left = 140

/** The steps in a column, in reading order; ways forward on the right, ways back on the left. */
export function drawing(chain: AnyChain): string {
  const steps = drawnSteps(chain)
  const row = new Map(steps.map(({ name }, index) => [name, index]))
  const ways = steps.flatMap(({ name, goes }) => goes.map((next) => way(row.get(name) ?? 0, row.get(next) ?? 0)))
  const anytime = new Set(overriding(chain).map(({ name }) => name))
  const boxes = steps.map((step, index) => box(step, index, anytime.has(step.name)))
  const width = left + boxWidth + left
  const height = steps.length * rowHeight
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="${escaped(chain.title)}">${ways.join('')}${boxes.join('')}</svg>`
}

function box({ name, label }: DrawnStep, index: number, anytime: boolean): string {
  const y = index * rowHeight + 4
  const dashes = anytime ? ' stroke-dasharray="4 3"' : ''
  const text = anytime ? `${label}（随时）` : label
  return `<g><title>${escaped(name)}</title><rect class="box" x="${left}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="6"${dashes}/><text x="${left + boxWidth / 2}" y="${y + 20}" text-anchor="middle">${escaped(text)}</text></g>`
}

/** A way from one row to another: straight down to the next, else around the side, further out the longer it is. */
function way(from: number, to: number): string {
  const start = from * rowHeight + 4 + boxHeight / 2
  const end = to * rowHeight + 4 + boxHeight / 2
  if (to === from + 1) {
    const x = left + boxWidth / 2
    return `<path class="way" d="M${x} ${start + boxHeight / 2}V${end - boxHeight / 2}"/>${head(x, end - boxHeight / 2, 'down')}`
  }
  const forward = to > from
  const side = forward ? left + boxWidth : left
  const out = Math.min(left - 8, Math.max(1, Math.abs(to - from)) * laneWidth + 10)
  const lane = forward ? side + out : side - out
  return `<path class="way" d="M${side} ${start}C${lane} ${start} ${lane} ${end} ${side} ${end}"/>${head(side, end, forward ? 'left' : 'right')}`
}

function head(x: number, y: number, points: 'down' | 'left' | 'right'): string {
  const shapes = {
    down: `${x - 4},${y - 7} ${x + 4},${y - 7} ${x},${y}`,
    left: `${x + 7},${y - 4} ${x + 7},${y + 4} ${x},${y}`,
    right: `${x - 7},${y - 4} ${x - 7},${y + 4} ${x},${y}`,
  }
  return `<polygon class="head" points="${shapes[points]}"/>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
