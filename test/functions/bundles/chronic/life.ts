/** Lives of people whose illness is found by settlements: what is drawn, and how it is told. What must come: expected.ts. */
import { aDay } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { plus } from '../../../simulator/lives/plain/days.ts'
import { inTurn, someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'

/** What happens; days are told from the first. */
export type Does =
  /** A settlement of so many days before, at a hospital of a level. */
  | { what: 'settle'; back: number; level: '1' | '2' | '3' }
  /** The settlement that was told so-manieth is revoked. */
  | { what: 'revoke'; nth: number }
  /** Where hospitals are believed: one of the area has recognized it so many days before. */
  | { what: 'recognize'; back: number }
  | { what: 'choose'; option: 'accept' | 'apply' | 'decline' | 'second-review' }
  | { what: 'review'; verdict: 'approve' | 'reject'; diagnosed?: false }
  | { what: 'doubt'; verdict: 'approve' | 'reject' }

/** One disease in one area, within one calendar year. */
export interface ChronicLife extends Life {
  insutype: '310' | '390'
  on: string
  /** How many experts there are, none of whom works where somebody of these lives was treated. */
  experts: number
  then: (Does & { day: number })[]
}

export const person = someone(1, { gend: '2' })
/** Where nobody is asked, where everybody is, and where experts review. */
const areas = ['370100', '341300', '610700']
const codes: Readonly<Record<string, string>> = { '370100': 'C34.9', '341300': 'C34.9', '610700': 'I10.x00' }

function does(random: Random, place: string, settled: number): Does {
  const verdict = () => random.pick(['approve', 'reject'] as const)
  return random.weighted<() => Does>([
    [3, () => ({ what: 'settle', back: random.int(0, 20), level: random.pick(['1', '2', '3']) })],
    [1.5, () => ({ what: 'revoke', nth: random.int(0, Math.max(0, settled - 1)) })],
    [4, () => ({ what: 'choose', option: random.pick(['accept', 'apply', 'apply', 'decline', 'second-review']) })],
    [3, () => ({ what: 'review', verdict: verdict(), ...(random.chance(0.2) ? { diagnosed: false } : {}) })],
    [1, () => ({ what: 'doubt', verdict: verdict() })],
    [place === '610700' ? 1 : 0, () => ({ what: 'recognize', back: random.int(0, 20) })],
  ])()
}

/** What somebody meets whose review says no, and who wants another: anything else may come between. */
const usual = (random: Random): readonly Does[] => [
  { what: 'choose', option: 'apply' },
  { what: 'review', verdict: 'reject' },
  { what: 'choose', option: 'second-review' },
  { what: 'review', verdict: random.pick(['approve', 'reject']) },
]

/** Draws one. */
export function draw(random: Random): ChronicLife {
  const year = random.pick(['2024', '2025', '2026'])
  const on = `${year}${aDay(random).slice(4)}`
  // The whole life lies within its year: what another year's settlement does stands in the tests of the chapters.
  const first = on < `${year}-03-01` || on > `${year}-07-20` ? `${year}-04-10` : on
  const then: ChronicLife['then'] = [{ what: 'settle', back: 0, level: random.pick(['1', '2', '3']), day: 0 }]
  const place = random.pick(areas)
  const course = random.chance(0.4) ? usual(random) : []
  let day = 0
  let met = 0
  for (let left = random.int(0, 8); left > 0; left--) {
    day += random.pick([0, 1, 1, 2, 6, 7, 13, 14, 15, 30, 89, 90, 91])
    if (day > 150) break
    const next = random.chance(0.7) ? course[met++] : undefined
    then.push({ ...(next ?? does(random, place, then.filter(({ what }) => what === 'settle').length)), day })
  }
  return {
    place,
    insutype: random.pick(['310', '390']),
    on: first,
    experts: random.int(0, 3),
    then,
  }
}

/** The moment at which the nth thing happens. */
export const momentOf = (on: string, day: number, nth: number): string =>
  `${plus(on, day)}T10:${String(nth).padStart(2, '0')}:00+08:00`

function expert(n: number, place: string) {
  const fixmedins_code = `H${place}9000${n}`
  const opsp_dise_codes = ['M00500', 'M03900']
  return {
    expert_no: `E${n}`,
    diag_dr_name: '医师',
    fixmedins_code,
    admdvs: place,
    opsp_dise_codes,
    begndate: '2020-01-01',
  }
}

/** A settlement that is told on a day of a life. */
function settlement({ place, insutype, on }: ChronicLife, setl_id: string, of: number, level: string) {
  const time = `${plus(on, of)}T09:00:00+08:00`
  return {
    setl_id,
    psn_no: person.psn_no,
    insu_admdvs: place,
    insutype,
    fixmedins_code: `H${place}00001`,
    hosp_lv: level,
    med_type: '21',
    begntime: time,
    setl_time: time,
    medfee_sumamt: '10.00',
    inscp_scp_amt: '10.00',
    fund_pay_sumamt: '5.00',
    maf_pay: '0.00',
    diags: [{ diag_code: codes[place] }],
  }
}

/** What is done at a moment; `nth`: how many settlements were told before. */
function told(life: ChronicLife, { day, ...one }: Does & { day: number }, at: string, nth: number): Happening {
  if (one.what === 'settle') {
    return { at, hear: 'settlement.posted', data: settlement(life, `S${nth}`, day - one.back, one.level) }
  }
  if (one.what === 'revoke') {
    const data = { setl_id: `S${one.nth}`, psn_no: person.psn_no, reason: '测试' }
    return { at, hear: 'settlement.revoked', data }
  }
  if (one.what === 'recognize') {
    const { place: insu_admdvs, insutype, on } = life
    const where = { ide_fixmedins_no: `H${insu_admdvs}00002`, hosp_lv: '2' }
    const data = { psn_no: person.psn_no, insu_admdvs, insutype, opsp_dise_code: 'M03900', ...where }
    return { at, hear: 'chronic.recognized', data: { ...data, hosp_ide_date: plus(on, day - one.back) } }
  }
  if (one.what === 'choose') return { at, act: { action: 'choose', option: one.option } }
  if (one.what === 'doubt') return { at, decide: 'entitlement-doubtful', verdict: one.verdict }
  const data = one.diagnosed === undefined ? {} : { diagnosed: one.diagnosed }
  return { at, decide: 'review-chronic', verdict: one.verdict, data }
}

/** What happens in it. */
export function happenings(life: ChronicLife): Happening[] {
  const { place, insutype, on, experts, then } = life
  const psn_type = insutype === '310' ? '11' : '15'
  const relation = { psn_no: person.psn_no, insu_admdvs: place, insutype, psn_type, psn_insu_date: '2019-01-01' }
  const before = `${on}T08:00:00+08:00`
  const registered = Array.from({ length: experts }, (_, n): Happening => {
    return { at: before, hear: 'expert.registered', data: expert(n + 1, place) }
  })
  const isSettled = ({ what }: Does) => what === 'settle'
  return inTurn([
    { at: before, hear: 'person.registered', data: person },
    { at: before, hear: 'enrolment.registered', data: relation },
    ...registered,
    ...then.map((one, nth) => told(life, one, momentOf(on, one.day, nth), then.slice(0, nth).filter(isSettled).length)),
    { at: `${plus(on, 260)}T09:00:00+08:00`, nothing: true },
  ])
}
