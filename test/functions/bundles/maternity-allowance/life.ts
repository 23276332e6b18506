/** Lives of mothers who are due an allowance, or not: what is drawn, and how it is told. What must come: expected.ts. */
import { aDay, aPlace, areaToSet, near, setBefore } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { earlier, later, monthOf, monthPlus, plus } from '../../../simulator/lives/plain/days.ts'
import { poolingArea, provinceOf } from '../../../simulator/lives/plain/places.ts'
import { type Amendment, firstDays, holding } from '../../../simulator/lives/plain/rows.ts'
import { bankAccount, inTurn, setting, someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'

/** Months that are posted, all with the same base. */
export interface Posted {
  at: string
  area: string
  first: string
  last: string
  base: string
}

/** A mother and her delivery. */
export interface AllowanceLife extends Life {
  relation: { area: string; insutype: '310' | '390'; from: string; to?: string }
  /** Where her employer is named: nowhere, and she pays alone. */
  employer: 'relation' | 'months' | 'none'
  delivery: {
    told: string
    area: string
    dscg_date: string
    outcome: 'birth' | 'miscarriage'
    dystocia: boolean
    fetus_count: number
    alive_count?: number
    child_order: number
    gestation_weeks: number
    isNamedRight: boolean
  }
  posted: Posted[]
  set: Amendment[]
  /** When the employer declares its average base of the year before, and which. */
  declared?: { on: string; avg_base: string }
  verified?: { on: string; verdict: 'approve' | 'reject' }
  reviewed?: { on: string; verdict: 'approve' | 'reject'; avg_base?: string }
  account: 'registered' | 'none' | { givenOn: string }
  /** When the bank carries out what it was ordered. */
  bankOn?: string
  until: string
}

const names = ['allowance_payee', 'allowance_flexible', 'allowance_min_months', 'extended_days', 'allowance_days']

/** Draws one. */
export function draw(random: Random): AllowanceLife {
  const rich = random.pick(['33', '13', '51', '41', '44', '42', '53', '32', '35'])
  const place = aPlace(
    random,
    random.weighted([
      [2, undefined],
      [3, rich],
    ]),
  )
  const area = poolingArea(place)
  const edges = [...firstDays(...names), '2024-01-01', '2025-01-01', '2026-01-01', '2027-01-01']
  const dscg_date = aDay(random, edges)
  const told = plus(
    dscg_date,
    random.weighted([
      [6, random.int(0, 5)],
      [1, random.pick([-1, 0, 30])],
    ]),
  )
  const employer = random.weighted([
    [6, 'relation'],
    [1, 'months'],
    [1.5, 'none'],
  ] as const)
  const delivery = { told, area: random.chance(0.97) ? place : aPlace(random), dscg_date, ...birthOf(random) }
  const set = amendments(random, area, dscg_date, told)
  const least = holding<number>('allowance_min_months', area, dscg_date, set) ?? 6
  const posted = postedOf(random, place, dscg_date, told, least)
  // An employer that only contributions name is known by those that were posted before.
  const isKnown = posted.some((one) => one.area === place && one.at < told && one.last < monthOf(dscg_date))
  const hasBase = random.chance(0.85)
  const declared = hasBase
    ? {
        on: plus(
          told,
          random.weighted([
            [6, -10],
            [2, random.int(0, 20)],
          ]),
        ),
        avg_base: random.pick(['7530.00', '8123.45', '10404.62', '12000.00']),
      }
    : undefined
  const verified = random.chance(0.8)
    ? {
        on: plus(
          told,
          random.weighted([
            [4, random.int(0, 6)],
            [2, random.int(5, 12)],
            [1, random.int(0, 400)],
          ]),
        ),
        verdict: random.chance(0.85) ? ('approve' as const) : ('reject' as const),
      }
    : undefined
  const reviewed = random.chance(0.7) ? reviewOf(random, told, declared) : undefined
  const account = random.weighted<AllowanceLife['account']>([
    [6, 'registered'],
    [1, 'none'],
    [2, { givenOn: plus(told, random.int(0, 60)) }],
  ])
  const bankOn = random.chance(0.8)
    ? plus(
        told,
        random.weighted([
          [3, random.int(0, 40)],
          [1, random.int(30, 500)],
        ]),
      )
    : undefined
  const ends = [told, bankOn, reviewed?.on, verified?.on, posted.at(-1)?.at.slice(0, 10)].filter(
    (day) => day !== undefined,
  )
  const deadline = `${Number(dscg_date.slice(0, 4)) + 1}-12-31`
  const until = random.weighted([
    [4, ends.sort().at(-1) as string],
    [1, plus(told, random.int(0, 20))],
    [1, plus(deadline, random.int(-1, 1))],
  ])
  return {
    place,
    relation: relationOf(random, place, dscg_date, told),
    employer: employer === 'months' && !isKnown ? 'relation' : employer,
    delivery,
    posted,
    set,
    ...(declared ? { declared } : {}),
    ...(verified ? { verified } : {}),
    ...(reviewed ? { reviewed } : {}),
    account,
    ...(bankOn ? { bankOn } : {}),
    until: later(until, told),
  }
}

function birthOf(random: Random) {
  const outcome = random.weighted([
    [5, 'birth'],
    [1.5, 'miscarriage'],
  ] as const)
  const fetus_count =
    outcome === 'birth'
      ? random.weighted([
          [6, 1],
          [2, 2],
          [1, 3],
        ])
      : random.int(0, 2)
  return {
    outcome,
    dystocia: random.chance(0.4),
    fetus_count,
    ...(random.chance(0.3) ? { alive_count: random.int(0, fetus_count) } : {}),
    child_order: outcome === 'birth' ? random.pick([1, 1, 2, 2, 3, 4]) : random.int(0, 2),
    gestation_weeks: outcome === 'birth' ? random.int(28, 41) : random.pick([5, 15, 16, 17, 27]),
    isNamedRight: random.chance(0.95),
  }
}

/** Mostly normal at discharge; at times paused the day before, or begun that day or the day after; or a resident's. */
function relationOf(random: Random, area: string, dscg_date: string, told: string): AllowanceLife['relation'] {
  const from = random.chance(0.1) ? earlier(told, plus(dscg_date, random.int(-1, 1))) : '2015-01-01'
  const to = random.chance(0.08) ? plus(dscg_date, random.int(-1, 1)) : undefined
  return { area, insutype: random.chance(0.97) ? '310' : '390', from, ...(to && to >= from ? { to } : {}) }
}

/** Mostly what the place lacks is set before, else after the delivery, or never. */
function amendments(random: Random, area: string, dscg_date: string, told: string): Amendment[] {
  const set: Amendment[] = []
  const put = (name: string, value: unknown, often: number) => {
    const isThere = holding(name, area, dscg_date) !== undefined
    if (!random.chance(isThere ? often : 0.85)) return
    const row = setBefore(
      name,
      areaToSet(random, area),
      value,
      random.chance(0.6) ? undefined : aDay(random, [dscg_date]),
    )
    const late = !isThere && random.chance(0.15) ? `${plus(told, random.int(1, 30))}T10:00:00+08:00` : row.at
    set.push({ ...row, at: late })
  }
  put('allowance_min_months', random.pick([0, 1, 6, 9, 12]), 0.1)
  put(
    'extended_days',
    random.pick([
      { first: 30, second: 60, third: 90 },
      { first: 0, second: 0, third: 0, none_alive: 15 },
    ]),
    0.1,
  )
  put('employer_verifies', random.chance(0.5), 0.15)
  put('allowance_payee', random.pick(['employer', 'person']), 0.1)
  put('allowance_flexible', random.chance(0.7), 0.15)
  put('allowance_review_above', random.pick(['43423.00', '43422.99', '46845.22', '46845.23', '20000.00']), 0.2)
  put(
    'allowance_days',
    {
      birth: 128,
      dystocia: 20,
      more: 10,
      miscarriage: [{ under_weeks: 12, days: 20 }, { under_weeks: 28, days: 45 }, { days: 75 }],
    },
    0.1,
  )
  return set.sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** Months up to the one before discharge, about as many as are needed, with a break or without; and some afterwards. */
function postedOf(random: Random, place: string, dscg_date: string, told: string, least: number): Posted[] {
  const before = monthPlus(monthOf(dscg_date), -1)
  const base = () => random.pick(['5000.00', '6000.00', '7530.01', '4321.07'])
  const at = `${later(plus(earlier(told, dscg_date), -3), '2022-12-01')}T07:00:00+08:00`
  const run = near(random, [least, least, least, 12], 30)
  const blocks: Posted[] = []
  const last = random.chance(0.85) ? before : monthPlus(before, -1)
  if (run > 0) blocks.push({ at, area: place, first: monthPlus(last, 1 - run), last, base: base() })
  // Beyond a break, or elsewhere in the province without one.
  if (random.chance(0.4)) {
    const end = monthPlus(last, -run - random.int(0, 1))
    const area = random.chance(0.8) ? aPlace(random, provinceOf(place)) : aPlace(random)
    blocks.push({ at, area, first: monthPlus(end, -random.int(0, 12)), last: end, base: base() })
  }
  if (random.chance(0.6)) blocks.push(...postedLater(random, place, last, told, base))
  return blocks
}

/** Months paid on: each in its time, with a gap at times, until they reach into the year after the next at most. */
function postedLater(random: Random, area: string, last: string, told: string, base: () => string): Posted[] {
  const gap = random.chance(0.2) ? 1 : 0
  const deadline = `${Number(last.slice(0, 4)) + (last.endsWith('12') ? 2 : 1)}-12-20`
  return Array.from({ length: random.pick([1, 1, 2, 3, 6, 13]) }, (_, i): Posted => {
    const month = monthPlus(last, 1 + i + gap)
    const day = later(plus(told, 1 + i), plus(`${month.slice(0, 4)}-${month.slice(4)}-15`, random.int(0, 30)))
    return { at: `${day}T07:00:00+08:00`, area, first: month, last: month, base: base() }
  }).filter(({ at }) => at.slice(0, 10) < deadline)
}

function reviewOf(random: Random, told: string, declared: AllowanceLife['declared']): AllowanceLife['reviewed'] {
  const on = plus(
    told,
    random.weighted([
      [3, random.int(0, 20)],
      [2, random.int(10, 60)],
    ]),
  )
  const isMissing = !declared || declared.on >= on
  return {
    on,
    verdict: random.chance(0.8) ? 'approve' : 'reject',
    // Who approves gives the base where it is missing.
    ...(isMissing ? { avg_base: random.pick(['6543.21', '9000.00']) } : {}),
  }
}

/** What happens in it. */
export function happenings(life: AllowanceLife): Happening[] {
  const { relation, employer, delivery, declared, verified, reviewed, account, bankOn } = life
  const person = someone(1)
  const { psn_no, certno, psn_name } = person
  const ofEmployer = { emp_no: 'E1' }
  const insured = { psn_no, insu_admdvs: relation.area, insutype: relation.insutype }
  const psn_type = relation.insutype === '310' ? '11' : '15'
  const { told, area, isNamedRight, ...facts } = delivery
  const settled = {
    ...facts,
    setl_id: 'S1',
    fixmedins_code: `H${area}00001`,
    certno,
    psn_name: isNamedRight ? psn_name : '别人',
    insu_admdvs: area,
  }
  const registered = { ...person, ...(account === 'registered' ? { bank_acct: bankAccount } : {}) }
  const all: Happening[] = [
    { at: '2010-01-01T00:00:00+08:00', hear: 'person.registered', data: registered },
    {
      at: `${relation.from}T00:30:00+08:00`,
      hear: 'enrolment.registered',
      data: { ...insured, psn_type, psn_insu_date: relation.from, ...(employer === 'relation' ? ofEmployer : {}) },
    },
    ...life.set.map(setting),
    ...life.posted.map(({ at, area: insu_admdvs, first, last, base }): Happening => {
      const sums = { base, amt_psn: '120.00', amt_emp: '480.00', ...(employer === 'months' ? ofEmployer : {}) }
      return {
        at,
        hear: 'contribution.posted',
        data: { psn_no, insu_admdvs, insutype: '310', accrym_begn: first, accrym_end: last, ...sums },
      }
    }),
    { at: `${told}T09:00:00+08:00`, hear: 'delivery.settled', data: settled },
  ]
  if (relation.to)
    all.push({
      at: `${relation.to}T00:40:00+08:00`,
      hear: 'enrolment.paused',
      data: { ...insured, paus_insu_date: relation.to },
    })
  if (declared) {
    const year = Number(delivery.dscg_date.slice(0, 4)) - 1
    const data = { ...ofEmployer, emp_name: '测试单位', insu_admdvs: area, year, avg_base: declared.avg_base }
    all.push({ at: `${declared.on}T08:00:00+08:00`, hear: 'employer.base-declared', data })
  }
  if (verified) all.push({ at: `${verified.on}T14:00:00+08:00`, decide: 'verify-birth', verdict: verified.verdict })
  if (reviewed) {
    const data = reviewed.avg_base ? { avg_base: reviewed.avg_base } : {}
    all.push({ at: `${reviewed.on}T15:00:00+08:00`, decide: 'review-allowance', verdict: reviewed.verdict, data })
  }
  if (typeof account === 'object')
    all.push({
      at: `${account.givenOn}T16:00:00+08:00`,
      act: { action: 'provide-bank-account', ...bankAccount } as never,
    })
  if (bankOn) all.push({ at: `${bankOn}T17:00:00+08:00`, bank: 'settles' })
  return inTurn([...all, { at: `${life.until}T23:00:00+08:00`, nothing: true }]).filter(
    ({ at }) => at <= `${life.until}T23:00:00+08:00`,
  )
}
