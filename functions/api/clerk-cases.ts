/** Cases as a clerk lists them: those that concern the pooling area, newest first. */

import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { PersonFile, put } from '../../shared/registers/file.ts'
import { pidIn } from '../../shared/registers/ids.ts'
import type { CaseRow, Person } from '../../shared/registers/rows.ts'
import { caseItems, loadWholeSnapshot, rowOf } from '../../shared/table/files.ts'
import { areaList, personKey, rowSk } from '../../shared/table/keys.ts'
import { entryAt, openList, placeOf, together } from '../../shared/table/lists.ts'
import type { Item } from '../../shared/table/table.ts'
import { logUnreadable, readable } from '../../shared/table/unreadable.ts'
import type { SubjectOf } from '../calls/access.ts'
import { audited } from '../calls/audit.ts'
import { pageOf } from '../calls/paging.ts'
import { areasSeen, reaches } from '../calls/reach.ts'
import { casesOf } from './cases-of.ts'
import { caseSummary } from './views.ts'

interface Filter {
  bundle?: string | undefined
  status?: string | undefined
  psn_no?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Most times that pointers are taken for one answer: a rare filter answers with fewer and a cursor to go on from. */
const mostPages = 10

/** Lists cases of the clerk's area; the reading is in the audit trail. */
export async function clerkCases(ports: Ports, clerk: SubjectOf<'clerk'>, filter: Filter) {
  const { psn_no } = filter
  const found = await (psn_no === undefined ? byArea(ports, clerk, filter) : byPerson(ports, clerk, filter, psn_no))
  const about = psn_no === undefined ? clerk.area : pidOf(ports.keys, psn_no)
  await audited(ports, clerk, 'cases.list', about, { cases: found.cases.map(({ case_id }) => case_id) })
  return { body: found }
}

const fits = (row: CaseRow, filter: Filter) =>
  (filter.bundle === undefined || row.bundle === filter.bundle) &&
  (filter.status === undefined || row.status === filter.status)

async function byPerson(ports: Ports, clerk: SubjectOf<'clerk'>, filter: Filter, psnNo: string) {
  const file = await loadWholeSnapshot(ports, pidOf(ports.keys, psnNo))
  const rows = (await casesOf(ports, file)).filter((row) => reaches(clerk.area, row.areas) && fits(row, filter))
  const { items, cursor } = pageOf(rows, (row) => `${row.started_at}#${row.case_id}`, filter.limit, filter.cursor)
  return { cases: items.map((row) => caseSummary(file, row)), ...(cursor ? { cursor } : {}) }
}

async function byArea(ports: Ports, clerk: SubjectOf<'clerk'>, filter: Filter) {
  const behind = filter.cursor === undefined ? undefined : entryAt(filter.cursor)
  const list = openList(ports.table, together(areasSeen(clerk.area).map(areaList)), { backwards: true, behind })
  const cases: ReturnType<typeof caseSummary>[] = []
  let last: Item | undefined
  for (let page = 0; page < mostPages && cases.length < filter.limit; page++) {
    const entries = await list.take(filter.limit - cases.length)
    if (entries.length === 0) break
    // A case that came with a lost number, had another area in charge, or concerns several areas of a province stands there
    // twice, one after the other.
    const before = [last ?? behind, ...entries]
    const once = entries.filter(({ list_at }, index) => list_at !== before[index]?.list_at)
    last = entries.at(-1)
    cases.push(...(await summaries(ports, once.map(caseIn), filter)))
  }
  return { cases, ...(last && list.isMore() ? { cursor: placeOf(last) } : {}) }
}

const caseIn = ({ list_at }: Item) => (list_at as string).slice((list_at as string).indexOf('#') + 1)

/** The cases of these ids, in their order: batches of reads for cases and persons. */
async function summaries(ports: Ports, caseIds: readonly string[], filter: Filter) {
  const pids = caseIds.map((id) => pidIn(id) as Pid)
  const people = [...new Set(pids)].map((pid) => ({ pk: personKey(pid), sk: rowSk('person', 'self') }))
  const [cases, persons] = await Promise.all([
    caseItems(ports.table, [...new Set(caseIds)]),
    ports.table.getMany(people),
  ])
  const personOf = new Map(persons.map((item) => [item.pk, item]))
  const found = caseIds.map(async (id, index) => {
    const pid = pids[index] as Pid
    const row = cases.get(id)
    if (!row) return []
    const person = personOf.get(personKey(pid))
    const read = () => ({
      kase: rowOf<CaseRow>(ports.keys, pid, row),
      file: PersonFile.of(pid, 0, person ? [put('person', rowOf<Person>(ports.keys, pid, person))] : []),
    })
    const one = readable(ports.log, row, read)
    if (!one) return []
    // Of a number that was merged into another: what has become of the case since is in the other's file.
    const file =
      one.file.into === undefined ? one.file : await loadWholeSnapshot(ports, pid).catch(staying(ports, one.file))
    const kase = file.one('case', id) ?? one.kase
    return fits(kase, filter) ? [caseSummary(file, kase)] : []
  })
  return (await Promise.all(found)).flat()
}

/** A file that can't be read is told of, and what was at hand is shown in its place. */
const staying =
  ({ log }: Ports, file: PersonFile) =>
  (error: unknown): PersonFile => {
    logUnreadable(log, error)
    return file
  }
