/** A child of the sample day: how it is born, certified and paid for; what all stories of births have in common. */

import { enrolmentIn } from '../../../../events/samples/insured.ts'
import type { SampleBank, SamplePerson } from '../../../../events/samples/people.ts'
import { hebeiPlaces, institutionIn, yunnanAreas } from '../../../../events/samples/places.ts'
import type { Random } from '../../../../events/samples/random.ts'
import { type Script, theDay } from '../../../../events/samples/script.ts'
import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  firstDay,
  type Instant,
  monthOf,
} from '../../../../shared/calendar/index.ts'

/** A child, the mother, and where the child is enrolled. */
export interface Child {
  readonly story: string
  readonly certificate: string
  readonly name: string
  readonly gend: '1' | '2'
  readonly born: Day
  readonly mother: SamplePerson
  readonly hospital: string
  /** The pooling area the child is enrolled in. */
  readonly area: string
  /** Whether the certificate names it; otherwise it follows from the mother or the hospital. */
  readonly named: boolean
  readonly at: Instant
}

/** What is not left to chance. */
export interface Like {
  born?: Day
  at?: Instant
  /** The mother's bank account, if it is known. */
  bank?: SampleBank
  mother?: SamplePerson
  /** The mother is not registered yet. */
  stranger?: boolean
  /** Neither in Hebei nor in Yunnan: where mother and hospital are, too. */
  area?: string
}

/** What a year of 2025 or 2026 costs. */
const yearlyPremium = '400.00'

/** A birth in Hebei or, every other time, in Yunnan, if not elsewhere; nothing has happened yet but what is known of the mother. */
export function birth(script: Script, story: string, which: number, like: Like = {}): Child {
  const { random, people } = script
  const [area = '', elsewhere = ''] = placesOf(random, which, like)
  const province = area.slice(0, 2)
  const mother = like.mother ?? people.someone({ gend: '2', province })
  const place = like.stranger ? 'hospital' : random.pick(['named', 'mother', 'hospital'] as const)
  const night = script.between(5, 8)
  if (!like.stranger && !like.mother) {
    script.send(night, 'person.registered', { ...mother, ...(like.bank ? { bank_acct: like.bank } : {}) })
    if (place === 'mother') script.send(night, 'enrolment.registered', enrolmentIn(mother, area, '2019-01-01'))
  }
  return {
    story,
    certificate: script.certificate(province),
    name: people.childName(),
    gend: random.pick(['1', '2'] as const),
    born: like.born ?? addDays(theDay, -random.int(0, 9)),
    mother,
    hospital: institutionIn(place === 'hospital' ? area : elsewhere, random.int(1, 9)),
    area,
    named: place === 'named',
    at: like.at ?? script.between(8, 12),
  }
}

/** Where the child is enrolled, and where else it may have been born. */
function placesOf(random: Random, which: number, { area }: Like): readonly string[] {
  if (area !== undefined) return [area, area]
  return which % 2 === 1 ? random.shuffled(yunnanAreas) : hebeiPlaces(random, 2)
}

/** `birth.certified`. */
export function certified(script: Script, child: Child, at = child.at, differs: Record<string, unknown> = {}) {
  return script.send(at, 'birth.certified', { ...noticeOf(child), ...differs })
}

/** What a certificate says. */
export function noticeOf({ certificate, born, gend, name, hospital, area, named, mother }: Child) {
  const { certno, psn_name, tel } = mother
  return {
    birth_cert_no: certificate,
    brdy: `${born}T06:30:00+08:00`,
    gend,
    psn_name: name,
    fixmedins_code: hospital,
    ...(named ? { insu_admdvs: area } : {}),
    guardians: [{ certno, psn_name, tel, relation: 'mother' }],
  }
}

/** The family pays by self-declaration, whatever the tax office was asked to collect. */
export function declares(script: Script, child: Child, at: Instant, year: number, amt = yearlyPremium): void {
  script.send(at, 'premium.paid', { birth_cert_no: child.certificate, year, amt, paid_at: at })
}

/** Cover of a year paid on a day (newborn/RULES.md 7); paid late, from the next month unless from that very day. */
export function coverOf(
  born: Day,
  year: number,
  paid: Day,
  lateFrom?: 'payment-day',
): { year: number; from: Day; to: Day } {
  const inTime = daysBetween(born, paid) <= 90
  const nextMonth = firstDay(addMonths(monthOf(paid), 1))
  const first = `${year}-01-01` as Day
  const lateDay = lateFrom === 'payment-day' ? paid : nextMonth
  const late = lateDay > first ? lateDay : first
  const begins = String(year) === born.slice(0, 4) ? born : first
  return { year, from: inTime ? begins : late, to: `${year}-12-31` as Day }
}

/** The package of a child that was insured for these years. */
export function expectChild(
  script: Script,
  { story, area, born }: Child,
  years: readonly { year: number; from: Day; to: Day; amt: string }[],
): void {
  const outcome = { result: 'insured', insu_admdvs: area, years, cardless_to: addDays(born, 180) }
  script.expect({ story, bundle: 'newborn', admdvs: area, status: 'done', outcome })
}

/** A year paid in full. */
export const full = (cover: ReturnType<typeof coverOf>) => ({ ...cover, amt: yearlyPremium })

/** In the afternoon a hospital of the child's province asks whether it can be treated without a card. */
export function asksWithoutCard(script: Script, { certificate, area }: Child, expect: Record<string, unknown>): void {
  const as = { role: 'institution', fixmedins_code: institutionIn(area) } as const
  script.call(script.at(0, '16:40'), { as, method: 'GET', path: `/v1/cardless/${certificate}`, expect })
}

/** The case of a second notice of the same child. */
export function expectSecond(script: Script, { story, area }: Child, reason: string): void {
  script.expect({ story, bundle: 'newborn', admdvs: area, status: 'rejected', outcome: { result: 'rejected', reason } })
}
