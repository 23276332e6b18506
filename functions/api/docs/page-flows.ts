/** How each matter goes, on the docs page: from the catalogue of services and the chains themselves. */
import { html, raw } from 'hono/html'
import type { AnyChain } from '../../../shared/chain/chain.ts'
import { type DrawnStep, drawnSteps, overriding } from '../../../shared/chain/diagram.ts'
import { chains } from '../../bundles/all.ts'
import { type ListedService, services } from '../services.ts'

/** A section for each service. */
export function flows() {
  return services.map((service) => {
    const chain = chains.find(({ bundle }) => bundle === service.bundle)
    return html`<h3 id="${service.bundle}">${service.title} <code>${service.bundle}</code></h3>
<p>${service.guide}</p>
<p>要不要申请：${service.application_needed ? '要' : '不要'}。要交的材料：${
      service.materials.length > 0 ? service.materials.join('、') : '没有'
    }。多久：${service.time_limit}。</p>
<h4>发生什么</h4>
<ol>${service.happens.map((line) => html`<li>${line}</li>`)}</ol>
<h4>问谁什么，要多久</h4>
${asksTable(service)}
${chain ? html`<details><summary>步骤图（由程序里的步骤画出）</summary>${raw(drawing(chain))}</details>` : ''}
`
  })
}

function asksTable({ asks }: ListedService) {
  return html`<table><thead><tr><th>谁</th><th>什么</th><th>多久</th></tr></thead><tbody>
${asks.map(
  ({ who, what, within }) => html`<tr><td>${who}</td><td>${what}</td><td>${within}</td></tr>
`,
)}</tbody></table>`
}

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
