/** A person's journal as lists read it: from the newest back, and no further than is asked for. */
import { addMs, compareInstants, type Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import { type Journal, journalOf } from '../../shared/table/journal.ts'
import { journalRange, personKey } from '../../shared/table/keys.ts'
import { readable } from '../../shared/table/unreadable.ts'

/** Items read and opened at a time: others are answered in between, however long the journal. */
const pageItems = 50

/** A commit's journal and the key it stands at; keys grow with the commits. */
export type Entry = ReturnType<typeof journalOf> & { sk: string }

/** Journals from the newest back, beginning with the one at `upTo`. */
export async function* backwards(ports: Ports, pid: Pid, kind: 'J' | 'M', upTo?: string): AsyncGenerator<Entry> {
  const range = journalRange(kind)
  let cursor: string | undefined
  do {
    const query = { pk: personKey(pid), ...range, ...(upTo === undefined ? {} : { to: upTo }) }
    const page = await ports.table.query({ ...query, backwards: true, limit: pageItems, ...(cursor ? { cursor } : {}) })
    for (const item of page.items) {
      const journal = readable(ports.log, item, () => journalOf(ports.keys, pid, item))
      if (journal) yield { ...journal, sk: item.sk }
    }
    cursor = page.cursor
  } while (cursor !== undefined)
}

/** Clocks of two instances that commit for one person may differ by so much at most. */
const clocksDifferMs = 3_600_000

/**
 * A case's timeline, oldest first, as of the version that the file was read at: the case and its timeline are of one
 * moment. Read back to where the case began.
 */
export async function timelineOf(ports: Ports, file: PersonFile, row: CaseRow) {
  const commits = await commitsOf(ports, file, row)
  return commits.flatMap(({ at, lines }) => lines.map(({ step, text, actor }) => ({ at, step, text, actor })))
}

/** What a commit said of a case, and what its decisions rested on. */
type OfCase = Pick<Journal, 'at' | 'lines'> & Required<Pick<Journal, 'grounded'>>

/** The commits that said or decided something of a case, oldest first. */
async function commitsOf(ports: Ports, file: PersonFile, row: CaseRow): Promise<OfCase[]> {
  const parts = await Promise.all(journalsOf(file).map((part) => partOf(ports, part, row)))
  // One file's commits are in the order of their versions already, whatever their clocks said.
  return parts.length === 1 ? parts.flat() : parts.flat().sort((a, b) => compareInstants(a.at, b.at))
}

/** The journals of a person: of the file, and of those that were merged into it, which are closed. Older ones first. */
export const journalsOf = (file: PersonFile): { pid: Pid; version?: number }[] => [
  ...file.all('joined').map(({ pid }) => ({ pid })),
  { pid: file.pid, version: file.version },
]

async function partOf(
  ports: Ports,
  { pid, version }: { pid: Pid; version?: number },
  { case_id, started_at }: CaseRow,
) {
  const begun = addMs(started_at, -clocksDifferMs)
  const commits: OfCase[] = []
  for await (const { at, lines, grounded = [] } of backwards(ports, pid, 'J', journalRange('J', version).to)) {
    if (compareInstants(at, begun) < 0) break
    const isOwn = (one: { case_id: string; step: string }) => one.case_id === case_id && one.step !== ''
    commits.push({ at, lines: lines.filter(isOwn), grounded: grounded.filter(isOwn) })
  }
  return commits.reverse()
}

/** A decision of a case: when, at which step, what was said of it, the ids of the rows it rested on, and who decided. */
export interface Decided {
  at: Instant
  step: string
  texts: string[]
  rests: string[]
  by: string
}

/**
 * What was decided in a case, oldest first: each step of a commit that said something or rested on a parameter, with both.
 */
export async function decisionsOf(ports: Ports, file: PersonFile, row: CaseRow): Promise<Decided[]> {
  const commits = await commitsOf(ports, file, row)
  return commits.flatMap(({ at, lines, grounded }) => {
    const steps = new Set([...grounded, ...lines].map(({ step }) => step))
    return [...steps].map((step) => {
      const said = lines.filter((line) => line.step === step)
      const rests = grounded.flatMap((one) => (one.step === step ? one.rests : []))
      return { at, step, texts: said.map(({ text }) => text), rests, by: said[0]?.actor ?? 'system' }
    })
  })
}

/** Movements of one kind of journal that are read for one answer at most. */
const mostMovements = 1000

/**
 * The newest journals that move the person's money, up to the version of the file, oldest first; and whether there are
 * older ones that were left out.
 */
export async function recentMoney(ports: Ports, file: PersonFile): Promise<{ journals: Journal[]; cut: boolean }> {
  const parts = await Promise.all(
    journalsOf(file).flatMap((part) => [newestMoney(ports, part, 'J'), newestMoney(ports, part, 'M')]),
  )
  // Where one of them was cut another goes further back: nothing is shown that has a gap before it.
  const cuts = parts.flatMap(({ journals, cut }) => (cut ? [journals.at(-1)?.at ?? ''] : []))
  const since = cuts.sort().at(-1) ?? ''
  const journals = parts.flatMap((part) => part.journals).filter(({ at }) => at >= since)
  return { journals: journals.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)), cut: cuts.length > 0 }
}

async function newestMoney(ports: Ports, { pid, version }: { pid: Pid; version?: number }, kind: 'J' | 'M') {
  const journals: Entry[] = []
  let movements = 0
  for await (const journal of backwards(ports, pid, kind, journalRange(kind, version).to)) {
    if (journal.move.length === 0) continue
    if (movements >= mostMovements) return { journals, cut: true }
    journals.push(journal)
    movements += journal.move.length
  }
  return { journals, cut: false }
}
