/**
 * Work on a part of a trial: a page of cases is asked anew, counted, and the next message goes on behind it. Who dies
 * before the page is stored has done nothing; who dies after it is followed by their message, which comes again.
 */
import { compareInstants, dayOf, type Instant } from '../../shared/calendar/index.ts'
import { type Compared, compared, type TwoWays } from '../../shared/chain/anew.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import { areasWithin } from '../../shared/codes/area-list.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import { World } from '../../shared/engine/world.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { type Pid, pidIn } from '../../shared/registers/ids.ts'
import { isOpen } from '../../shared/registers/rows/cases.ts'
import type { CaseRow } from '../../shared/registers/rows.ts'
import { loadWhole } from '../../shared/table/files.ts'
import { areaList, rowAt } from '../../shared/table/keys.ts'
import { currentPolicies } from '../../shared/table/policies.ts'
import type { Item, Page } from '../../shared/table/table.ts'
import { logFailure } from '../log.ts'
import { type Asked, carryOut } from './correct.ts'
import {
  broughtOn,
  type ChangedCase,
  loadPart,
  loadTrial,
  mostListed,
  nothing,
  type Part,
  type Place,
  partMessages,
  plus,
  type Trial,
} from './trial.ts'
import { correctedWays, triedWays } from './ways.ts'

/** Entries of a list for one message: with as many changes to keep they fit one transaction. */
const pageLength = 50
/** Lists looked into for one message: most areas of a province may have no case at all. */
const mostLists = 60
/** Files read and asked side by side. */
const abreast = 10

/** Works on a part for one page, and sends for whoever goes on. */
export async function workOnTrial(ports: Ports, rules: Rules, trialId: string, part: number): Promise<void> {
  const [trial, held] = await Promise.all([loadTrial(ports.table, trialId), loadPart(ports.table, trialId, part)])
  if (!trial || !held || held.state.done) return
  const { state, found } = await nextPage({ ports, rules, trial }, part, held.state)
  const written = await ports.table.transact(broughtOn(ports, trial, { part, version: held.version, state, found }))
  // Who was faster has counted this page, and sends.
  if (written.ok && !state.done) await pass(ports, partMessages(trialId, [part]))
}

interface Work {
  ports: Ports
  rules: Rules
  trial: Trial
}

/** The part after its next page, and what of it is to be kept. */
async function nextPage(work: Work, part: number, before: Part): Promise<{ state: Part; found: ChangedCase[] }> {
  const { entries, place } = await readOn(work, part, before)
  const asked = await askAll(work, entries)
  const changed = asked.flatMap(({ is, ...kase }) => (is && is.verdict !== 'same' ? [{ ...kase, ...stands(is) }] : []))
  const found = changed.slice(0, Math.max(0, mostListed - before.kept))
  const state: Part = {
    counts: asked.reduce((sum, { is }) => (is ? plus(sum, { ...nothing, [is.verdict]: 1 }) : sum), before.counts),
    leftOut: before.leftOut + asked.filter(({ is }) => !is).length,
    kept: before.kept + found.length,
    ...place,
  }
  return { state, found }
}

const stands = ({ before, after }: Compared) => ({ before, after })

/** An entry of the list of an area. */
type Entry = Item & { area: Admdvs }

/** The next entries of the part, of as many areas as it takes, and where those after them begin. */
async function readOn({ ports, trial }: Work, part: number, before: Part): Promise<{ entries: Entry[]; place: Place }> {
  const areas = areasWithin(trial.row.admdvs)
  const entries: Entry[] = []
  let place: Place = before.area === undefined ? begin(areas[0]) : before
  for (let lists = 0; place.area && lists < mostLists && entries.length < pageLength; lists++) {
    const { area, cursor } = place
    const page: Page = await ports.table.query({
      index: 'lists',
      pk: areaList(area).shards[part] as string,
      to: `${trial.at}~`,
      limit: pageLength - entries.length,
      ...(cursor === undefined ? {} : { cursor }),
    })
    entries.push(...page.items.map((item): Entry => ({ ...item, area })))
    place = page.cursor === undefined ? begin(areas.find((next) => next > area)) : behind(place, page, page.cursor)
  }
  return { entries, place }
}

/** The list of an area from its beginning; without one nothing is left. */
const begin = (area: Admdvs | undefined): Place => (area === undefined ? { done: true } : { area })

function behind({ area, begun }: Place, { items }: Page, cursor: string): Place {
  const [first, last] = [items[0], items.at(-1)]
  const since = begun ?? (first && momentOf(first))
  return {
    ...(area ? { area } : {}),
    cursor,
    ...(since ? { begun: since } : {}),
    ...(last ? { read: momentOf(last) } : {}),
  }
}

const momentOf = ({ list_at }: Item) => (list_at as string).split('#', 1)[0] as Instant
const caseIdOf = ({ list_at }: Item) => (list_at as string).slice((list_at as string).indexOf('#') + 1)

/**
 * Whether an entry is the one by which its case counts: its own item stands in the list of the area in charge, and of a
 * case that came with a lost number a pointer of the file that it came to.
 */
function counts(entry: Item): boolean {
  const isOwn = pidIn(caseIdOf(entry)) === entry.pk.slice(2)
  return isOwn === (rowAt(entry.sk).register === 'case')
}

/** All cases of a page that are in the charge of their area, and open or decided lately. */
async function askAll(work: Work, entries: readonly Entry[]): Promise<Asked[]> {
  const persons = [...Map.groupBy(entries.filter(counts), ({ pk }) => pk.slice(2) as Pid)]
  const { amendments } = await currentPolicies(work.ports)
  const ways = work.trial.corrects
    ? correctedWays(amendments, work.trial.row, work.trial.corrects)
    : triedWays(amendments, work.trial.row)
  const asked: Asked[] = []
  for (let from = 0; from < persons.length; from += abreast) {
    const some = persons.slice(from, from + abreast)
    const found = await Promise.all(some.map(([pid, own]) => askPerson(work, ways, pid, own)))
    asked.push(...found.flat())
  }
  return asked
}

async function askPerson(work: Work, ways: TwoWays, pid: Pid, entries: readonly Entry[]): Promise<Asked[]> {
  const { ports, rules } = work
  const file = await loadWhole(ports.table, ports.keys, pid)
  // Nothing is decided any more in a file that was closed; what goes on is listed by the one that took it over.
  if (file.into !== undefined) return []
  const asked: Asked[] = []
  for (const entry of entries) asked.push(...(await ask(work, ways, file, entry)))
  if (work.trial.corrects) await carryOut(ports, rules, work.trial, file, asked)
  return asked
}

/** Asks a case. One that fails is left out and said in the log: a trial of a million cases does not stop at one. */
async function ask({ ports, rules, trial }: Work, ways: TwoWays, file: PersonFile, entry: Entry): Promise<Asked[]> {
  const world = new World(ports, { own: file.pid })
  const now = ports.clock.now()
  const at = { now, today: dayOf(now), look: world.look }
  const case_id = caseIdOf(entry)
  return world.loading(() => {
    try {
      const row = file.one('case', case_id)
      if (!row || !isMeant(row, entry.area, trial.since)) return []
      return [{ case_id, bundle: row.bundle, is: compared(rules, file, row, at, ways) }]
    } catch (fault) {
      // What interrupts it to read more is no error.
      if (!(fault instanceof Error)) throw fault
      logFailure(ports.log, 'case left out of a trial', fault, { case_id, trial_id: trial.trial_id })
      return [{ case_id, bundle: '' }]
    }
  })
}

const isMeant = (row: CaseRow, area: Admdvs, since: Instant): boolean =>
  row.admdvs === area && (isOpen(row) || compareInstants(row.updated_at, since) >= 0)
