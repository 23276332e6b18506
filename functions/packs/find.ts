/**
 * Finding those whom a pack concerns (decision 0101), through the people of its areas, never by a scan: a message of the
 * lane `mass` looks at the next of a part, and stores how far it has come only when each of them has been served. Who dies
 * before does it again, and nobody is served twice, for each has the pack in their own file by then.
 */
import {
  addDays,
  compareInstants,
  type Day,
  dayOf,
  type Instant,
  instant,
  maxDay,
  minDay,
} from '../../shared/calendar/index.ts'
import type { Rules } from '../../shared/chain/settle.ts'
import { areasWithin } from '../../shared/codes/area-list.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { pass } from '../../shared/engine/send.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { peopleBehind } from '../../shared/table/people.ts'
import { inParts } from './in-parts.ts'
import { broughtOn, loadPack, loadPart, type Pack, type Part } from './pack.ts'
import { placeOf, recipientsBy } from './recipients.ts'
import { servePacks } from './send.ts'

/** People looked at for one message, and side by side. */
const pageLength = 50
const abreast = 10
/** Areas without anybody that one message passes by. */
const mostAreas = 40

/** When standing packs are looked at, each day. */
const dailyAt = '02:00'
const dailyOn = (day: Day): Instant => instant(`${day}T${dailyAt}:00+08:00`)

/** The first run of a pack that is released now: today, or on the first of its days. */
export function firstRun({ from }: Pack, now: Instant): Part {
  const today = dayOf(now)
  return from > today ? { day: from, begins: dailyOn(from) } : { day: today, begins: now }
}

/** Works on a part for one page, and sends for whoever goes on. */
export async function workOnPack(ports: Ports, rules: Rules, packId: string, part: number): Promise<void> {
  const [pack, held] = await Promise.all([loadPack(ports.table, packId), loadPart(ports.table, packId, part)])
  if (!pack || !held || held.state.over || compareInstants(held.state.begins, ports.clock.now()) > 0) return
  const next = pack.status === 'released' ? await nextPage(ports, rules, pack, part, held.state) : over(held.state)
  const written = await ports.table.transact([broughtOn(ports, packId, part, next, held.version)])
  // Who was faster sends.
  if (written.ok && next.area !== undefined) await pass(ports, [{ kind: 'pack-part', pack_id: packId, part }])
}

const over = ({ day, begins }: Part): Part => ({ day, begins, over: true })

/** The part after its next page, all of whom have been served. */
async function nextPage(ports: Ports, rules: Rules, pack: Pack, part: number, before: Part): Promise<Part> {
  const areas = areasWithin(pack.admdvs)
  const { day, begins } = before.area === undefined ? begun(pack, before, dayOf(ports.clock.now())) : before
  let { area = areas[0] as Admdvs, behind } = before
  for (let looked = 0; looked < mostAreas; looked++) {
    const page = await peopleBehind(ports, { area, shard: part, behind, limit: pageLength })
    const pids = page.people.map(({ pid }) => pid)
    await serveAll(ports, rules, pack, day, pids)
    if (page.isMore) return { day, begins, area, behind: pids.at(-1) as Pid }
    const next = areas.find((one) => one > area)
    if (next === undefined) return afterRun(pack, { day, begins }, dayOf(ports.clock.now()))
    area = next
    behind = undefined
    if (pids.length > 0) break
  }
  return { day, begins, area }
}

/**
 * The run that begins. Whoever is to fit on one day alone is judged by that day, however late it is; a standing pack that was
 * not looked at for days is looked at as of today.
 */
function begun({ standing, to }: Pack, { day, begins }: Part, today: Day): Part {
  return { day: standing ? minDay(maxDay(day, today), to) : day, begins }
}

function afterRun({ standing, to }: Pack, { day, begins }: Part, today: Day): Part {
  const next = addDays(maxDay(day, today), 1)
  return standing && next <= to ? { day: next, begins: dailyOn(next) } : over({ day, begins })
}

async function serveAll(ports: Ports, rules: Rules, pack: Pack, on: Day, pids: readonly Pid[]): Promise<void> {
  const where = placeOf(pack, on)
  const found = await inParts(pids, abreast, (pid) => recipientsBy(ports, pack, where, pid))
  const recipients = [...new Set(found.flat())]
  await inParts(recipients, abreast, (pid) => servePacks(ports, rules, pid, pack))
}
