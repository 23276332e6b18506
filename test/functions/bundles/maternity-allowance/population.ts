/**
 * What is reported of mothers who work: employment, delivery, and the base their employer declares. They live in families,
 * newborn/population.ts, for most deliveries are births.
 */
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  lastDay,
  type Month,
  maxDay,
  monthOf,
  yearOf,
} from '../../../../shared/calendar/index.ts'
import type { Answer, Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import { published } from './model.ts'

/** None beside the families. */
export const lives: readonly Life[] = []

export const besides = [aboutFujian]

export { published }

/** An employer who confirms a delivery declares the base of the year before in the same moment, perhaps. */
const verification: Answer = {
  beside({ deliver }, at, { task_id, admdvs, owner, facts }, random) {
    if (!random.chance(0.5) || owner.role !== 'employer') return
    const year = Number((facts.dscg_date as string).slice(0, 4)) - 1
    const base = { emp_name: '测试单位', insu_admdvs: admdvs, year, avg_base: `${random.int(4000, 9000)}.00` }
    deliver(at, 'employer.base-declared', `base.${task_id}`, at, { emp_no: owner.emp_no, ...base })
  },
}

const review: Answer = {
  approval({ facts }, random) {
    const needed = (facts.reasons as string[]).includes('base-missing')
    return needed ? { avg_base: `${random.int(3000, 9000)}.00` } : {}
  },
}

export const answers = { 'verify-birth': verification, 'review-allowance': review }

/** Hospitals that deliver, by pooling area. */
export const hospitals: Record<string, string> = {
  130100: 'H13010200001',
  130200: 'H13020200001',
  330100: 'H33010200001',
  350100: 'H35010200001',
  440100: 'H44010300001',
  530100: 'H53010200001',
}

/** Somebody with a child, as registers name them. */
export interface Parent {
  psn_no: string
  certno: string
  psn_name: string
}

/**
 * She works, or pays alone: months before the birth with a gap at times, and paid on after it, mostly late enough to be
 * waited for. That she has an employer, or has none, may be told or corrected long after.
 */
export function employ(script: Script, person: number, mother: Parent, area: string, birth: Day, alone = 0.2): void {
  const { random } = script
  const from = addDays(birth, -random.int(60, 2000))
  const employer = { emp_no: `E${area}.${person}`, emp_name: '测试单位' }
  const works = !random.chance(alone)
  const base = { psn_no: mother.psn_no, insu_admdvs: area, insutype: '310' }
  const enrolled = { ...base, psn_type: '11', psn_insu_date: from }
  const told = random.chance(0.9) ? works : !works
  script.report(person, 'enrolment.registered', { ...enrolled, ...(told ? employer : {}) }, script.momentOn(from))
  if (told !== works) {
    const corrected = addDays(birth, random.int(-20, 60))
    const right = { ...enrolled, ...(works ? employer : {}) }
    script.report(person, 'enrolment.registered', right, script.momentOn(corrected))
  }
  const end = random.chance(0.85) ? addDays(birth, 100) : addDays(birth, random.int(-30, 60))
  const posts = (first: Month, last: Month, on: Day) => {
    const paid = { ...base, base: `${random.int(40, 90)}00.00`, amt_psn: '100.00', amt_emp: '400.00' }
    const by = works && random.chance(0.3) ? { emp_no: employer.emp_no } : {}
    const months = { accrym_begn: first, accrym_end: last, ...by }
    script.report(person, 'contribution.posted', { ...paid, ...months }, script.momentOn(on))
  }
  const gap = random.chance(0.2) ? addMonths(monthOf(birth), -random.int(1, 5)) : undefined
  const first = monthOf(from)
  if (gap === undefined || gap <= first) posts(first, monthOf(birth), birth)
  else {
    posts(first, addMonths(gap, -1), birth)
    if (gap < monthOf(birth)) posts(addMonths(gap, 1), monthOf(birth), birth)
  }
  for (let next = 1; random.chance(0.5) && next < 8; next++) {
    const month = addMonths(monthOf(birth), next)
    posts(month, month, addDays(lastDay(month), random.int(0, 20)))
  }
  if (end < addDays(birth, 100)) {
    script.report(person, 'enrolment.paused', { ...base, paus_insu_date: end }, script.momentOn(end))
  }
}

/** Since when who pays alone is paid in Fujian. */
const fujianSince = '2026-03-01' as Day

/** A mother in Fujian about that day, mostly on her own: the rest of the country has few of whom more is to be seen. */
function aboutFujian(script: Script): void {
  const { random } = script
  const [first, last] = [dayOf(script.start), addDays(dayOf(script.end), -20)]
  const birth = addDays(maxDay(first, addDays(fujianSince, -10)), random.int(0, 60))
  if (birth > last || !random.chance(0.5)) return
  const [person, area] = [480, '350100']
  const mother = registerPerson(script, person, { brdy: '1995-06-15' as Day, gend: '2', owner: 0 })
  employ(script, 0, mother, area, birth, 0.7)
  const certificates = random.chance(0.2) ? [] : [`F${String(random.int(0, 899_999_999)).padStart(9, '0')}`]
  deliver(script, 0, mother, { area, insured: area, birth, certificates, miscarried: false })
  declareBase(script, 0, area, birth)
}

interface Delivered {
  area: string
  insured: string
  birth: Day
  certificates: readonly string[]
  miscarried: boolean
}

export function deliver(script: Script, person: number, mother: Parent, about: Delivered): void {
  const { random } = script
  const { area, insured, birth, certificates, miscarried } = about
  const dscg_date = addDays(birth, random.int(1, 8))
  const data = {
    setl_id: `D${mother.psn_no.replace('P', '.')}`,
    fixmedins_code: hospitals[area],
    certno: mother.certno,
    psn_name: random.chance(0.92) ? mother.psn_name : '别人',
    insu_admdvs: insured,
    dscg_date,
    outcome: miscarried ? 'miscarriage' : 'birth',
    dystocia: random.chance(0.3),
    fetus_count: miscarried ? 0 : Math.max(1, certificates.length),
    child_order: miscarried ? 0 : random.int(1, 4),
    gestation_weeks: miscarried ? random.int(6, 27) : random.int(28, 41),
    ...(!miscarried && random.chance(0.15)
      ? { alive_count: certificates.length === 0 ? 0 : certificates.length - 1 }
      : {}),
    ...(certificates.length > 0 && random.chance(0.5) ? { birth_cert_nos: certificates } : {}),
  }
  script.report(person, 'delivery.settled', data, script.momentOn(dscg_date))
  if (random.chance(0.06)) {
    const twice = { ...data, setl_id: `${data.setl_id}.2` }
    script.report(person, 'delivery.settled', twice, script.momentOn(addDays(dscg_date, random.int(1, 20))))
  }
}

/** The employer's base of the year before, in time, late, corrected or never. */
export function declareBase(script: Script, person: number, area: string, birth: Day): void {
  const { random } = script
  if (random.chance(0.35)) return
  const year = yearOf(addDays(birth, 4)) - 1
  const declared = random.chance(0.7) ? addDays(birth, -random.int(1, 60)) : addDays(birth, random.int(1, 40))
  const account = { bank_code: '102', acct_no: `633300000${person}`, acct_name: '测试单位' }
  const base = `${random.pick(['7530', '8123', '35000'])}.${random.pick(['00', '45'])}`
  const bank = random.chance(0.8) ? { bank_acct: account } : {}
  const data = { emp_no: `E${area}.${person}`, emp_name: '测试单位', insu_admdvs: area, year, avg_base: base, ...bank }
  script.report(person, 'employer.base-declared', data, script.momentOn(declared))
  if (random.chance(0.4)) {
    const ofBirthYear = { ...data, year: year + 1, avg_base: '9111.00' }
    script.report(person, 'employer.base-declared', ofBirthYear, script.momentOn(addDays(declared, random.int(0, 20))))
  }
  if (random.chance(0.1)) {
    const corrected = { ...data, avg_base: '7000.00' }
    script.report(person, 'employer.base-declared', corrected, script.momentOn(addDays(declared, random.int(1, 30))))
  }
}
