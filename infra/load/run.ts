/** A load from its files to its end, resumed where it was broken off: lines to partitions, partitions to a sink. */
import { type Keys, pidOf } from '../../shared/identity/index.ts'
import { say as inBoth } from '../cli/support/language.ts'
import { type Finding, History, type Judged, judge, type Place, type Row } from './history.ts'
import { progressOf } from './pace.ts'
import { personsIn, type Sorted, type SortedFiles, sortedRejects, sortFiles } from './sort.ts'
import type { Plan, Work } from './work.ts'
import type { Sink, Taken } from './write.ts'

/** What a load came to, in numbers. */
export interface Tally {
  /** Lines by register, and how many were refused: by themselves, or held against others of the person. */
  readonly lines: Readonly<Record<string, number>>
  /** Fields that no register has, as `register.field`. */
  readonly unknown: readonly string[]
  readonly rejected: number
  readonly warned: number
  /** Persons in the files; those of whom no row was taken because one was refused; what became of the others. */
  readonly persons: number
  readonly heldBack: number
  readonly written: number
  readonly same: number
  readonly left: number
  readonly items: number
  readonly bytes: number
  readonly units: number
  /** Of this run: persons that went to the sink, and how long that took. */
  readonly ms: number
}

/** How a finding is told: a row that is refused, a row to look at, a person left as they were. */
export type Level = 'reject' | 'warning' | 'left'

/** Takes the findings of a load, a line of JSON each. */
export type FindingSink = (text: string) => void

type PartTally = Pick<Tally, 'rejected' | 'warned' | 'persons' | 'heldBack'> & Omit<Taken, 'left'> & { left: number }

const partName = (part: number) => `part-${part}`
const foundName = (part: number) => `found-${part}`

/**
 * Carries a load through; `say` hears how far it has come. Resumed, what stands in the work directory is not done again;
 * a partition that was broken off is, and its sink sees to it that nothing comes twice.
 */
export async function runLoad(
  { plan, work, keys, sink, say }: { plan: Plan; work: Work; keys: Keys; sink: Sink; say: (line: string) => void },
  found: FindingSink,
): Promise<Tally> {
  const sorted = await sortedFiles(plan, work, keys, say)
  const persons = personsIn(work)
  const told = progressOf(inBoth({ zh: '逐人处理', en: 'persons' }), work.parts, say)
  const began = performance.now()
  for (let part = 0; part < work.parts; part++) {
    told(part)
    if (work.kept(partName(part)) !== undefined) continue
    const findings = work.findings(foundName(part))
    const tally = await takePart(persons.read(part), { plan, keys, sink, part }, (level, finding) =>
      findings.add({ level, ...finding }),
    )
    findings.flush()
    work.keep(partName(part), tally)
    persons.remove(part)
  }
  await sink.end?.()
  const ms = performance.now() - began
  const files = (text: string) => tellFindings(text, plan, found)
  files(work.findingsIn(sortedRejects))
  const tallies = Array.from({ length: work.parts }, (_, part) => {
    files(work.findingsIn(foundName(part)))
    return work.kept<PartTally>(partName(part)) as PartTally
  })
  const { lines, unknown } = sorted
  return { ...summed(tallies), lines, unknown, rejected: sorted.rejected + sum(tallies, 'rejected'), ms }
}

async function sortedFiles(plan: Plan, work: Work, keys: Keys, say: (line: string) => void): Promise<SortedFiles> {
  const before = work.sorted ? work.kept<SortedFiles>('sorted.json') : undefined
  if (before) return before
  const bytes = plan.files.reduce((all, file) => all + file.bytes, 0)
  const told = progressOf(inBoth({ zh: '读文件', en: 'files' }), bytes, say)
  return sortFiles(plan, work, keys, (done, lines) => {
    const count = lines.toLocaleString('en-US')
    told(done, inBoth({ zh: `，${count} 行`, en: `, ${count} lines` }))
  })
}

interface Part {
  readonly plan: Plan
  readonly keys: Keys
  readonly sink: Sink
  readonly part: number
}

async function takePart(
  records: readonly Sorted[],
  { plan, keys, sink, part }: Part,
  found: (level: Level, finding: Finding) => void,
): Promise<PartTally> {
  const clean: History[] = []
  const counts = { rejected: 0, warned: 0, persons: 0, heldBack: 0 }
  for (const [psnNo, all] of Map.groupBy(records, ({ n }) => n)) {
    const rows = all.flatMap(({ r, f, l, d }) => (d ? [{ register: r, file: f, line: l, data: d } as Row] : []))
    const history = new History(psnNo, pidOf(keys, psnNo), rows)
    const isWhole = rows.length === all.length
    const isKnown = history.of('persons').length > 0
    if (isKnown || !isWhole) counts.persons += 1
    // Whose line as a person was refused is nobody to hold the others against.
    const { faults, warnings } = isKnown || isWhole ? judgeIn(history, plan) : { faults: [], warnings: [] }
    for (const fault of faults) found('reject', fault)
    for (const warning of warnings) found('warning', warning)
    counts.rejected += faults.length
    counts.warned += warnings.length
    if (faults.length === 0 && isWhole) clean.push(history)
    else if (isKnown || !isWhole) counts.heldBack += 1
  }
  const { left, ...taken } = await sink.take(clean, part)
  for (const finding of left) found('left', finding)
  return { ...counts, ...taken, left: left.length }
}

const judgeIn = (history: History, { files, until }: Plan): Judged =>
  judge(history, until, ({ file, line }: Place) => `${nameOf(files[file]?.path)} 第 ${line} 行`)

const nameOf = (path = '') => path.slice(path.lastIndexOf('/') + 1)

/** Findings with the names of their files. */
function tellFindings(text: string, { files }: Plan, found: FindingSink): void {
  for (const line of text.split('\n')) {
    if (line === '') continue
    const { level = 'reject', file, line: at, register, reason } = JSON.parse(line) as Finding & { level?: Level }
    found(`${JSON.stringify({ level, file: nameOf(files[file]?.path), line: at, register, reason })}\n`)
  }
}

function sum(tallies: readonly PartTally[], name: keyof PartTally): number {
  return tallies.reduce((all, tally) => all + tally[name], 0)
}

function summed(tallies: readonly PartTally[]): Omit<Tally, 'lines' | 'unknown' | 'ms'> {
  const names = [
    'rejected',
    'warned',
    'persons',
    'heldBack',
    'written',
    'same',
    'left',
    'items',
    'bytes',
    'units',
  ] as const
  return Object.fromEntries(names.map((name) => [name, sum(tallies, name)])) as Omit<Tally, 'lines' | 'unknown' | 'ms'>
}

/** A sink that takes all and does nothing, of which only what was found is of interest. */
export const nowhere: Sink = {
  take: async (histories) => ({ written: histories.length, same: 0, left: [], items: 0, bytes: 0, units: 0 }),
}
