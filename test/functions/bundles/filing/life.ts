/** Lives of people who are treated away from home: what is drawn, and how it is told. What must come: expected.ts. */
import type { FilingForm } from '../../../../functions/bundles/filing/form.ts'
import { openFiling } from '../../../../functions/bundles/filing/rules/self-service.ts'
import { aDay, aPlace, aProvince, areaToSet, setBefore } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { plus, sameDayAfter } from '../../../simulator/lives/plain/days.ts'
import { poolingArea, provinceOf } from '../../../simulator/lives/plain/places.ts'
import type { Amendment } from '../../../simulator/lives/plain/rows.ts'
import { inTurn, setting, someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'

/** A relation, as it is reported. */
export interface Insured {
  area: string
  insutype: '310' | '390'
  psn_type: string
  from: string
  to?: string
  student?: boolean
}

/** A filing that the person makes, or tries to. */
export interface Filed {
  at: string
  kind: 'long-term' | 'referral' | 'temporary'
  to_admdvs: string
  from: string
  to?: string
}

/** Somebody insured, treated once, with what they file before and after. */
export interface FilingLife extends Life {
  relations: Insured[]
  set: Amendment[]
  filed: Filed[]
  visit: {
    on: string
    area: string
    med_type: string
    emergency: boolean
    enabled: boolean
    acct_only: boolean
    insuplc?: string
  }
  /** The day of discharge, and whether the fund paid. */
  settled?: { on: string; fund: boolean }
  until: string
}

const person = someone(1)

/** Dates of the twelve rules. */
const ruleDates = ['2023-02-10', '2023-04-01', '2023-07-01', '2023-01-01']

/** Draws one. */
export function draw(random: Random): FilingLife {
  const home = aPlace(
    random,
    random.weighted([
      [3, aProvince(random)],
      [2, '14'],
      [2, random.pick(['11', '12', '13'])],
    ]),
  )
  const there = awayFrom(random, home)
  const on = aDay(random, ruleDates)
  const relations = relationsOf(random, home, on)
  const visit: FilingLife['visit'] = {
    on,
    area: there,
    med_type: random.pick(['11', '13', '14', '21', '24', '41', '52', '1402', '2101']),
    emergency: random.chance(0.1),
    enabled: random.chance(0.9),
    acct_only: random.chance(0.15),
    ...(random.chance(0.3) ? { insuplc: random.chance(0.9) ? home : (relations[0] as Insured).area } : {}),
  }
  const stay = random.weighted([
    [3, random.int(0, 20)],
    [2, random.int(28, 33)],
    [1, random.int(0, 400)],
  ])
  const settled = random.chance(0.7) ? { on: plus(on, stay), fund: random.chance(0.6) } : undefined
  const end = plus(on, random.pick([0, 29, 30, 31, 364, 365, 366, 420]))
  let filed = random.chance(0.6) ? [aFiling(random, on, there, home)] : []
  if (filed.length > 0 && random.chance(0.5)) filed.push(aFiling(random, on, there, home))
  // Nobody files for where they are insured.
  const areas = relations.map(({ area }) => poolingArea(area))
  filed = filed.filter(({ to_admdvs }) => !areas.includes(poolingArea(to_admdvs)))
  filed.sort((a, b) => (a.at < b.at ? -1 : 1))
  const lastAt = filed.at(-1)?.at.slice(0, 10) ?? on
  return {
    place: home,
    relations,
    set: amendments(random, home, relations),
    filed,
    visit,
    ...(settled ? { settled } : {}),
    until: [end, lastAt, settled?.on ?? on].sort().at(-1) as string,
  }
}

function awayFrom(random: Random, home: string): string {
  const province = random.weighted([
    [3, aProvince(random)],
    [3, provinceOf(home)],
    [2, random.pick(['11', '12', '13'])],
  ])
  return aPlace(random, province)
}

/** Mostly one relation that holds; at times two, none that day, or one that ends or begins around it. */
function relationsOf(random: Random, home: string, on: string): Insured[] {
  const resident = random.chance(0.4)
  const kind = (is: boolean) =>
    is
      ? ({ insutype: '390', psn_type: random.pick(['14', '15']) } as const)
      : ({ insutype: '310', psn_type: random.pick(['11', '11', '12']) } as const)
  const student = resident && random.chance(0.5)
  const from = random.chance(0.2) ? plus(on, random.int(-2, 1)) : '2020-01-01'
  const to = random.chance(0.15) ? plus(on, random.int(-1, 2)) : undefined
  const first = {
    area: home,
    ...kind(resident),
    from,
    ...(to && to >= from ? { to } : {}),
    ...(student ? { student } : {}),
  }
  if (!random.chance(0.15)) return [first]
  // Another class of insurance: two employee's relations in a province would be a transfer.
  const other = { area: aPlace(random), ...kind(!resident), from: '2021-06-01' }
  return [first, other]
}

function aFiling(random: Random, on: string, there: string, home: string): Filed {
  const made = plus(on, random.pick([-400, -200, -30, -1, 0, 0, 1, 5, 29, 30, 31, 60, 179, 180, 181]))
  const at = `${made}T${random.chance(0.5) ? '08' : '10'}:30:00+08:00`
  const from = plus(
    made,
    random.weighted([
      [5, random.pick([0, -179, -180, -181])],
      [3, random.int(-60, 20)],
    ]),
  )
  const kind = random.pick(['long-term', 'referral', 'temporary'] as const)
  const wanted = random.pick([there, there, poolingArea(there), `${provinceOf(there)}0000`, aPlace(random)])
  // Nobody files for home.
  const to_admdvs = poolingArea(wanted) === poolingArea(home) ? `${home.startsWith('31') ? '11' : '31'}0000` : wanted
  const to = random.chance(0.5)
    ? undefined
    : random.pick([
        plus(on, random.int(-1, 1)),
        plus(sameDayAfter(from, 6), random.int(-2, 1)),
        plus(from, random.int(-1, 90)),
      ])
  return { at, kind, to_admdvs, from, ...(to ? { to } : {}) }
}

const ratios = { in_service: '0.60', retired: '0.65', resident: '0.45' }

function amendments(random: Random, home: string, relations: readonly Insured[]): Amendment[] {
  const set: Amendment[] = []
  const date = () => (random.chance(0.5) ? undefined : aDay(random))
  if (random.chance(0.2))
    set.push(setBefore('province_filing_free', areaToSet(random, poolingArea(home)), random.chance(0.8), date()))
  if (random.chance(0.2)) {
    const value = random.pick([{ automatic: ratios }, { temporary: ratios, referral: ratios }, { referral: ratios }])
    set.push(setBefore('reduced_ratio', areaToSet(random, poolingArea(home)), value, date()))
  }
  const isAlways = relations.length === 1 && relations.every(({ from, to }) => from < '2021-01-01' && !to)
  if (isAlways && random.chance(0.3)) {
    set.push(
      setBefore('temporary_filing_months', areaToSet(random, poolingArea(home)), random.pick([3, 9, 12]), date()),
    )
  }
  return set
}

/** What happens in it. */
export function happenings(life: FilingLife): Happening[] {
  const { visit, settled } = life
  const fixmedins_code = `H${visit.area}00001`
  const admitted = {
    mdtrt_id: 'M1',
    fixmedins_code,
    mdtrtarea_admvs: visit.area,
    psn_no: person.psn_no,
    med_type: visit.med_type,
    begntime: `${visit.on}T09:00:00+08:00`,
    emergency: visit.emergency,
    cross_region_enabled: visit.enabled,
    acct_only: visit.acct_only,
    ...(visit.insuplc ? { insuplc_admdvs: visit.insuplc } : {}),
  }
  const settlement = settled && {
    mdtrt_id: 'M1',
    fixmedins_code,
    psn_no: person.psn_no,
    setl_id: 'S1',
    endtime: `${settled.on}T12:00:00+08:00`,
    medfee_sumamt: '1000.00',
    fund_pay_sumamt: settled.fund ? '720.00' : '0.00',
  }
  return inTurn([
    { at: '2020-01-01T00:00:00+08:00', hear: 'person.registered', data: person },
    ...life.relations.flatMap(enrolled),
    ...life.set.map(setting),
    ...life.filed.map(({ at, ...form }) => ({ at, call: 'file', body: { ...form, commitment: true } })),
    { at: `${visit.on}T09:00:00+08:00`, hear: 'visit.admitted', data: admitted },
    ...(settled && settlement ? [{ at: `${settled.on}T12:00:00+08:00`, hear: 'visit.settled', data: settlement }] : []),
    { at: `${life.until}T23:00:00+08:00`, nothing: true },
  ])
}

function enrolled({ area, insutype, psn_type, from, to, student }: Insured): Happening[] {
  const relation = { psn_no: person.psn_no, insu_admdvs: area, insutype }
  const data = { ...relation, psn_type, psn_insu_date: from, ...(student ? { student } : {}) }
  const begun: Happening = { at: `${from}T00:30:00+08:00`, hear: 'enrolment.registered', data }
  if (!to) return [begun]
  return [begun, { at: `${to}T00:40:00+08:00`, hear: 'enrolment.paused', data: { ...relation, paus_insu_date: to } }]
}

/** The person's own calls. */
export const calls = {
  file: (form: FilingForm) => openFiling({ ...form, to_admdvs: poolingAreaOrProvince(form.to_admdvs) }),
}

/** As the API reads a place: a county means its pooling area. */
const poolingAreaOrProvince = (code: string) =>
  (code.endsWith('0000') ? code : poolingArea(code)) as FilingForm['to_admdvs']
