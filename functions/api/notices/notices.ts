/** What somebody was told: the lines of their journals that are notices, the latest first, and which of them were read. */
import { hash } from 'node:crypto'
import type { Instant } from '../../../shared/calendar/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import type { Pid } from '../../../shared/identity/index.ts'
import { ttlAt } from '../../../shared/keeping/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { JournalLine } from '../../../shared/registers/rows.ts'
import { ttlAttribute } from '../../../shared/table/definition.ts'
import { journalOf, noticeReadKey, noticesRead } from '../../../shared/table/journal.ts'
import { journalKey, journalRange } from '../../../shared/table/keys.ts'
import { type Key, queryAll } from '../../../shared/table/table.ts'
import { countingRead } from '../../packs/pack.ts'
import { backwards, journalsOf } from '../journal.ts'

/** What somebody was told. */
export interface Notice {
  notice_id: string
  at: Instant
  template: string
  text: string
  /** What it is about; nothing of what is about no case. */
  case_id?: string
  pack_id?: string
  read_at?: Instant
}

/** A notice and where it stands: newest first by time, then by person, commit and line. */
type Placed = { pid: Pid; sk: string; line: number; notice: Notice }

/** Where the reading of each person's notices goes on: below this line of this commit. */
type Places = Readonly<Record<string, { sk: string; line: number }>>

/**
 * A page of what these persons were told, newest first. `place` is where an earlier page ended; what was told since
 * then moves nothing that was shown. Reads little more than it answers.
 */
export async function noticesOf(ports: Ports, files: readonly PersonFile[], limit: number, place?: string) {
  const places = (place === undefined ? {} : JSON.parse(place)) as Places
  const journals = files.flatMap(journalsOf)
  const read = await Promise.all(journals.map(({ pid }) => newestNotices(ports, pid, limit + 1, places[pid])))
  const all = read.flat().sort((a, b) => (a.notice.at < b.notice.at ? 1 : a.notice.at > b.notice.at ? -1 : 0))
  const shown = all.slice(0, limit)
  // Whoever has had no turn yet begins where they stood when the first page was read.
  const begun = journals.map(({ pid }, index) => [pid, places[pid] ?? placeBefore(read[index]?.[0])] as const)
  const next: Record<string, { sk: string; line: number }> = Object.fromEntries(begun)
  for (const { pid, sk, line } of shown) next[pid] = { sk, line }
  const more = all.length > shown.length
  return { notices: await withReads(ports, shown), ...(more ? { place: JSON.stringify(next) } : {}) }
}

const placeBefore = (newest: Placed | undefined) =>
  newest ? { sk: newest.sk, line: newest.line + 1 } : { sk: journalRange('J').from, line: 0 }

async function newestNotices(ports: Ports, pid: Pid, most: number, from?: { sk: string; line: number }) {
  const found: Placed[] = []
  for await (const { sk, at, lines } of backwards(ports, pid, 'J', from?.sk)) {
    for (const { line, which, told } of noticesIn(lines).reverse()) {
      if (sk === from?.sk && line >= from.line) continue
      const { template, text, case_id, pack_id } = told
      const notice_id = [pid, versionAt(sk), which].join('.')
      const about = { ...(case_id === '' ? {} : { case_id }), ...(pack_id === undefined ? {} : { pack_id }) }
      found.push({ pid, sk, line, notice: { notice_id, at, template, text, ...about } })
    }
    if (found.length >= most) break
  }
  return found
}

/** A line that somebody was told. */
type Told = JournalLine & { template: string }

const isTold = (line: JournalLine): line is Told => line.template !== undefined

/**
 * The notices of a commit, each with its place and what tells it from the others: what it says, not where it stands, for
 * lines before it may be taken out one day (functions/keeping), and its id stays.
 */
function noticesIn(lines: readonly JournalLine[]): { line: number; which: string; told: Told }[] {
  const alike = new Map<string, number>()
  return lines.flatMap((told, line) => {
    if (!isTold(told)) return []
    const said = JSON.stringify([told.case_id, told.template, told.text])
    const nth = alike.get(said) ?? 0
    alike.set(said, nth + 1)
    return [{ line, told, which: hash('sha256', `${said}${nth || ''}`, 'hex').slice(0, 12) }]
  })
}

/** What is shown, with when it was read: one more Query for each journal of which something is. */
async function withReads({ table }: Ports, shown: readonly Placed[]): Promise<Notice[]> {
  const byJournal = Map.groupBy(shown, ({ pid }) => pid)
  const marks = await Promise.all(
    [...byJournal].map(([pid, some]) => {
      const versions = some.map(({ sk }) => versionAt(sk))
      return queryAll(table, noticesRead(pid, Math.min(...versions), Math.max(...versions)))
    }),
  )
  const readAt = new Map(marks.flat().map(({ pk, sk, at }) => [`${pk} ${sk}`, at as Instant]))
  return shown.map(({ notice }) => {
    const { pk, sk } = readKeyOf(notice.notice_id) as Key
    const read_at = readAt.get(`${pk} ${sk}`)
    return read_at === undefined ? notice : { ...notice, read_at }
  })
}

/** The version of the file that a journal item is of, by its sort key. */
const versionAt = (sk: string): number => Number(sk.slice(2))

const noticeId = /^([a-z2-7]{20})\.(\d{1,10})\.([0-9a-f]{12})$/

/** The parts of a notice's id; undefined of what is none. */
function partsOf(id: string) {
  const [, pid, version, which] = noticeId.exec(id) ?? []
  return pid && version && which ? { pid: pid as Pid, version: Number(version), which } : undefined
}

function readKeyOf(id: string): Key | undefined {
  const parts = partsOf(id)
  return parts && noticeReadKey(parts.pid, parts.version, parts.which)
}

/**
 * Marks a notice of these persons as read, and answers when it was for the first time; undefined if they have no such
 * notice.
 */
export async function markRead(ports: Ports, files: readonly PersonFile[], id: string): Promise<Instant | undefined> {
  const parts = partsOf(id)
  const isTheirs = files.flatMap(journalsOf).some(({ pid }) => pid === parts?.pid)
  if (!parts || !isTheirs) return undefined
  const { pid, version, which } = parts
  const key = noticeReadKey(pid, version, which)
  const [item, before] = await Promise.all([ports.table.get(journalKey(pid, version, 'J')), ports.table.get(key)])
  const found = item && noticesIn(journalOf(ports.keys, pid, item).lines).find((one) => one.which === which)
  if (!found) return undefined
  if (before) return before.at as Instant
  const at = ports.clock.now()
  const put = { ...key, at, [ttlAttribute]: ttlAt('notice-reads', at) }
  const { pack_id, copy } = found.told
  const counted = pack_id === undefined || copy ? [] : [countingRead(pack_id, pid)]
  const written = await ports.table.transact([{ put, if: 'absent' }, ...counted])
  return written.ok ? at : markRead(ports, files, id)
}
