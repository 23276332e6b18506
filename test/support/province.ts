/**
 * A made province: persons with all their history, as the files of `npm run load` hold it, and what happens to them in the
 * weeks after. The same seed makes the same province on every machine; nobody in it exists.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type InboundType, wireType } from '../../events/index.ts'
import { bankOf, People, type SamplePerson } from '../../events/samples/people.ts'
import { institutionIn } from '../../events/samples/places.ts'
import { Random } from '../../events/samples/random.ts'
import { type LoadRegister, type RowOf, registerNames } from '../../infra/load/files/registers.ts'
import { addDays, addMonths, type Day, day, firstDay, type Month, monthOf } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import { fen, formatYuan } from '../../shared/money/index.ts'

/** Rows of every register, as a file's lines say them. */
export type ProvinceRows = { readonly [R in LoadRegister]: Written<RowOf<R>>[] }
type Written<Row> = { [Name in keyof Row]: Row[Name] extends Admdvs | Day | Month ? string : Row[Name] }

/** How a province is made. */
export interface ProvinceOptions {
  readonly seed: number
  readonly persons: number
  /** Pooling areas of one province. */
  readonly areas: readonly string[]
  /** The first day that is no history. */
  readonly until: string
  /** Years for which a base holds: one, as everywhere; more make fewer lines of the same months. */
  readonly baseYears?: number
}

/** A made province. */
export interface Province extends ProvinceOptions {
  readonly rows: ProvinceRows
}

type Kind = 'employee' | 'moved' | 'retiree' | 'resident' | 'newborn'
const kinds: readonly (readonly [Kind, number])[] = [
  ['employee', 35],
  ['moved', 8],
  ['retiree', 14],
  ['resident', 40],
  ['newborn', 3],
]

/** Makes one. */
export function makeProvince(options: ProvinceOptions): Province {
  const rows = Object.fromEntries(registerNames.map((register) => [register, []])) as unknown as ProvinceRows
  const maker = new Maker(options, rows)
  for (let n = 0; n < options.persons; n++) maker.add()
  return { ...options, rows }
}

class Maker {
  readonly #random: Random
  readonly #people: People
  readonly #rows: ProvinceRows
  readonly #areas: readonly string[]
  readonly #until: Day
  readonly #baseYears: number

  constructor({ seed, areas, until, baseYears = 1 }: ProvinceOptions, rows: ProvinceRows) {
    this.#baseYears = baseYears
    this.#random = new Random(seed, 'province')
    this.#people = new People(this.#random, 'PV', { taken: new Set(), after: 0 })
    this.#areas = areas
    this.#until = day(until)
    this.#rows = rows
  }

  add(): void {
    const kind = this.#random.weighted(kinds)
    const area = this.#random.pick(this.#areas)
    const person = this.#person(kind)
    if (kind === 'employee' || kind === 'moved') this.#employee(person, area, kind === 'moved')
    else if (kind === 'retiree') this.#retiree(person, area)
    else this.#resident(person, area, kind === 'newborn')
    if (this.#random.next() < 0.05) this.#filing(person, area)
  }

  #person(kind: Kind): SamplePerson {
    const years: Record<Kind, [number, number]> = {
      employee: [20, 55],
      moved: [25, 55],
      retiree: [61, 90],
      resident: [1, 85],
      newborn: [0, 0],
    }
    const [least, most] = years[kind]
    const days = kind === 'newborn' ? this.#random.int(10, 150) : this.#random.int(least * 366, most * 366)
    const province = this.#areas[0]!.slice(0, 2)
    const person = this.#people.someone({ brdy: addDays(this.#until, -days), province })
    const bank = this.#random.next() < 0.3 ? { bank_acct: bankOf(person) } : {}
    this.#rows.persons.push({ ...person, ...bank })
    return person
  }

  #employee(person: SamplePerson, area: string, moved: boolean): void {
    const begun = this.#dayAgo(400, 6_000)
    const last = addDays(begun, this.#random.int(100, 300))
    const other = moved ? this.#areas.find((one) => one !== area) : undefined
    if (other === undefined) {
      this.#service(person, area, begun)
      return
    }
    this.#service(person, other, begun, { to: last })
    this.#service(person, area, firstDay(addMonths(monthOf(last), 1)))
  }

  /** A period of employment with its months; of one that goes on, the account. */
  #service(person: SamplePerson, area: string, from: Day, { to, paid }: { to?: Day; paid?: Month } = {}): void {
    const relation = { psn_no: person.psn_no, insu_admdvs: area as Admdvs, insutype: '310' as const }
    const emp_no = `E${area}${String(this.#random.int(1, 200)).padStart(4, '0')}`
    this.#rows.relations.push({
      ...relation,
      psn_type: '11' as const,
      psn_insu_date: from,
      emp_no,
      ...(to === undefined ? {} : { paus_insu_date: to }),
    })
    this.#months(relation, emp_no, monthOf(from), paid ?? monthOf(to ?? addDays(this.#until, -1)))
    if (to === undefined) this.#account(relation)
  }

  #months(relation: { psn_no: string; insu_admdvs: Admdvs; insutype: '310' }, emp_no: string, from: Month, to: Month) {
    let base = this.#random.int(38, 120) * 100
    for (let begin = from; begin <= to; ) {
      // A new base in July, as everywhere.
      const june = `${begin.slice(0, 4)}06` as Month
      const end = addMonths(june, 12 * (this.#baseYears - Number(begin <= june)))
      const last = end < to ? end : to
      const sums = { base: yuan(base * 100), amt_psn: yuan(base * 2), amt_emp: yuan(base * 8) }
      this.#rows.months.push({ ...relation, accrym_begn: begin, accrym_end: last, ...sums, emp_no })
      begin = addMonths(last, 1)
      base += this.#random.int(0, 6) * 100
    }
  }

  #account({ psn_no, insu_admdvs }: { psn_no: string; insu_admdvs: Admdvs }): void {
    this.#rows.accounts.push({ psn_no, insu_admdvs, balance: yuan(this.#random.int(0, 900_000)) })
  }

  #retiree(person: SamplePerson, area: string): void {
    const begun = addDays(person.brdy, 30 * 366)
    const retired = addDays(begun, this.#random.int(25 * 365, 29 * 365))
    const retr_date = firstDay(monthOf(retired))
    // Who has retired pays no more.
    this.#service(person, area, begun, { paid: addMonths(monthOf(retr_date), -1) })
    const relation = { psn_no: person.psn_no, insu_admdvs: area as Admdvs, insutype: '310' as const }
    this.#rows.retirees.push({ ...relation, retr_date })
    this.#rows.entitlements.push({ ...relation, kind: 'retiree', from: retr_date })
  }

  #resident(person: SamplePerson, area: string, newborn: boolean): void {
    const relation = { psn_no: person.psn_no, insu_admdvs: area as Admdvs, insutype: '390' as const }
    const isMinor = person.brdy > addDays(this.#until, -18 * 365)
    const from = newborn ? person.brdy : this.#dayAgo(30, Math.min(3_000, ageIn(person.brdy, this.#until) - 1))
    const student = !newborn && this.#random.next() < 0.1 ? { student: true } : {}
    this.#rows.relations.push({
      ...relation,
      psn_type: isMinor ? ('14' as const) : ('15' as const),
      psn_insu_date: from,
      ...student,
    })
    const year = this.#until.slice(0, 4)
    const since = `${year}-01-01` > from ? day(`${year}-01-01`) : from
    this.#rows.entitlements.push({ ...relation, kind: 'resident-basic', from: since, to: day(`${year}-12-31`) })
  }

  #filing(person: SamplePerson, area: string): void {
    const to_admdvs = (area.startsWith('11') ? '310000' : '110000') as Admdvs
    const from = this.#dayAgo(1, 100)
    const long = this.#random.next() < 0.5
    const more = long ? { kind: 'long-term' as const } : { kind: 'temporary' as const, to: addDays(from, 180) }
    this.#rows.filings.push({ psn_no: person.psn_no, to_admdvs, from, ...more })
  }

  #dayAgo(least: number, most: number): Day {
    return addDays(this.#until, -this.#random.int(least, Math.max(least, most)))
  }
}

const ageIn = (brdy: Day, on: Day) => Math.floor((Date.parse(on) - Date.parse(brdy)) / 86_400_000)
const yuan = (amount: number) => formatYuan(fen(amount))

/** Writes the files of a province into a directory; answers their paths, persons first. */
export function writeProvince({ rows }: Province, dir: string, format: 'ndjson' | 'csv' = 'ndjson'): string[] {
  mkdirSync(dir, { recursive: true })
  return registerNames.map((register) => {
    const path = join(dir, `${register}.${format}`)
    const all: readonly object[] = rows[register]
    writeFileSync(path, format === 'csv' ? csvOf(all) : all.map((row) => `${JSON.stringify(row)}\n`).join(''))
    return path
  })
}

/** Rows as CSV: every field that any of them has is a column; those of an object are named `outer.inner`. */
export function csvOf(rows: readonly object[]): string {
  const flat = rows.map((row) => new Map(flatten(row)))
  const headers = [...new Set(['psn_no', ...flat.flatMap((row) => [...row.keys()])])]
  const lines = [headers, ...flat.map((row) => headers.map((header) => row.get(header) ?? ''))]
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}

const flatten = (row: object, outer = ''): [string, string][] =>
  Object.entries(row).flatMap(([name, value]): [string, string][] =>
    typeof value === 'object' ? flatten(value as object, `${outer}${name}.`) : [[`${outer}${name}`, String(value)]],
  )

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A message of a partner, whole. */
export interface ProvinceEvent {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: string
  readonly time: string
  readonly data: Record<string, unknown>
}

/**
 * What happens to the people of a province in a week: the first (0) begins on the day that history ends. In the order of
 * time; the same week is always the same.
 */
export function eventsOf(province: Province, week: number): ProvinceEvent[] {
  const random = new Random(province.seed, `week ${week}`)
  const begin = addDays(day(province.until), 7 * week)
  const events: ProvinceEvent[] = []
  const tell = (type: InboundType, data: Record<string, unknown>) => {
    const at = `${addDays(begin, random.int(0, 6))}T${String(random.int(8, 17)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}:00+08:00`
    const id = `W${week}-${events.length + 1}`
    events.push({ specversion: '1.0', id, source: 'urn:province', type: wireType(type), time: at, data })
  }
  const { persons, relations, accounts, retirees } = province.rows
  const retired = new Set(retirees.map(({ psn_no }) => psn_no))
  const serving = relations.filter(
    ({ psn_no, insutype, paus_insu_date }) => insutype === '310' && !paus_insu_date && !retired.has(psn_no),
  )
  const byNumber = new Map(persons.map((person) => [person.psn_no, person]))
  for (const { psn_no, insu_admdvs, emp_no } of serving) {
    const chance = random.next()
    const person = byNumber.get(psn_no)!
    const own = { psn_no, insu_admdvs }
    if (chance < 0.3) tell('account.credited', { ...own, amt: yuan(random.int(5_000, 30_000)), memo: '个人账户划入' })
    else if (chance < 0.33) {
      const other = random.pick(province.areas.filter((area) => area !== insu_admdvs))
      if (!other) continue
      tell('enrolment.paused', { ...own, insutype: '310', paus_insu_date: addDays(begin, -1) })
      tell('enrolment.registered', {
        ...own,
        insu_admdvs: other,
        insutype: '310',
        psn_type: '11',
        psn_insu_date: begin,
      })
    } else if (chance < 0.34) {
      const { certno, psn_name, gend } = person
      if (gend !== '1' || person.brdy > addDays(begin, -50 * 365)) continue
      const approved = { retr_date: begin, pension_admdvs: insu_admdvs, deemed_months: 0 }
      tell('pension.approved', { certno, psn_name, ...approved, ...(emp_no ? { emp_no } : {}) })
    } else if (chance < 0.37) tell('visit.admitted', visitOf(random, psn_no, begin, week, events.length))
    else if (chance < 0.38 && person.gend === '2') {
      const guardian = { certno: person.certno, psn_name: person.psn_name, relation: 'mother' }
      const brdy = `${addDays(begin, -1)}T10:00:00+08:00`
      const birth_cert_no = `P${String(week).padStart(2, '0')}${String(events.length).padStart(7, '0')}`
      const child = {
        birth_cert_no,
        brdy,
        gend: random.pick(['1', '2']),
        psn_name: `${person.psn_name.slice(0, 1)}宝宝`,
      }
      tell('birth.certified', {
        ...child,
        fixmedins_code: institutionIn(insu_admdvs),
        insu_admdvs,
        guardians: [guardian],
      })
    }
  }
  for (const { psn_no, insu_admdvs, balance } of accounts) {
    if (random.next() > 0.15 || balance.length < 7) continue
    const setl_id = `S${week}-${events.length}`
    tell('account.spent', { psn_no, insu_admdvs, amt: yuan(random.int(500, 30_000)), setl_id })
  }
  return events.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
}

function visitOf(random: Random, psn_no: string, begin: Day, week: number, n: number) {
  return {
    mdtrt_id: `M${week}-${n}`,
    fixmedins_code: 'H11010100001',
    psn_no,
    mdtrtarea_admvs: '110101',
    med_type: random.pick(['11', '21']),
    begntime: `${begin}T07:00:00+08:00`,
    cross_region_enabled: true,
  }
}
