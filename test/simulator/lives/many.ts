/** Many lives, each by its number: led through the rules and reckoned by the models, and counted. */
import { fromBundles } from '../bundles.ts'
import { Random } from '../random.ts'
import { differences } from './compare.ts'
import { type Came, lead } from './lead.ts'
import type { Life } from './life.ts'
import { provinceOf } from './plain/places.ts'

/** Which lives. */
export interface Wanted {
  seed: string
  /** Number of the first. */
  from: number
  count: number
  /** Of this bundle alone. */
  bundle?: string | undefined
}

/** A life of which something else came than must. */
export interface Failure {
  bundle: string
  number: number
  life: Life
  differences: string[]
}

/** What was counted. */
export interface Tally {
  lives: number
  /** By bundle, how its cases stood in the end. */
  cases: Record<string, Record<string, number>>
  /** By province, lives of each bundle. */
  provinces: Record<string, Record<string, number>>
  failures: Failure[]
}

/** Nothing counted yet. */
export const emptyTally = (): Tally => ({ lives: 0, cases: {}, provinces: {}, failures: [] })

/** What must come of every life. */
const ofAll: Partial<Came> = { isCalendarToldOf: true }

const models = await fromBundles('expected')
const brought = (await fromBundles('life')).map((life, i) => ({ ...life, ...(models[i] as (typeof models)[number]) }))

/** The bundles that lives are of, in the order in which they take turns. Throws for one that brings none. */
export function partsFor(bundle: string | undefined) {
  const parts = brought.filter((part) => bundle === undefined || part.bundle === bundle)
  if (parts.length === 0) throw new Error(`no lives of ${bundle}; there are those of ${bundlesWithLives}`)
  return parts
}

/** The bundles that bring lives. */
export const bundlesWithLives: readonly string[] = brought.map((one) => one.bundle)

/** Leads some lives: a life follows from seed and number alone, and the bundles take turns. */
export function leadMany({ seed, from, count, bundle }: Wanted): Tally {
  const parts = partsFor(bundle)
  const tally = emptyTally()
  for (let number = from; number < from + count; number++) {
    const part = parts[number % parts.length] as (typeof parts)[number]
    const life = part.draw(new Random(seed, part.bundle, number))
    const { came, differences } = hold(part, life)
    tally.lives += 1
    countIn(tally.provinces, provinceOf(life.place), part.bundle)
    for (const how of came ? endsOf(came) : []) countIn(tally.cases, part.bundle, how)
    if (differences.length > 0) tally.failures.push({ bundle: part.bundle, number, life, differences })
  }
  return tally
}

/** What came of a life, and how it differs from what must come. A life that fails differs too. */
function hold(part: ReturnType<typeof partsFor>[number], life: Life): { came?: Came; differences: string[] } {
  try {
    const came = lead(part.bundle, part, life)
    return { came, differences: differences({ ...ofAll, ...(part.expected(life) as object) }, came) }
  } catch (error) {
    return { differences: [String((error as Error).stack)] }
  }
}

function endsOf({ cases }: Came): string[] {
  if (cases.length === 0) return ['no case']
  return cases.map(({ status, outcome, waiting }) => {
    const what = (waiting as { what: string } | undefined)?.what ?? (outcome as { result?: string } | undefined)?.result
    return `${status}: ${what}`
  })
}

function countIn(table: Record<string, Record<string, number>>, row: string, column: string): void {
  const counts = table[row] ?? {}
  table[row] = { ...counts, [column]: (counts[column] ?? 0) + 1 }
}

/** Adds what was counted elsewhere. */
export function add(to: Tally, more: Tally): void {
  to.lives += more.lives
  to.failures.push(...more.failures)
  for (const which of ['cases', 'provinces'] as const) {
    for (const [row, counts] of Object.entries(more[which])) {
      const held = to[which][row] ?? {}
      for (const [column, n] of Object.entries(counts)) held[column] = (held[column] ?? 0) + n
      to[which][row] = held
    }
  }
}
