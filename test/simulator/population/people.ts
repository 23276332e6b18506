/** Persons of a run and the events partners report of them: when a thing happened, and when the word of it arrived. */
import type { AnyInboundType } from '../../../events/index.ts'
import { addDays, addMs, type Day, type Instant, startOfDay } from '../../../shared/calendar/index.ts'
import { certnoOf } from '../../support/people.ts'
import type { Faults } from '../faults.ts'
import { atNine, type Happening, type PartnerEvent, type Plan } from '../plan.ts'
import type { Random } from '../random.ts'

const dayMs = 86_400_000

/** The later of two moments. */
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/** Where a run's happenings are written down. */
export class Script {
  readonly happenings: Happening[] = []
  readonly random: Random
  readonly faults: Faults
  readonly start: Instant
  readonly end: Instant
  readonly seed: string
  readonly rush: boolean
  #events = 0

  constructor(parts: Omit<Plan, 'happenings'> & { random: Random; faults: Faults }) {
    this.rush = parts.rush
    this.random = parts.random
    this.faults = parts.faults
    this.start = parts.start
    this.end = parts.end
    this.seed = parts.seed
  }

  /** A partner reports what happened at `time`; word of it arrives soon, late, or several times. */
  report(person: number, type: AnyInboundType, data: Record<string, unknown>, time: Instant): PartnerEvent {
    const event: PartnerEvent = { type, id: `e${person}.${++this.#events}`, source: 'urn:partner', time, data }
    // Nobody reports what has not happened; what happens after the run is not told in it.
    if (time >= this.end) return event
    const arrival = this.#arrival(time)
    const at = this.rush ? atNine(arrival) : arrival
    this.happenings.push({ at, person, event })
    while (this.faults.strikes('event-repeated', this.random)) {
      const later = addMs(
        at,
        this.random.pick([0, 1000, this.random.int(0, 30) * dayMs, this.random.int(80, 120) * dayMs]),
      )
      if (later < this.end) this.happenings.push({ at: later, person, event, again: true })
    }
    return event
  }

  /** A moment on a day, different each time. */
  momentOn(day: Day): Instant {
    return addMs(startOfDay(day), this.random.int(0, dayMs - 1))
  }

  /** What is older than the run arrives as it begins; the rest within hours of its time, or late. */
  #arrival(time: Instant): Instant {
    const { random } = this
    if (time < this.start) {
      const hours = this.faults.likely('event-late') > 0.3 ? random.int(0, 72) : random.pick([0, 0, 1])
      return addMs(this.start, hours * 3_600_000 + random.int(0, 3_600_000))
    }
    const soon = addMs(time, random.pick([0, 1_000, 60_000, random.int(0, 3_600_000)]))
    const at = this.faults.strikes('event-late', random) ? addMs(soon, random.int(1, 100) * dayMs) : soon
    const last = addMs(this.end, -random.int(1, 3_600_000))
    return at < this.end ? at : later(time, last)
  }
}

/** Registers a person, and perhaps again with other data. */
export function registerPerson(
  script: Script,
  person: number,
  options: { brdy?: Day; gend?: '1' | '2'; bank?: boolean; late?: boolean; owner?: number } = {},
) {
  const { random } = script
  const gend = options.gend ?? random.pick(['1', '2'] as const)
  const brdy = options.brdy ?? (`${random.int(1960, 1999)}-0${random.int(1, 9)}-1${random.int(0, 9)}` as Day)
  const psn_no = `${script.seed}P${person}`
  const certno = certnoOf(2 * person + (gend === '1' ? 1 : 0), brdy)
  const base = { psn_no, psn_cert_type: '01', certno, psn_name: `测试${person}`, gend, brdy }
  const bank = options.bank ?? random.chance(0.6)
  const account = { bank_code: '102', acct_no: `62220000${person}`, acct_name: `测试${person}` }
  const owner = options.owner ?? person
  const begins = script.start.slice(0, 10) as Day
  const days = options.late ? random.int(1, 150) : -random.int(1, 400)
  const first = script.momentOn(addDays(begins, days))
  script.report(
    owner,
    'person.registered',
    { ...base, ...(bank ? { bank_acct: account } : {}), tel: '13900000000' },
    first,
  )
  if (random.chance(0.15)) {
    const again = addMs(first, random.int(1, 300) * dayMs)
    script.report(
      owner,
      'person.registered',
      { ...base, tel: '13911111111' },
      again < script.end ? again : script.start,
    )
  }
  return { psn_no, certno, psn_name: base.psn_name, gend, brdy }
}

/** Days between, chance deciding. */
export const somedayAfter = (script: Script, day: Day, least: number, most: number): Day =>
  addDays(day, script.random.int(least, most))

/** A sum above zero. */
export const someSum = (random: Random, most: number): string =>
  `${random.int(1, most)}.${String(random.int(0, 99)).padStart(2, '0')}`
