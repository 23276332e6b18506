/** What assistance/RULES.md says, reckoned naively: what is due for a year, and who is warned. Money is whole fen. */
import { fenOf, halfUp, millionths } from '../../../simulator/lives/plain/money.ts'
import { holding, type Row } from '../../../simulator/lives/plain/rows.ts'

/** `settlement.posted`, as far as assistance follows from it. */
export interface Settled {
  setl_id: string
  insu_admdvs: string
  med_type: string
  begntime: string
  setl_time: string
  inscp_scp_amt: string
  fund_pay_sumamt: string
  maf_pay: string
}

/** An identity that was recognised. */
export interface Identity {
  kind: string
  area: string
  from: string
  to?: string
}

/** What a department paid. */
export interface Aid {
  setl_id: string
  dept: string
  amt: string
}

/** All that is known of somebody. */
export interface Facts {
  settlements: readonly Settled[]
  identities: readonly Identity[]
  aid: readonly Aid[]
  died?: string | undefined
}

interface Terms {
  deductible: string
  ratio: string
  cap?: string
}

interface DeptRow extends Terms {
  dept: string
  psn_idet_types: readonly string[]
  med_types: readonly string[]
}

/** The table of the law, the upper first. */
const table: Readonly<Record<string, string>> = {
  destitute: 'aid_destitute',
  'low-income': 'aid_low_income',
  'poverty-returned': 'aid_poverty_returned',
  'poverty-watch': 'aid_poverty_watch',
  borderline: 'aid_borderline',
  'ill-poor': 'aid_ill_poor',
}
const seven = { deductible: '0.00', ratio: '0.70' }

/** The rows of the text, and what the sample province's bureau has set. */
const rows: readonly Row[] = [
  { name: 'aid_destitute', admdvs: '000000', from: '2021-10-28', value: seven },
  { name: 'aid_low_income', admdvs: '000000', from: '2021-10-28', value: seven },
  { name: 'aid_low_income', admdvs: '310000', from: '2023-01-12', value: { deductible: '0.00', ratio: '0.90' } },
  { name: 'aid_med_types', admdvs: '000000', value: ['14', '21', '24'] },
  { name: 'assistance_confirm_above', admdvs: '000000', value: '0.00' },
  { name: 'reconcile_month', admdvs: '000000', value: 4 },
]
export const bureau: readonly Row[] = [
  {
    name: 'department_aid',
    admdvs: '130900',
    value: [
      {
        dept: 'union',
        psn_idet_types: ['worker-hardship'],
        med_types: ['21'],
        deductible: '1000.00',
        ratio: '0.50',
        cap: '2000.00',
      },
    ],
  },
  { name: 'hardship_line', admdvs: '130900', value: '20000.00' },
]

/** What operators of the simulator set where nothing is published. */
export const published = {
  aid_poverty_returned: { deductible: '0.00', ratio: '0.80' },
  aid_poverty_watch: { deductible: '1000.00', ratio: '0.65' },
  aid_borderline: { deductible: '3000.00', ratio: '0.60', cap: '50000.00' },
  aid_ill_poor: { deductible: '5000.00', ratio: '0.55', cap: '30000.00' },
}

/** A parameter in an area on a day. */
export type ValueOf = <T>(name: string, area: string, on: string) => T | undefined
/** By the text, and what was set over it. */
export const valuesWith =
  (set: readonly Row[]): ValueOf =>
  (name, area, on) =>
    holding(name, area, on, [...rows, ...set])

/** Business days of moments that bear the offset of business time. */
const dayOf = (moment: string) => moment.slice(0, 10)
const most = (a: bigint, b: bigint) => (a > b ? a : b)
const least = (a: bigint, b: bigint) => (a < b ? a : b)

/** 2.3: a finer code belongs to the kind that it begins with. */
const isOf = (code: string, listed: readonly string[] = []) => listed.some((one) => code.startsWith(one))

/** 2.1: those that count, each on its day, in order. */
function counting({ settlements, died }: Facts): (Settled & { day: string })[] {
  return settlements
    .filter(({ begntime }) => died === undefined || dayOf(begntime) <= died)
    .map((one) => {
      const settled = dayOf(one.setl_time)
      return { ...one, day: died !== undefined && died < settled ? died : settled }
    })
    .sort((a, b) =>
      a.setl_time === b.setl_time ? (a.setl_id < b.setl_id ? -1 : 1) : a.setl_time < b.setl_time ? -1 : 1,
    )
}

/** 1.2: the identities that count on a day. */
function identitiesOn({ identities }: Facts, on: string): { area: string; kinds: string[] } | undefined {
  const all = identities.filter(({ from, to }) => from <= on && (to === undefined || to >= on))
  const ofTable = all.filter(({ kind }) => kind in table)
  const best = [...(ofTable.length > 0 ? ofTable : all)].sort((a, b) =>
    a.from === b.from ? (a.area < b.area ? -1 : 1) : a.from > b.from ? -1 : 1,
  )[0]
  return best && { area: best.area, kinds: all.filter(({ area }) => area === best.area).map(({ kind }) => kind) }
}

/** Whether an identity of the table is in force on a day. */
export const isRecognized = ({ identities }: Facts, on: string): boolean =>
  identities.some(({ kind, from, to }) => kind in table && from <= on && (to === undefined || to >= on))

/** The days on which identities of the table begin. */
export const beginnings = ({ identities }: Facts): string[] =>
  identities.filter(({ kind }) => kind in table).map(({ from }) => from)

/** 2.5: the formula. */
function grantOf({ deductible, ratio, cap }: Terms, before: { p: bigint; granted: bigint }, burden: bigint): bigint {
  const beyond = (sum: bigint) => most(0n, sum - fenOf(deductible))
  const amt = halfUp((beyond(before.p + burden) - beyond(before.p)) * millionths(ratio), 1_000_000n)
  return cap === undefined ? amt : most(0n, least(amt, fenOf(cap) - before.granted))
}

/** A payer's year: what it owes, and what it gave at the desk or of its own accord. */
export interface PayerYear {
  area: string
  dept: string
  due: bigint
  gave: bigint
}

/** What a year comes to. */
export interface YearOf {
  /** Settlements that fit, with their burdens and all grants on them. */
  fitting: { setl_id: string; day: string; burden: bigint; granted: bigint }[]
  payers: PayerYear[]
  /** Where the identities were, the latest last. */
  areas: string[]
}

/** 2: what is due for a calendar year. */
export function yearOf(facts: Facts, year: number, value: ValueOf): YearOf {
  const sums = new Map<string, { p: bigint; granted: bigint }>()
  const payers = new Map<string, PayerYear>()
  const found: YearOf = { fitting: [], payers: [], areas: [] }
  for (const one of counting(facts).filter(({ day }) => day.startsWith(String(year)))) {
    const identity = identitiesOn(facts, one.day)
    if (!identity) continue
    const { area, kinds } = identity
    const own = kinds.filter((kind) => kind in table)
    const isAssisted = own.length > 0 && isOf(one.med_type, value<string[]>('aid_med_types', area, one.day))
    const depts = (value<DeptRow[]>('department_aid', area, one.day) ?? []).filter(
      (row) => isOf(one.med_type, row.med_types) && row.psn_idet_types.some((kind) => kinds.includes(kind)),
    )
    if (!isAssisted && depts.length === 0) continue
    const aid = (dept: string) => aidOf(facts, one.setl_id, (by) => by === dept)
    const burden = burdenOf(
      one,
      aidOf(facts, one.setl_id, (by) => !depts.some(({ dept }) => dept === by)),
    )
    let left = burden
    const grant = (dept: string, gave: bigint, choices: readonly Terms[]) => {
      const before = sums.get(dept) ?? { p: 0n, granted: 0n }
      const amt = choices.map((terms) => grantOf(terms, before, left)).reduce(most, 0n)
      sums.set(dept, { p: before.p + left, granted: before.granted + amt })
      const payer = payers.get(`${area} ${dept}`) ?? { area, dept, due: 0n, gave: 0n }
      payers.set(`${area} ${dept}`, { ...payer, due: payer.due + amt, gave: payer.gave + gave })
      left -= amt
    }
    if (isAssisted) {
      const terms = own.flatMap((kind) => value<Terms>(table[kind] as string, area, one.day) ?? [])
      grant('medical-assistance', fenOf(one.maf_pay), terms)
    }
    for (const row of depts) grant(row.dept, aid(row.dept), [row])
    found.fitting.push({ setl_id: one.setl_id, day: one.day, burden, granted: burden - left })
    found.areas.push(area)
  }
  return { ...found, payers: [...payers.values()] }
}

const aidOf = ({ aid }: Facts, setl: string, counts: (dept: string) => boolean): bigint =>
  aid.filter(({ setl_id, dept }) => setl_id === setl && counts(dept)).reduce((sum, { amt }) => sum + fenOf(amt), 0n)

/** 2.2. */
const burdenOf = ({ inscp_scp_amt, fund_pay_sumamt, maf_pay }: Settled, aid: bigint): bigint =>
  most(0n, fenOf(inscp_scp_amt) - fenOf(fund_pay_sumamt) + fenOf(maf_pay) - aid)

/** 7.1: the ground of a year's watch. */
export function watchOf(facts: Facts, year: number, value: ValueOf) {
  const all = counting(facts).filter(({ insu_admdvs, day, med_type }) =>
    isOf(med_type, value<string[]>('aid_med_types', insu_admdvs, day)),
  )
  for (const { day, insu_admdvs: area } of all) {
    const line = day.startsWith(String(year)) ? value<string>('hardship_line', area, day) : undefined
    if (line === undefined || isRecognized(facts, day)) continue
    const last = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
    const monthsBefore = (on: string) => last - (Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7)) - 1)
    const within = all.filter((one) => monthsBefore(one.day) >= 0 && monthsBefore(one.day) < 12)
    const burden = within
      .map((one) =>
        burdenOf(
          one,
          aidOf(facts, one.setl_id, () => true),
        ),
      )
      .reduce((a, b) => a + b, 0n)
    if (burden >= fenOf(line)) return { day, area, burden, from_month: monthOf(last - 11), to_month: monthOf(last) }
  }
  return undefined
}

const monthOf = (n: number) => `${Math.floor(n / 12)}${String((n % 12) + 1).padStart(2, '0')}`

/** The sums that a year's case found to be paid, each under a key of its own. */
export const owes = ({ state }: { state: unknown }): string[] =>
  (state as { debts: { key: string }[] }).debts.map(({ key }) => key)

/** What the bank returned is ordered again as far as it is still due (3.2, 5.3). */
export const lapses = true
