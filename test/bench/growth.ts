/** What a transfer costs where few cases are stored, and where ten times as many are: it must be the same. */
import { benchOf } from './bundles.ts'
import { countRound, fill, startCounted } from './cases.ts'
import { type Counts, rounded, spread } from './measure.ts'

/** The counted costs may differ by a hundredth: a retry, a batch cut elsewhere. */
const tolerance = 1.01
const counted = ['commits', 'read_units', 'write_units', 'sqs_bytes'] as const

/** What growth showed. */
export interface Growth {
  lines: Record<string, number>[]
  /** No counted cost grew. */
  flat: boolean
  figures: Counts[]
}

/** Measures `runs` times `cases` with `stored` cases there, and again with ten times as many. */
export async function benchGrowth(cases: number, stored: number, runs: number): Promise<Growth> {
  const spec = benchOf('transfer')
  const bench = await startCounted(spec)
  try {
    const lines: Record<string, number>[] = []
    const figures: Counts[] = []
    let first = 0
    for (const size of [stored, stored * 10]) {
      await fill(bench, spec, { first, count: size - first })
      first = size
      const rounds: Counts[] = []
      for (let run = 0; run < runs; run++) {
        rounds.push(await countRound(bench, spec, { first, count: cases }))
        first += cases
      }
      lines.push(lineOf(size, rounds))
      figures.push(...rounds)
    }
    return { lines, flat: counted.every((name) => isFlat(lines, name)), figures }
  } finally {
    await bench.stop()
  }
}

function lineOf(stored: number, rounds: readonly Counts[]): Record<string, number> {
  const medians = counted.map((name) => [name, spread(rounds.map((one) => one[name])).median])
  return { stored, ...Object.fromEntries(medians) }
}

function isFlat(lines: readonly Record<string, number>[], name: string): boolean {
  const [few, many] = lines.map((line) => line[name] ?? 0)
  return rounded(many ?? 0) <= rounded((few ?? 0) * tolerance)
}
