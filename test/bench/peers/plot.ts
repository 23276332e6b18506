/** Bars of what the engines did, as an SVG that needs nothing to be looked at. */
import { writeFileSync } from 'node:fs'
import type { PeerRun } from './run.ts'

type Row = { name: string; onDisk: boolean } & PeerRun

const panels = [
  { figure: 'cases_per_second', title: 'Cases per second', better: 'more is better' },
  { figure: 'cpu_s_per_1000', title: 'CPU seconds per 1,000 cases, all processes', better: 'less is better' },
  { figure: 'p50_ms', title: 'Median time of a case, ms, under load', better: 'less is better' },
  { figure: 'p99_ms', title: '99 of 100 cases within, ms, under load', better: 'less is better' },
] as const

const left = 160
const barWidth = 380
const barHeight = 20
const gap = 6
const panelGap = 46
const colours = { ours: '#1f6f54', peer: '#8a8f98' }

/** Writes results/peers.svg. */
export function writePlot(rows: readonly Row[]): void {
  const panelHeight = rows.length * (barHeight + gap) + panelGap
  const height = panels.length * panelHeight + 20
  const width = left + barWidth + 110
  const body = panels.map(({ figure, title, better }, index) =>
    panel(rows, figure, `${title} (${better})`, index * panelHeight + 24),
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">
<rect width="${width}" height="${height}" fill="#ffffff"/>
${body.join('\n')}
</svg>
`
  writeFileSync(new URL('../results/peers.svg', import.meta.url), svg)
}

function panel(rows: readonly Row[], figure: keyof PeerRun, title: string, top: number): string {
  const most = Math.max(...rows.map((row) => row[figure]))
  const bars = rows.map((row, index) => bar(row, row[figure], most, top + 10 + index * (barHeight + gap)))
  return `<text x="10" y="${top}" font-weight="bold">${title}</text>\n${bars.join('\n')}`
}

function bar({ name }: Row, value: number, most: number, y: number): string {
  const length = most > 0 ? Math.max(1, Math.round((value / most) * barWidth)) : 1
  const colour = name.startsWith('mianshen') ? colours.ours : colours.peer
  const middle = y + barHeight / 2 + 4
  return [
    `<text x="${left - 8}" y="${middle}" text-anchor="end">${name}</text>`,
    `<rect x="${left}" y="${y}" width="${length}" height="${barHeight}" fill="${colour}"/>`,
    `<text x="${left + length + 6}" y="${middle}">${value}</text>`,
  ].join('')
}
