/** The desk's decision: its own CPU, its speed over HTTP, what it reads and writes, and the size of what must start. */
import { type ColdStart, deskColdStarts } from './desk-cold.ts'
import { deskOverHttp } from './desk-http.ts'
import { deskInMemory } from './desk-memory.ts'
import type { DeskFigures } from './desk-people.ts'
import { deskImportTimes, deskSizes } from './desk-size.ts'
import { rounded, spread } from './measure.ts'

const inMemoryDecisions = 4_000

/** What there is to say of the function's start. */
export interface DeskSize {
  what: string
  kb: number
  import_ms: number
}

/** All that is measured of the desk; `ratio`: how its size is to the empty app's. */
export interface DeskBench {
  figures: DeskFigures[]
  sizes: DeskSize[]
  ratio: number
  cold: ColdStart[]
}

/** Measures all of it; times `runs` times over. */
export async function benchDesk(runs: number): Promise<DeskBench> {
  const figures: DeskFigures[] = []
  for (let round = 0; round < runs; round++) figures.push(...(await deskInMemory(inMemoryDecisions, round)))
  figures.push(...(await deskOverHttp(runs)))
  const { empty, desk } = deskSizes()
  const times = deskImportTimes(Math.max(runs, 5))
  const sizes = [
    { what: 'empty Hono app with the DynamoDB client', kb: empty.kb, import_ms: times.empty },
    { what: 'desk', kb: desk.kb, import_ms: times.desk },
  ]
  const cold = await deskColdStarts(3 * Math.max(runs, 5))
  return { figures, sizes, ratio: rounded(desk.kb / empty.kb), cold }
}

const columns = [
  'decisions_per_second',
  'decisions_per_cpu_second',
  'cpu_us',
  'p50_ms',
  'p99_ms',
  'read_units',
  'write_units',
] as const

/** The figures by what was measured, `median (least–most)` over the runs. */
export function deskTable(figures: readonly DeskFigures[]): Record<string, string | number>[] {
  const kinds = [...new Set(figures.map(({ what }) => what))]
  return kinds.map((what) => {
    const line: Record<string, string | number> = { what }
    for (const column of columns) {
      const values = figures.flatMap((one) => (one.what === what ? (one[column] ?? []) : []))
      if (values.length === 0) continue
      const { median, min, max } = spread(values)
      line[column] = min === max ? median : `${median} (${min}–${max})`
    }
    return line
  })
}
