/** Whole populations from a seed. */
import { inboundSpecOf, wireType } from '../../../events/index.ts'
import { heard } from '../../../functions/bundles/catalogue.ts'
import { addDays, addDuration, addMs, type Day, dayOf, maxDay, startOfDay } from '../../../shared/calendar/index.ts'
import { fromBundles, type Life } from '../bundles.ts'
import type { Faults } from '../faults.ts'
import { atNine, type Plan } from '../plan.ts'
import { Random } from '../random.ts'
import { aroundNewYear, setCalendars } from './calendars.ts'
import { latecomer } from './latecomer.ts'
import { giveSecondNumbers } from './merges.ts'
import { mixUpNumbers } from './numbers.ts'
import { Script } from './people.ts'
import { switchBundles } from './switches.ts'

const mostLed = (lives: readonly Life[]) => Math.max(0, ...lives.map(({ weight }) => weight))

/** Of all bundles, the most common lives first. */
const populations = (await fromBundles('population')).sort((a, b) => mostLed(b.lives) - mostLed(a.lives))

const ofBundles = populations.flatMap(({ lives }) => lives)

/** Lives, by how often they are led. */
const lives = [...ofBundles.map(({ weight, lead }) => [weight, lead] as const), [0.3, latecomer] as const]
/** Of which kind a population is that is all of one. */
const kinds = ofBundles.flatMap(({ alike = 0, lead }) => Array.from({ length: alike }, () => lead))

/** The plan that follows from a seed; `of`: everybody lives a life of this bundle. Throws if there is none. */
export function planOf(seed: string, faults: Faults, of?: string): Plan {
  const random = new Random('population', seed)
  const from = aroundNewYear(seed) ?? addDays('2023-08-01' as Day, random.int(0, 1150))
  const start = startOfDay(from)
  const end = startOfDay(
    addDays(
      from,
      random.weighted([
        [3, random.int(60, 200)],
        [2, random.int(200, 700)],
      ] as const),
    ),
  )
  const rush = random.chance(0.4)
  const script = new Script({ random, faults, start, end, rush, seed })
  const persons = random.int(1, 4)
  // Some populations are all of a kind: they meet each other more.
  const alike = random.chance(0.4) ? random.pick(kinds) : undefined
  const lead = () => (of === undefined ? (alike ?? random.weighted(lives)) : random.weighted(livesOf(of)))
  for (let person = 0; person < persons; person++) lead()(script, person)
  for (let person = 0; person < persons; person++) if (random.chance(0.25)) meet(script, person)
  mixUpNumbers(script)
  operator(script)
  setCalendars(script)
  junk(script)
  for (const beside of populations.flatMap(({ besides = [] }) => besides)) beside(script)
  giveSecondNumbers(script)
  switchBundles(script)
  const happenings = script.happenings.sort((a, b) => (a.at < b.at ? -1 : 1))
  return { seed, start, end, rush, happenings }
}

const livesOf = (bundle: string) => {
  const found = populations.find((one) => one.bundle === bundle)
  if (!found) throw new Error(`no population of ${bundle}`)
  return found.lives.map(({ weight, lead }) => [weight, lead] as const)
}

/** Somebody is registered at the very moment at which something comes for the same identity number. */
function meet(script: Script, person: number): void {
  const byNumber = ['birth.certified', 'delivery.settled', 'pension.approved']
  const own = script.happenings.flatMap((h) => (h.person === person && 'event' in h ? [h] : []))
  const registered = own.find(({ event }) => event.type === 'person.registered')
  const others = own.filter(({ event, at }) => byNumber.includes(event.type) && at >= (registered?.event.time ?? at))
  if (registered && others.length > 0) registered.at = script.random.pick(others).at
}

/** A premium is published at the very moment at which a child is born that waits for it. */
function publish(script: Script): void {
  // Who is born in the last ninety days of 2026 is offered 2027 too.
  const birth = script.happenings.find(
    (h) => 'event' in h && h.event.type === 'birth.certified' && (h.event.data.brdy as string) >= '2026-10-03',
  )
  if (!birth || !script.random.chance(0.6)) return
  const policy = { name: 'resident_premium', admdvs: '000000', from: '2027-01-01', value: '420.00' }
  script.happenings.push({ at: birth.at, person: -1, policy })
}

/** What operators do: settings, parameters, clearings. */
function operator(script: Script): void {
  const { random, start, end } = script
  const span = Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000)
  const someday = () => addDays(dayOf(start), random.int(0, span - 1))
  publish(script)
  if (random.chance(0.45)) {
    for (let i = random.int(1, 3); i > 0; i--) {
      const setting = { area: random.pick(['130100', '130200', '130300', '130400']), accepts: random.chance(0.25) }
      const at = random.chance(0.5) ? start : script.momentOn(someday())
      script.happenings.push({ at, person: -1, setting })
    }
  }
  if (random.chance(0.3)) {
    // Made known before it takes effect: a switch thrown for days past finds people when their files are next touched.
    const from = random.chance(0.5) ? addDays(dayOf(start), 2) : maxDay(addDays(dayOf(start), 2), someday())
    const at = script.momentOn(maxDay(dayOf(start), addDays(from, -random.int(1, 60))))
    const policy = { name: 'transfer_without_application', admdvs: '140000', from, value: true }
    script.happenings.push({ at, person: -1, policy })
  }
  for (let i = script.rush ? random.int(0, 12) : random.int(0, 4); i > 0; i--) {
    const day = someday()
    const date = random.chance(0.5) ? day : addDays(day, -random.int(1, 10))
    for (
      let times = random.weighted([
        [4, 1],
        [1, 2],
        [1, 3],
      ] as const);
      times > 0;
      times--
    ) {
      const at = script.rush ? atNine(startOfDay(day)) : script.momentOn(day)
      script.happenings.push({ at, person: -1, clear: { province: random.pick(['13', '13', '13', '33', '43']), date } })
    }
  }
}

/** What the inbox does not take: no event at all, not yet happened, in our name, or under an id that was used before. */
function junk(script: Script): void {
  const { random, faults, end } = script
  for (const happening of [...script.happenings]) {
    if (!('event' in happening) || happening.again || !faults.strikes('junk-event', random)) continue
    const { event, at, person } = happening
    const wire = { specversion: '1.0', ...event, id: `junk.${event.id}`, type: `mianshen.${event.type}.v1` }
    const made = random.pick<object | string>([
      { ...wire, data: { ...event.data, psn_no: 17, insu_admdvs: 'nowhere', certno: 'x' } },
      { ...wire, type: 'mianshen.nothing.happened.v1' },
      { ...wire, time: 'yesterday' },
      { ...wire, time: addDuration(end, 'P3Y') },
      { ...wire, source: random.pick(['urn:mianshen:clearing', 'urn:mianshen:13']) },
      JSON.stringify(wire).slice(0, 40),
      `${event.id}: hello`,
      'reused',
    ])
    // Only of these is the identity kept for ever; of others it is free again one day.
    if (made === 'reused' && inboundSpecOf(wireType(event.type), heard)?.spec.movesMoney) {
      const { source, id } = event
      const later = addMs(at, random.int(60_000, 40 * 86_400_000))
      const body = JSON.stringify({ ...wire, id, data: otherwise(event.data) })
      if (later < end) script.happenings.push({ at: later, person, junk: body, reuses: { source, id } })
    } else script.happenings.push({ at, person, junk: typeof made === 'string' ? made : JSON.stringify(made) })
  }
}

/** The same fields with other sums and dates, all of them as they must be written. */
function otherwise(data: Record<string, unknown>): Record<string, unknown> {
  const changed = Object.entries(data).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value]
    if (/^\d+\.\d\d$/.test(value)) return [name, `1${value}`]
    return [name, value.replace(/^(\d{4})-01-/, '$1-02-').replace(/-([13])\d$/, '-05')]
  })
  return { ...Object.fromEntries(changed), said: 'again' }
}
