/** The audit trail as it is read: by day, by who did it, by whom it is about; the newest first, page after page. */
import { addDays, type Day, dayOf, type Instant } from '../../../shared/calendar/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { type Keys, type NumberHash, numberHashOf, type Pid, parsePid, pidOf } from '../../../shared/identity/index.ts'
import { terms } from '../../../shared/keeping/terms.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Person } from '../../../shared/registers/rows.ts'
import { loadSnapshot, rowOf } from '../../../shared/table/files.ts'
import { numberKey, personKey, rowSk } from '../../../shared/table/keys.ts'
import { entryAt, openList, placeOf } from '../../../shared/table/lists.ts'
import type { Item } from '../../../shared/table/table.ts'
import { readable } from '../../../shared/table/unreadable.ts'
import { dayPartitions, linesAbout, partitionBy } from '../../../shared/trail/keys.ts'
import type { AuditLine } from '../../calls/audit.ts'

/** A line as it is kept. */
export type Line = AuditLine & { at: Instant }

/** What is asked of the trail: one of day, person and official at least; `fits` says what the reader may see. */
export interface Asked {
  on?: Day | undefined
  by?: string | undefined
  psn_no?: string | undefined
  fits: (line: Line) => boolean
  limit: number
  cursor?: string | undefined
}

/** Most times that lines are taken for one answer: a rare filter answers with fewer and a cursor to go on from. */
const mostRounds = 20
const batch = 100

/** A page of lines; what they are about shown by person number, where it is a person. */
export async function readTrail(ports: Ports, asked: Asked) {
  const { lines, cursor } =
    asked.psn_no === undefined ? await byDays(ports, asked) : await byPerson(ports, asked, asked.psn_no)
  return { lines: await shown(ports, lines), ...(cursor === undefined ? {} : { cursor }) }
}

const accepted = ({ on, by, fits }: Asked, line: Line): boolean =>
  (by === undefined || line.by === by) && (on === undefined || dayOf(line.at) === on) && fits(line)

const lineIn = ({ log }: Ports, item: Item): Line | undefined =>
  readable(log, item, () => JSON.parse(item.d as string) as Line)

/** Lines, and where to go on. */
export interface Page {
  lines: Line[]
  cursor?: string
}

/** A part of what is read of the trail about somebody. */
type AskedOfPersons = Pick<Asked, 'fits' | 'limit' | 'cursor'>

/** Lines about somebody, by their number; also about one who has none here any more. */
async function byPerson(ports: Ports, asked: Asked, psnNo: string): Promise<Page> {
  const first = pidOf(ports.keys, psnNo)
  const fits = (line: Line) => accepted(asked, line)
  return linesOf(ports, { ...asked, fits }, [await loadSnapshot(ports, first)], first)
}

/**
 * Lines about the persons of these files, newest first: under each number that leads to them, and under the document that
 * an institution was shown.
 */
export async function linesOf(
  ports: Ports,
  asked: AskedOfPersons,
  files: readonly PersonFile[],
  first: Pid = (files[0] as PersonFile).pid,
): Promise<Page> {
  const { table, keys } = ports
  const others = new Set<string>(files.flatMap((file) => shownAs(keys, file)))
  others.delete(first)
  const behind = asked.cursor === undefined ? undefined : entryAt(asked.cursor)
  const list = openList(table, linesAbout(first, [...others]), { backwards: true, behind })
  const lines: Line[] = []
  let last: Item | undefined
  for (let round = 0; round < mostRounds && lines.length < asked.limit; round++) {
    const entries = await list.take(asked.limit - lines.length)
    if (entries.length === 0) break
    last = entries.at(-1)
    const items = await table.getMany(entries.map(({ pk, sk }) => ({ pk, sk })))
    const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]))
    for (const { pk, sk } of entries) {
      const item = byKey.get(`${pk} ${sk}`)
      const line = item && lineIn(ports, item)
      if (line && asked.fits(line)) lines.push(line)
    }
  }
  return { lines, ...(last && list.isMore() ? { cursor: placeOf(last) } : {}) }
}

/** All that stands for a person in the trail. */
function shownAs(keys: Keys, file: PersonFile): string[] {
  const { certno, psn_cert_type } = file.person?.private ?? {}
  const shownOnes = certno ? [numberHashOf(keys, certno, psn_cert_type)] : []
  return [file.pid, ...file.all('joined').map(({ pid }) => pid), ...shownOnes]
}

/** Where a reading of days goes on: in this day, below this line. */
interface Place {
  day: Day
  below?: string
}

/** Days looked through for one answer, so many side by side. */
const mostDays = 372
const daysAtOnce = 12

/** Lines of a day, or of all days of one who did them. */
async function byDays(ports: Ports, asked: Asked): Promise<Page> {
  const today = dayOf(ports.clock.now())
  const oldest = asked.on ?? addDays(today, -366 * terms.audit.years)
  const begin: Place = asked.cursor === undefined ? { day: asked.on ?? today } : (JSON.parse(asked.cursor) as Place)
  const lines: Line[] = []
  let place: Place = begin
  for (let days = 0; days < mostDays && place.day >= oldest; days += daysAtOnce) {
    const chunk = daysBack(place, oldest)
    const read = await Promise.all(chunk.map((one) => readDay(ports, asked, one)))
    for (const [index, { found, below }] of read.entries()) {
      const { day } = chunk[index] as Place
      for (const { line, sk } of found) {
        lines.push(line)
        if (lines.length === asked.limit) return { lines, cursor: JSON.stringify({ day, below: sk }) }
      }
      if (below !== undefined) return { lines, cursor: JSON.stringify({ day, below }) }
      place = { day: addDays(day, -1) }
    }
  }
  return { lines, ...(place.day >= oldest ? { cursor: JSON.stringify(place) } : {}) }
}

/** A place and the days before it, not beyond the oldest. */
function daysBack(place: Place, oldest: Day): Place[] {
  const before = Array.from({ length: daysAtOnce - 1 }, (_, back) => ({ day: addDays(place.day, -1 - back) }))
  return [place, ...before.filter(({ day }) => day >= oldest)]
}

/** A day's lines that are asked for, below a line; `below` says where to go on if there was too much to go through. */
async function readDay({ table, ...ports }: Ports, asked: Asked, { day, below }: Place) {
  const partitions =
    asked.by === undefined || asked.on !== undefined ? dayPartitions(day) : [partitionBy(day, asked.by)]
  const found: { line: Line; sk: string }[] = []
  let last = below
  for (let round = 0; round < mostRounds; round++) {
    const to = last === undefined ? {} : { to: last }
    const pages = await Promise.all(
      partitions.map((pk) => table.query({ pk, backwards: true, limit: batch + 1, ...to })),
    )
    // Of each partition its newest were taken, so the newest of all are among them.
    const items = pages.flatMap((page) => page.items).filter(({ sk }) => sk !== last)
    const newest = items.sort((a, b) => (a.sk < b.sk ? 1 : -1)).slice(0, batch)
    for (const item of newest) {
      const line = lineIn({ table, ...ports }, item)
      if (line && accepted(asked, line)) found.push({ line, sk: item.sk })
      last = item.sk
    }
    if (newest.length < batch) return { found }
    if (found.length >= asked.limit) break
  }
  return { found, below: last }
}

/** Lines as they are shown: the person by their number, if they have one; whose number leads to nobody stays a hash. */
async function shown({ table, keys, log }: Ports, lines: readonly Line[]) {
  const abouts = [...new Set(lines.map(({ about }) => about))]
  const hashes = abouts.filter((about) => isHash(about))
  const holders = await table.getMany(hashes.map((hash) => numberKey(hash as NumberHash)))
  const pidOfHash = new Map(holders.map(({ pk, d }) => [pk.slice(2), d as Pid]))
  const pidsOf = new Map(abouts.map((about) => [about, parsePid(about) ?? pidOfHash.get(about)]))
  const pids = [...new Set([...pidsOf.values()].filter((pid) => pid !== undefined))]
  const persons = await personsOf({ table, keys, log }, pids)
  return lines.map(({ at, by, what, about }) => {
    const pid = pidsOf.get(about)
    return { at, by, what, about: (pid && persons.get(pid)?.psn_no) ?? about }
  })
}

/** Who some are, without the rest of their files; who can't be read is left out. */
export async function personsOf(
  { table, keys, log }: Pick<Ports, 'table' | 'keys' | 'log'>,
  pids: readonly Pid[],
): Promise<ReadonlyMap<Pid, Person>> {
  const items = await table.getMany(pids.map((pid) => ({ pk: personKey(pid), sk: rowSk('person', 'self') })))
  return new Map(
    items.flatMap((item) => {
      const pid = item.pk.slice(2) as Pid
      const person = readable(log, item, () => rowOf<Person>(keys, pid, item))
      return person ? [[pid, person] as const] : []
    }),
  )
}

const isHash = (about: string) => /^[a-z2-7]{52}$/.test(about)
