/** Visits of the sample day across Beijing, Tianjin, Hebei, Shanxi and others (filing/RULES.md 3), rule by rule. */

import { yuanOf } from '../../../events/samples/book.ts'
import { enrolmentIn, pause } from '../../../events/samples/insured.ts'
import type { SamplePerson } from '../../../events/samples/people.ts'
import { institutionIn } from '../../../events/samples/places.ts'
import { leastAt, type Scenario, type Script, type Stories, theDay, yesterday } from '../../../events/samples/script.ts'
import type { Instant } from '../../../shared/calendar/index.ts'

/** Where somebody is insured, and as what. */
interface Insured {
  readonly area: string
  /** In service if not said. */
  readonly as?: 'retired' | 'resident' | 'student'
  /** The relation was paused the day before. */
  readonly paused?: true
}

/** What a decision must say. */
interface Decision {
  readonly result: string
  readonly basis: string
  readonly rates: 'insured-place' | 'reduced' | 'none'
  readonly pay_ratio?: string
}

/** A filing of one's own, made before the visit, in the afternoon, or when the person has paid it all and gone home. */
interface Filing {
  readonly kind: 'long-term' | 'temporary' | 'referral'
  readonly to_admdvs: string
  readonly made?: 'in-the-afternoon' | 'after-discharge'
}

/** Somebody insured in one place is treated in another. */
interface Kind {
  readonly insured: Insured
  readonly place: string
  /** `med_type`, and fields of the visit beside the usual ones. */
  readonly med: string
  readonly more?: Readonly<Record<string, unknown>>
  readonly filing?: Filing
  readonly decision: Decision
  /** The person pays it all, nothing is filed; or the visit is never settled. */
  readonly ends?: 'own-cost' | 'never'
}

const deemed5: Decision = { result: 'deemed', basis: '5', rates: 'insured-place' }
const deemed9: Decision = { result: 'deemed', basis: '9', rates: 'insured-place' }
const free = (basis: string): Decision => ({ result: 'not-required', basis, rates: 'insured-place' })
const reduced = (pay_ratio: string): Decision => ({ result: 'automatic', basis: '11', rates: 'reduced', pay_ratio })
const onFile = (rates: Decision['rates'], pay_ratio?: string): Decision => {
  return { result: 'on-file', basis: '10', rates, ...(pay_ratio ? { pay_ratio } : {}) }
}
const refused = (basis: string): Decision => ({ result: 'refused', basis, rates: 'none' })
const required: Decision = { result: 'required', basis: '12', rates: 'none' }

/** All rules of the table, from the first to the last. */
const kinds: readonly Kind[] = [
  { insured: { area: '130100', paused: true }, place: '110000', med: '11', decision: refused('1') },
  { insured: { area: '130200' }, place: '130200', med: '21', decision: { ...free('2'), result: 'local' } },
  { insured: { area: '140100' }, place: '110000', med: '41', more: { acct_only: true }, decision: free('3') },
  {
    insured: { area: '120000' },
    place: '130400',
    med: '14',
    more: { cross_region_enabled: false },
    decision: refused('4'),
  },
  { insured: { area: '130100' }, place: '110000', med: '21', decision: deemed5 },
  { insured: { area: '139900' }, place: '120000', med: '11', decision: deemed5 },
  { insured: { area: '110000' }, place: '130600', med: '11', decision: deemed5 },
  { insured: { area: '110000', as: 'retired' }, place: '120000', med: '21', decision: deemed5 },
  { insured: { area: '120000', as: 'resident' }, place: '130400', med: '14', decision: deemed5 },
  { insured: { area: '140100' }, place: '140200', med: '14', decision: free('6') },
  { insured: { area: '130900' }, place: '130100', med: '21', decision: free('7') },
  { insured: { area: '140100', as: 'student' }, place: '310000', med: '11', decision: free('8') },
  { insured: { area: '140100' }, place: '110000', med: '21', more: { emergency: true }, decision: deemed9 },
  { insured: { area: '530100' }, place: '310000', med: '13', decision: deemed9 },
  {
    insured: { area: '530300' },
    place: '310000',
    med: '11',
    filing: { kind: 'long-term', to_admdvs: '310000' },
    decision: onFile('insured-place'),
  },
  {
    insured: { area: '140100' },
    place: '110000',
    med: '21',
    filing: { kind: 'temporary', to_admdvs: '110000' },
    decision: onFile('reduced', '0.72'),
  },
  {
    insured: { area: '130300' },
    place: '440100',
    med: '21',
    filing: { kind: 'referral', to_admdvs: '440000' },
    decision: onFile('reduced'),
  },
  {
    insured: { area: '530100', as: 'resident' },
    place: '310000',
    med: '11',
    filing: { kind: 'temporary', to_admdvs: '310000', made: 'in-the-afternoon' },
    decision: onFile('reduced'),
  },
  { insured: { area: '140100' }, place: '110000', med: '21', decision: reduced('0.72') },
  { insured: { area: '140100', as: 'retired' }, place: '120000', med: '21', decision: reduced('0.81') },
  { insured: { area: '140100', as: 'resident' }, place: '330100', med: '21', decision: reduced('0.50') },
  { insured: { area: '530100' }, place: '310000', med: '11', decision: required, ends: 'own-cost' },
  {
    insured: { area: '530100' },
    place: '419001',
    med: '21',
    filing: { kind: 'temporary', to_admdvs: '419001', made: 'after-discharge' },
    decision: required,
    ends: 'own-cost',
  },
  { insured: { area: '133100' }, place: '130600', med: '21', decision: free('7') },
  { insured: { area: '130400' }, place: '330100', med: '52', decision: required, ends: 'never' },
  { insured: { area: '530400' }, place: '530100', med: '11', decision: required, ends: 'never' },
]

/** Somebody with one relation; told at night. */
function patient(script: Script, { area, as, paused }: Insured): SamplePerson {
  const person = script.people.someone({ province: area.slice(0, 2) })
  const night = script.between(5, 8)
  script.send(night, 'person.registered', { ...person })
  const relation = {
    retired: { psn_type: '12' },
    resident: { insutype: '390', psn_type: '15' },
    student: { insutype: '390', psn_type: '15', student: true },
  }
  script.send(night, 'enrolment.registered', enrolmentIn(person, area, '2021-01-01', as ? relation[as] : {}))
  if (paused) script.send(night, 'enrolment.paused', pause(person.psn_no, area, yesterday))
  return person
}

function visitOf(script: Script, person: SamplePerson, { place, med, more = {} }: Kind, begntime: Instant) {
  return {
    mdtrt_id: script.number('M'),
    fixmedins_code: institutionIn(place, script.random.int(1, 9)),
    mdtrtarea_admvs: place,
    psn_no: person.psn_no,
    med_type: med,
    begntime,
    cross_region_enabled: true,
    ...more,
  }
}

type Visit = ReturnType<typeof visitOf>

/** `visit.settled`, the next day. */
function settles(script: Script, { mdtrt_id, fixmedins_code, psn_no }: Visit, ownCost: boolean) {
  const at = script.between(8, 17, 1)
  const total = script.random.int(10_000, 2_000_000)
  const sums = { medfee_sumamt: yuanOf(total), fund_pay_sumamt: ownCost ? '0.00' : yuanOf(Math.floor(total * 0.7)) }
  const data = { mdtrt_id, fixmedins_code, psn_no, setl_id: script.number('S'), endtime: at, ...sums }
  script.send(at, 'visit.settled', data)
  return sums
}

/** One commits to a filing, without documents; one who has paid alone is told what to claim by hand. */
function files(script: Script, at: Instant, { psn_no, mdtrt_id }: Visit, { kind, to_admdvs, made }: Filing): void {
  const body = { kind, to_admdvs, from: theDay, commitment: true }
  const byHand = made === 'after-discharge' ? { claim_by_hand: [mdtrt_id] } : {}
  const expect = { psn_no, kind, from: theDay, status: 'active', ...byHand }
  script.call(at, { as: { role: 'citizen', psn_no }, method: 'POST', path: '/v1/filings', body, expect })
}

/** The hospital reports the admission; every third time its desk has asked before, and the answer is the same. */
function tellVisit(script: Script, kind: Kind, which: number): void {
  const { insured, place, filing, decision, ends } = kind
  const person = patient(script, insured)
  const at = script.between(9, 12)
  const visit = visitOf(script, person, kind, at)
  if (filing && !filing.made) files(script, script.at(0, '07:40'), visit, filing)
  if (which % 3 === 2 && filing?.made !== 'in-the-afternoon') asksAtDesk(script, visit, decision)
  // Some hospitals name their patients by identity number, and say where they are insured.
  const { psn_no, ...rest } = visit
  const who = which % 2 === 1 ? { certno: person.certno, insuplc_admdvs: insured.area } : { psn_no }
  script.send(at, 'visit.admitted', { ...rest, ...who })
  if (filing?.made === 'in-the-afternoon') files(script, script.between(13, 17), visit, filing)
  const settled = ends === 'never' || decision.result === 'local' || decision.result === 'refused'
  const sums = settled ? undefined : settles(script, visit, ends === 'own-cost')
  if (filing?.made === 'after-discharge') files(script, script.between(18, 20, 1), visit, filing)
  script.expect({
    story: `visit from ${insured.area} to ${place}, rule ${decision.basis}`,
    bundle: 'filing',
    psn_no: person.psn_no,
    // Somebody who is insured nowhere that day has no insured place either.
    ...(insured.paused ? {} : { admdvs: insured.area }),
    status: 'done',
    outcome: { ...decision, ...(sums && ends === undefined ? { settled: sums } : {}) },
  })
}

function asksAtDesk(script: Script, visit: Visit, { result, ...decision }: Decision): void {
  const as = { role: 'institution', fixmedins_code: visit.fixmedins_code } as const
  const expect = { mdtrt_id: visit.mdtrt_id, decision: result, ...decision }
  script.call(script.at(0, '08:40'), { as, method: 'POST', path: '/v1/filing-decisions', body: visit, expect })
}

/** Admitted before the person is registered: decided as soon as they are. */
function unknownPatient(script: Script): void {
  const person = script.people.someone()
  const kind: Kind = { insured: { area: '130500' }, place: '110000', med: '21', decision: deemed5 }
  const visit = visitOf(script, person, kind, script.at(0, '09:00'))
  script.send(script.at(0, '09:00'), 'visit.admitted', visit)
  script.send(script.at(0, '09:20'), 'enrolment.registered', enrolmentIn(person, '130500', '2021-01-01'))
  script.send(script.at(0, '10:40'), 'person.registered', { ...person })
  const settled = settles(script, visit, false)
  const who = { story: 'visit of somebody unknown', bundle: 'filing', psn_no: person.psn_no } as const
  script.expect({ ...who, admdvs: '130500', status: 'done', outcome: { ...deemed5, settled } })
}

/** Visits of each kind at full scale. */
const ofEachKind = 5

/** Writes the visits. */
export const stories: Stories = (script, scale) => {
  const each = Math.max(leastAt(scale, 3), Math.round(ofEachKind * scale))
  for (const kind of kinds) for (let which = 0; which < each; which++) tellVisit(script, kind, which)
  unknownPatient(script)
}

/** Told by itself. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'filing',
    title: {
      zh: '在京津冀住院：不用备案，直接结算',
      en: 'In hospital within Beijing, Tianjin and Hebei: nothing to file, settled directly',
    },
    tell(script) {
      const kind = kinds.find(({ decision }) => decision === deemed5)
      if (kind) tellVisit(script, kind, 0)
    },
  },
]
