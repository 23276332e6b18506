/** Births: mothers with and without work, children, deliveries, and all that is reported of them in whatever order. */
import {
  addDays,
  addMs,
  type Day,
  dayOf,
  daysBetween,
  type Instant,
  yearOf,
} from '../../../../shared/calendar/index.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { later, registerPerson, type Script } from '../../../simulator/population/people.ts'
import { certnoOf } from '../../../support/people.ts'
import { declareBase, deliver, employ, hospitals, type Parent } from '../maternity-allowance/population.ts'
import { comeOfAge } from './children.ts'
import { premiumOf, published } from './model.ts'
import { askAhead } from './squatters.ts'

const dayMs = 86_400_000

export const lives: readonly Life[] = [{ weight: 4, alike: 1, lead: family }]

export { published }

export const besides = [askAhead, comeOfAge, byPlace]

/** A mother, perhaps a father, and one birth or miscarriage. */
function family(script: Script, person: number): void {
  const { random } = script
  const area = random.pick(Object.keys(hospitals))
  const brdy = `19${random.int(88, 99)}-0${random.int(1, 9)}-1${random.int(0, 9)}` as Day
  const mother = registerPerson(script, person, { brdy, gend: '2', late: random.chance(0.25) })
  const span = Math.round((Date.parse(script.end) - Date.parse(script.start)) / dayMs)
  const birth = addDays(dayOf(script.start), random.int(-5, Math.max(0, span - 20)))
  const works = random.chance(0.7)
  const insured = random.chance(0.7) ? area : random.pick(Object.keys(hospitals))
  if (works) employ(script, person, mother, insured, birth)
  else if (random.chance(0.5)) reside(script, person, mother, insured, birth)
  const miscarried = random.chance(0.12)
  const certificates = miscarried ? [] : children(script, person, mother, area, birth)
  if (random.chance(0.85)) deliver(script, person, mother, { area, insured, birth, certificates, miscarried })
  if (works) declareBase(script, person, insured, birth)
  if (random.chance(0.04)) die(script, person, { certno: mother.certno }, birth)
}

/** Where rows of their own hold: a free year, cover from the day of payment, collection periods over New Year. */
const places = ['140100', '140200', '350100', '350200', '130100', '530100']
/** Days shortly before a collection period begins or ends, and amidst one. */
const winterDays = ['08-28', '08-30', '10-08', '10-18', '12-15', '02-24'] as const

const hospitalIn = (area: string) => hospitals[area] ?? `H${area.slice(0, 4)}0200001`

/** Some births there in every run. */
function byPlace(script: Script): void {
  for (let child = script.random.int(0, 3); child > 0; child--) bornThere(script, 470 + child)
}

/** In winter, around the first day that is free, or on any day; paid in time, late, or not. */
function bornThere(script: Script, person: number): void {
  const { random } = script
  const area = random.pick(places)
  const birth = dayThere(script, area)
  const brdy = `199${random.int(0, 6)}-03-1${random.int(0, 9)}` as Day
  const mother = registerPerson(script, person, { brdy, gend: '2', late: random.chance(0.3), owner: 0 })
  const other = places.find((place) => place !== area && place.slice(0, 2) === area.slice(0, 2))
  if (other && random.chance(0.4)) reside(script, 0, mother, other, birth)
  const birth_cert_no = `P${String(random.int(0, 899_999_999)).padStart(9, '0')}`
  certify(script, 0, { birth_cert_no, mother, father: undefined, area, birth, child: 0 })
  for (let times = random.int(0, 2); times > 0; times--) {
    const late = random.chance(0.5) ? { days: random.int(91, 130) } : {}
    payUnasked(script, 0, { birth_cert_no, birth, payer: mother.certno, ...late })
  }
}

function dayThere({ random, start, end }: Script, area: string): Day {
  const [first, last] = [dayOf(start), addDays(dayOf(end), -40)]
  const someday = addDays(first, random.int(0, Math.max(0, daysBetween(first, last))))
  const around = addDays('2024-07-10' as Day, random.int(-2, 1))
  const winter = `${yearOf(someday)}-${random.pick(winterDays)}` as Day
  const wanted = area.startsWith('14') && random.chance(0.8) ? around : winter
  return wanted >= first && wanted <= last && random.chance(0.8) ? wanted : someday
}

function reside(script: Script, person: number, mother: Parent, area: string, birth: Day): void {
  const from = addDays(birth, -script.random.int(60, 2000))
  const data = { psn_no: mother.psn_no, insu_admdvs: area, insutype: '390', psn_type: '15', psn_insu_date: from }
  script.report(person, 'enrolment.registered', data, script.momentOn(from))
}

function children(script: Script, person: number, mother: Parent, area: string, birth: Day): string[] {
  const { random } = script
  const count = random.chance(0.15) ? 2 : 1
  const father = random.chance(0.5) ? fatherOf(script, person) : undefined
  const certificates: string[] = []
  for (let child = 0; child < count; child++) {
    const birth_cert_no = `S${String(random.int(0, 899_999_999)).padStart(9, '0')}`
    certificates.push(birth_cert_no)
    certify(script, person, { birth_cert_no, mother, father, area, birth, child })
    if (random.chance(0.45)) payUnasked(script, person, { birth_cert_no, birth, payer: mother.certno })
    if (random.chance(0.5)) {
      const certno = certnoOf(500 + 4 * person + 2 * child, birth)
      const data = { birth_cert_no, certno, psn_name: '测试宝宝', admdvs: area }
      script.report(person, 'household.registered', data, script.momentOn(addDays(birth, random.int(3, 120))))
    }
    if (random.chance(0.04)) die(script, person, { birth_cert_no }, birth)
    if (random.chance(0.08)) changeGuardians(script, person, { birth_cert_no, father, birth })
  }
  if (random.chance(0.15)) squat(script, person, mother, area, birth)
  return certificates
}

function fatherOf(script: Script, person: number): Parent {
  // A father has a number of his own, and may be registered long after.
  const { random } = script
  const brdy = `198${random.int(0, 9)}-05-0${random.int(1, 9)}` as Day
  return registerPerson(script, 100 + person, { brdy, gend: '1', late: random.chance(0.5), owner: person })
}

/** After an adoption, or back to the father alone. */
function changeGuardians(
  script: Script,
  person: number,
  { birth_cert_no, father, birth }: Pick<Certified, 'birth_cert_no' | 'father' | 'birth'>,
): void {
  const { certno, psn_name } = father ?? registerPerson(script, 300 + person, { owner: person })
  const from = addDays(birth, script.random.int(1, 60))
  const data = { birth_cert_no, guardians: [{ certno, psn_name, relation: 'other' }], from, reason: '收养登记' }
  script.report(person, 'guardian.changed', data, script.momentOn(from))
}

/** Somebody asks for a child that this mother never had, and others pay for it twice. */
function squat(script: Script, person: number, mother: Parent, area: string, birth: Day): void {
  const { random } = script
  const { psn_no, certno, psn_name } = registerPerson(script, 200 + person, { owner: person, bank: true })
  const birth_cert_no = `T${String(person).padStart(9, '0')}`
  const guardians = [
    { certno, psn_name, relation: 'other' },
    { certno: mother.certno, psn_name: mother.psn_name, relation: 'mother' },
  ]
  const child = { birth_cert_no, brdy: `${birth}T08:00:00+08:00`, gend: '1', psn_name: '测试宝宝' }
  const at = script.momentOn(addDays(birth, random.int(2, 40)))
  if (at >= script.end) return
  script.happenings.push({
    at,
    person,
    ask: { psn_no, form: { ...child, fixmedins_code: hospitals[area], guardians } },
  })
  const year = yearOf(birth)
  const amt = premiumOf(year)
  for (const days of [41, 42]) {
    const paid_at = script.momentOn(addDays(birth, days))
    script.report(person, 'premium.paid', { birth_cert_no, year, amt, paid_at }, paid_at)
  }
}

interface Certified {
  birth_cert_no: string
  mother: Parent
  father: Parent | undefined
  area: string
  birth: Day
  child: number
}

function certify(script: Script, person: number, about: Certified): void {
  const { random } = script
  const { birth_cert_no, mother, father, area, birth, child } = about
  const guardian = ({ certno, psn_name }: Parent, relation: string) => ({ certno, psn_name, relation })
  const guardians = [guardian(mother, 'mother'), ...(father ? [guardian(father, 'father')] : [])]
  const gend = random.pick(['1', '2'])
  const data = {
    birth_cert_no,
    brdy: `${birth}T0${random.int(0, 9)}:15:00+08:00`,
    gend,
    psn_name: `测试宝宝${child}`,
    fixmedins_code: hospitalIn(area),
    ...(random.chance(0.3) ? { insu_admdvs: area } : {}),
    guardians: random.chance(0.9) ? guardians : [...guardians].reverse(),
  }
  const first = addDays(
    birth,
    random.weighted([
      [5, random.int(0, 5)],
      [1, random.int(6, 150)],
    ] as const),
  )
  script.report(person, 'birth.certified', data, later(script.momentOn(first), data.brdy as Instant))
  if (random.chance(0.15)) {
    const again = random.chance(0.5) ? data : { ...data, gend: gend === '1' ? '2' : '1' }
    script.report(person, 'birth.certified', again, script.momentOn(addDays(first, random.int(1, 60))))
  } else if (random.chance(0.1)) {
    const anew = { ...data, birth_cert_no: `R${birth_cert_no.slice(1)}`, replaces_cert_no: birth_cert_no }
    script.report(person, 'birth.certified', anew, script.momentOn(addDays(first, random.int(1, 60))))
  }
}

interface Unasked {
  birth_cert_no: string
  birth: Day
  payer: string
  /** After birth; some day unless given. */
  days?: number
}

/** Paid by self-declaration, whether that was asked for or not. */
function payUnasked(script: Script, person: number, { birth_cert_no, birth, payer, days }: Unasked): void {
  const { random } = script
  const year = yearOf(birth) + (random.chance(0.3) ? 1 : 0)
  const amt = random.chance(0.9) ? premiumOf(year) : '12.00'
  const paid_at = script.momentOn(addDays(birth, days ?? random.int(1, 130)))
  const data = { birth_cert_no, year, amt, paid_at, ...(random.chance(0.5) ? { payer_certno: payer } : {}) }
  script.report(person, 'premium.paid', data, addMs(paid_at, 60_000))
}

function die(script: Script, person: number, who: { certno: string } | { birth_cert_no: string }, birth: Day): void {
  const dead_date = addDays(birth, script.random.int(1, 100))
  script.report(person, 'death.registered', { ...who, dead_date }, script.momentOn(addDays(dead_date, 1)))
}
