/**
 * What becomes of the packs that wait for somebody (RULES.md, Sending), all of them together, for they share the month.
 * Pure: asked again over the same file at the same moment, it says the same.
 */
import {
  addDays,
  compareInstants,
  type Day,
  dayOf,
  firstOfNextMonth,
  type Instant,
  instant,
  monthOf,
  startOfDay,
} from '../../shared/calendar/index.ts'
import type { Pid } from '../../shared/identity/index.ts'
import { packHours, packsAMonth } from '../../shared/policy/house/packs.ts'
import type { PolicyRow } from '../../shared/policy/index.ts'
import { policyAt } from '../../shared/policy/index.ts'
import type { Applied, Told } from '../../shared/registers/applying.ts'
import { type PersonFile, put } from '../../shared/registers/file.ts'
import { firstPreferences, inTurn, type PackHeld, wantsPacks } from '../../shared/registers/rows.ts'
import type { SignalTo } from '../../shared/registers/signals.ts'
import { same } from '../../shared/same.ts'
import { packNotice } from '../../shared/tasks/pack.ts'
import type { Pack, Tallied, Tally } from './pack.ts'
import { textOf } from './text.ts'

/** What is known outside of the file. */
export interface Desk {
  /** The packs that may be sent now, and the one that the person was found for. */
  readonly packs: ReadonlyMap<string, Pack>
  /** What operators have set of parameters. */
  readonly amendments: readonly PolicyRow[]
  /** Who gets copies. */
  readonly helpers: readonly Pid[]
  /** The pack that the person has just been found for. */
  readonly found?: Pack
}

/** What a commit does, and what it adds to the counts of packs. */
export interface Judgement {
  readonly applied: Applied
  readonly tallies: ReadonlyMap<string, Tally>
  /** Something is another than before. */
  readonly changed: boolean
}

/** Judges. */
export function judge(file: PersonFile, desk: Desk, now: Instant): Judgement {
  const before: readonly PackHeld[] = file.one('packs', 'self')?.held ?? []
  const tallies = new Map<string, Partial<Record<Tallied, number>>>()
  const count = ({ pack_id, copy }: PackHeld, what: Tallied) => {
    if (copy === 'only') return
    const tally = tallies.get(pack_id) ?? {}
    tallies.set(pack_id, { ...tally, [what]: (tally[what] ?? 0) + 1 })
  }
  let held = desk.found ? withFound(before, desk.found, now, count) : before
  const sent: PackHeld[] = []
  const isDue = ({ state, next }: PackHeld) => state === 'waiting' && (!next || compareInstants(next, now) <= 0)
  for (const one of held.filter(isDue).sort(inTurn)) {
    const turn: Turn = { one, others: held.filter((other) => other !== one), file, desk, now }
    const { next: _next, ...as } = one
    const kept: PackHeld = { ...as, ...becomes(turn) }
    held = held.map((other) => (other === one ? kept : other))
    if (kept.state === 'sent') sent.push(kept)
    if (kept.state !== 'waiting' && isRunning(desk.packs.get(one.pack_id), dayOf(now))) count(kept, kept.state)
  }
  held = held.filter((one) => isStillOf(one, dayOf(now)))
  const changed = !same(held, before)
  return { applied: changed ? applied(file, desk, now, held, sent) : {}, tallies, changed }
}

/** The packs of somebody who has just been found for one; found in several ways, or again, they are one recipient. */
function withFound(held: readonly PackHeld[], pack: Pack, now: Instant, count: Count): readonly PackHeld[] {
  const { pack_id, from, to } = pack
  const before = held.find((one) => one.pack_id === pack_id)
  if (before && before.copy !== 'only') return held
  const { copy: _copy, ...own } = before ?? { pack_id, from, to, state: 'waiting' as const, at: now, next: now }
  // Whoever got it as somebody's copy has got it.
  const found: PackHeld = own.state === 'waiting' ? own : { ...own, copy: 'first' }
  count(found, 'fits')
  if (found.state !== 'waiting') count(found, found.state)
  return [...held.filter((one) => one !== before), found]
}

type Count = (one: PackHeld, what: Tallied) => void

/** A pack whose turn it is, among the others of the person. */
interface Turn {
  one: PackHeld
  others: readonly PackHeld[]
  file: PersonFile
  desk: Desk
  now: Instant
}

const isRunning = (pack: Pack | undefined, today: Day): pack is Pack =>
  pack !== undefined && pack.status === 'released' && today <= pack.to

function becomes({ one, others, file, desk, now }: Turn): Pick<PackHeld, 'state' | 'at'> & { next?: Instant } {
  const today = dayOf(now)
  const pack = desk.packs.get(one.pack_id)
  if (!isRunning(pack, today)) return { state: 'lapsed', at: now }
  const { hours, most } = rulesOf(desk, pack, today)
  const later = opening(hours, now) ?? (one.copy === 'only' ? undefined : nextMonth(one, others, most, hours, now))
  if (later) return { state: 'waiting', at: one.at, next: later }
  if (file.died !== undefined) return { state: 'lapsed', at: now }
  if (!wantsPacks(file.one('preferences', 'self'))) return { state: 'opted_out', at: now }
  return { state: 'sent', at: now }
}

/** The parameters of the pack's area on the day; the nation has them, whatever a place says. */
function rulesOf({ amendments }: Desk, { admdvs }: Pack, today: Day): { hours: Hours; most: number } {
  const hours = policyAt(amendments, packHours, admdvs, today)
  const most = policyAt(amendments, packsAMonth, admdvs, today)
  if (!hours.found || !most.found) throw new Error('packs: a parameter that the nation has is missing')
  return { hours: hours.value, most: most.value }
}

/** From one time of the day, included, to another. */
interface Hours {
  from: string
  to: string
}

const at = (day: Day, time: string): Instant =>
  time === '24:00' ? startOfDay(addDays(day, 1)) : instant(`${day}T${time}:00+08:00`)

/** When the hours begin, if it is not within them. */
function opening({ from, to }: Hours, now: Instant): Instant | undefined {
  const today = dayOf(now)
  if (compareInstants(now, at(today, from)) < 0) return at(today, from)
  return compareInstants(now, at(today, to)) < 0 ? undefined : at(addDays(today, 1), from)
}

/**
 * When it is this pack's turn, if the month is full: with packs that were sent, or with some before it in turn that will be
 * later this month.
 */
function nextMonth(one: PackHeld, others: readonly PackHeld[], most: number, hours: Hours, now: Instant) {
  const today = dayOf(now)
  const isOfMonth = (moment: Instant) => monthOf(dayOf(moment)) === monthOf(today)
  const sent = others.filter(({ state, copy, at: on }) => state === 'sent' && !copy && isOfMonth(on)).length
  if (sent >= most) return at(firstOfNextMonth(today), hours.from)
  const before = others.flatMap((other) => {
    const { state, copy, next } = other
    const isBefore = state === 'waiting' && copy !== 'only' && next !== undefined && inTurn(other, one) < 0
    return isBefore && compareInstants(next, now) > 0 && isOfMonth(next) ? [next] : []
  })
  return sent + before.length >= most ? before.sort(compareInstants).at(-1) : undefined
}

/** Kept while its pack may still be sent, and for the month in which it was: it is gone by itself then. */
const isStillOf = ({ to, state, at: on }: PackHeld, today: Day): boolean =>
  today <= to || (state === 'sent' && monthOf(dayOf(on)) === monthOf(today))

function applied(
  file: PersonFile,
  desk: Desk,
  now: Instant,
  held: readonly PackHeld[],
  sent: readonly PackHeld[],
): Applied {
  const { copy_to_helper } = file.one('preferences', 'self') ?? firstPreferences
  return {
    change: [put('packs', { held: [...held] })],
    tell: sent.map((one) => toldOf(desk, one)),
    signals: copy_to_helper ? sent.flatMap((one) => copiesOf(desk, one, now)) : [],
  }
}

const packOf = ({ packs }: Desk, { pack_id }: PackHeld) => packs.get(pack_id) as Pack

const toldOf = (desk: Desk, one: PackHeld): Told => ({
  notice: packNotice,
  text: textOf(packOf(desk, one)),
  about: one.pack_id,
  pack_id: one.pack_id,
  ...(one.copy ? { copy: true } : {}),
})

/** Copies to those who help the recipient; what somebody got as a copy goes no further. */
function copiesOf(desk: Desk, one: PackHeld, now: Instant): SignalTo[] {
  if (one.copy) return []
  const pack = packOf(desk, one)
  const today = dayOf(now)
  const { hours } = rulesOf(desk, pack, today)
  const { pack_id, from, to } = one
  const when = { until: at(today, hours.to), later: at(addDays(today, 1), hours.from) }
  const signal = { kind: 'pack-copy' as const, pack_id, from, to, text: textOf(pack), ...when }
  return desk.helpers.map((pid) => ({ to: { pid }, signal }))
}
