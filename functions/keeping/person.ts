/**
 * Taking out of one person's file what is past its term (decision 0081). Words first, then rows, each commit on
 * condition of the version that was read, and last the day on which to look again: who dies in between begins anew and
 * finds less to do. No case is asked and nothing is sent: what is erased was over, and stays so.
 */
import { addDays, type Day, dayOf, minDay } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Pid } from '../../shared/identity/index.ts'
import type { NumberWrite } from '../../shared/registers/applying.ts'
import type { Change, PersonFile } from '../../shared/registers/file.ts'
import { loadWhole } from '../../shared/table/files.ts'
import { numberKey, personKey } from '../../shared/table/keys.ts'
import { queryAll, type Write } from '../../shared/table/table.ts'
import { type Counts, none, sumOf } from './counts.ts'
import { erase } from './erase.ts'
import { keepEntry, keepKey, pointersOf } from './keys.ts'
import { duePart } from './rows.ts'
import { eraseTexts } from './texts.ts'
import { type Cutoffs, yearsBefore } from './years.ts'

/** So often a file is looked at that holds something to erase some day, at most: each look costs reading it whole. */
const lookAgainDays = 180
/** Commits for one person at a time; of one who has more the rest comes with the next look. */
const mostCommits = 200

/** Erases what is past its term in a file. Answers how much that was. Throws an `UnreadableItem` for what can't be read. */
export async function keepPerson(ports: Ports, pid: Pid, cutoffs: Cutoffs): Promise<Counts> {
  const listed = await ports.table.get(keepKey(pid))
  let file = await loadWhole(ports.table, ports.keys, pid)
  const texts = await eraseTexts(ports, file, cutoffs.texts, listed?.after as string | undefined)
  const erased: Partial<Counts>[] = [{ ...none, texts: texts.words }]
  for (let commits = 0; commits < mostCommits; commits++) {
    const part = duePart(file, cutoffs, dayOf(ports.clock.now()))
    if (!part) break
    // Who was faster has something to say of the file: it is read anew.
    const beside = await pointers(ports, pid, part.cases)
    const numberWrites = await numbersOf(ports, file, part.change)
    if (await erase(ports, file, part.change, { beside, numberWrites })) erased.push(part.counts)
    file = await loadWhole(ports.table, ports.keys, pid)
  }
  await lookAgain(ports, file, cutoffs, texts)
  return sumOf(erased)
}

/** Places of erased cases in the lists of areas. */
async function pointers({ table }: Ports, pid: Pid, cases: readonly string[]): Promise<Write[]> {
  const found = await Promise.all(cases.map((id) => queryAll(table, { pk: personKey(pid), ...pointersOf(id) })))
  return found.flat().map(({ pk, sk }) => ({ remove: { pk, sk } }))
}

/** A number leads to nobody any more whose name and number were erased. */
async function numbersOf(
  { table }: Ports,
  { person, pid }: PersonFile,
  change: readonly Change[],
): Promise<NumberWrite[]> {
  const isErased = change.some((one) => one.register === 'person' && one.row?.erased)
  if (!isErased || !person) return []
  const hashes = [person.cert_hash, ...(person.also ?? [])].filter((hash) => hash !== undefined)
  const leads = await table.getMany(hashes.map(numberKey))
  return hashes
    .filter((hash) => leads.some(({ pk, d }) => pk === numberKey(hash).pk && d === pid))
    .map((hash) => ({ hash, was: pid, now: undefined }))
}

/** Lists the file by the day of the next look, if there will be anything to look for. */
async function lookAgain(
  { table, clock }: Ports,
  file: PersonFile,
  cutoffs: Cutoffs,
  { upTo, next }: { upTo?: string; next?: Day },
): Promise<void> {
  const today = dayOf(clock.now())
  const soonest = addDays(today, lookAgainDays)
  const days = [
    ...(next === undefined ? [] : [comesDue(next, cutoffs.texts, today)]),
    ...file.recalled.flatMap(({ register, key }) => {
      if (register !== 'case' && register !== 'visit') return []
      const row = register === 'case' ? file.one('case', key)?.updated_at : file.one('visit', key)?.begntime
      return row === undefined ? [] : [comesDue(row.slice(0, 10) as Day, cutoffs.cases, today)]
    }),
  ]
  const key = keepKey(file.pid)
  const [first, ...others] = days
  if (first === undefined) {
    await table.write({ remove: key })
    return
  }
  const on = minDay(first, ...others)
  const put = {
    ...key,
    ...keepEntry(file.pid, on > soonest ? on : soonest),
    ...(upTo === undefined ? {} : { after: upTo }),
  }
  await table.write({ put })
}

/** The day on which something of a day will be past its term: as far off as its day lies behind the last that is. */
function comesDue(on: Day, cutoff: Day, today: Day): Day {
  const years = Number(today.slice(0, 4)) - Number(cutoff.slice(0, 4))
  return addDays(yearsBefore(on, -years), 1)
}
