/** The tables of README.md are written by what measured them, so that text and figures cannot part. */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'

const file = new URL('README.md', import.meta.url)

/** Puts a table in the place of the one between `<!-- begin NAME -->` and `<!-- end NAME -->`, with what it depends on. */
export function writeTable(name: string, rows: readonly object[], note = ''): void {
  const text = readFileSync(file, 'utf8')
  const place = new RegExp(`(<!-- begin ${name} -->\n)[\\s\\S]*?(<!-- end ${name} -->)`)
  if (!place.test(text)) throw new Error(`README.md has no place for ${name}`)
  const load = loadavg()
    .map((average) => average.toFixed(1))
    .join(', ')
  const machine = `Node ${process.version}, ${cpus().length} cores, load average ${load} at the end. ${note}`.trim()
  writeFileSync(
    file,
    text.replace(place, (_, begin: string, end: string) => `${begin}${table(rows)}\n\n${machine}\n${end}`),
  )
}

function table(rows: readonly object[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const line = (cells: readonly unknown[]) => `| ${cells.map((cell) => cell ?? '').join(' | ')} |`
  return [
    line(names),
    line(names.map(() => '---')),
    ...rows.map((row) => line(names.map((name) => new Map(Object.entries(row)).get(name)))),
  ].join('\n')
}
