/** Lives of people who retire: what is drawn, and how it is told. What must come: expected.ts. */
import { aDay, aPlace, areaToSet, firstDay, near, setBefore } from '../../../simulator/lives/chances.ts'
import type { Happening, Life } from '../../../simulator/lives/life.ts'
import { lastOf, later, monthOf, monthPlus, plus } from '../../../simulator/lives/plain/days.ts'
import { poolingArea, provinceOf } from '../../../simulator/lives/plain/places.ts'
import { type Amendment, firstDays, holding } from '../../../simulator/lives/plain/rows.ts'
import { bankAccount, inTurn, setting, someone } from '../../../simulator/lives/tell.ts'
import type { Random } from '../../../simulator/random.ts'

/** Months that are posted, all with the same sums. */
export interface Posted {
  at: string
  area: string
  first: string
  last: string
  base: string
  amt_psn: string
  amt_emp: string
}

/** Somebody who retires. */
export interface RetirementLife extends Life {
  gend: '1' | '2'
  /** The 310 relation, if there is one; `paused` on the day before the approval. */
  relation?: { area: string; psn_type: '11' | '12'; paused?: boolean }
  pension: { at: string; retr_date: string; area: string; deemed: number }
  posted: Posted[]
  set: Amendment[]
  choices: { at: string; option: 'lump-sum' | 'monthly' | 'resident' }[]
  /** Pays the bill assessed last. */
  paidOn?: string
  /** Day on which a clerk decides `other-province`. */
  notedOn?: string
  died?: { on: string; told: string }
  hasAccount: boolean
  until: string
}

const names = ['retire_total_months', 'retire_paid_months', 'retire_paid_where', 'topup_rate']

/** Draws one. */
export function draw(random: Random): RetirementLife {
  const place = aPlace(
    random,
    random.weighted([
      [3, undefined],
      [2, '13'],
      [2, '44'],
      [1, '32'],
    ]),
  )
  const area = poolingArea(place)
  const gend = random.pick(['1', '2'] as const)
  const retr_date = aDay(random, firstDays(...names))
  // What operators set before all begins holds whole by then, not row after row.
  const told = plus(retr_date, random.int(-20, 15))
  const approved = told < firstDay ? firstDay : told
  const set = amendments(random, area, retr_date, approved)
  const pension = {
    at: `${approved}T09:00:00+08:00`,
    retr_date,
    area: random.chance(0.95) ? place : aPlace(random),
    deemed: random.chance(0.4) ? near(random, [60, 200, 300], 360) : 0,
  }
  const relation = relationOf(random, place)
  const posted = postedBefore(random, { place, gend, pension, set, approved })
  const later = random.chance(0.6) ? postedLater(random, place, approved, posted) : []
  const choices = choicesOf(random, approved)
  const last = choices.at(-1)
  const paidOn =
    last?.option !== undefined && random.chance(0.8) ? plus(last.at.slice(0, 10), random.int(0, 80)) : undefined
  const died = random.chance(0.06) ? deathOf(random, approved) : undefined
  const until = [
    approved,
    ...later.map(({ at }) => at.slice(0, 10)),
    paidOn ?? '',
    last?.at.slice(0, 10) ?? '',
    died?.told ?? '',
  ]
    .sort()
    .at(-1) as string
  return {
    place,
    gend,
    ...(relation ? { relation } : {}),
    pension,
    posted: [...posted, ...later],
    set,
    choices,
    ...(paidOn ? { paidOn } : {}),
    ...(random.chance(0.7) ? { notedOn: plus(approved, random.int(0, 30)) } : {}),
    ...(died ? { died } : {}),
    hasAccount: random.chance(0.85),
    until: plus(until, random.pick([0, 0, 89, 90, 91, 100, 200])),
  }
}

function relationOf(random: Random, area: string): RetirementLife['relation'] {
  if (random.chance(0.04)) return undefined
  return {
    area,
    psn_type: random.chance(0.04) ? '12' : '11',
    ...(random.chance(0.1) ? { paused: true } : {}),
  }
}

/** Mostly what the place lacks is set before, else after the approval, or never. */
function amendments(random: Random, area: string, retr_date: string, approved: string): Amendment[] {
  const set: Amendment[] = []
  const put = (name: string, value: unknown) => {
    const isThere = holding(name, area, retr_date) !== undefined
    if (random.chance(isThere ? 0.85 : 0.1)) return
    // The rate is that of the day on which a bill is assessed: one that begins meanwhile would be another question.
    const date = random.chance(0.6) ? undefined : aDay(random, [retr_date])
    const isClear = name !== 'topup_rate' || (date ?? '') < plus(approved, -1)
    const row = setBefore(name, areaToSet(random, area), value, isClear ? date : undefined)
    // A requirement that is corrected meanwhile asks for another bill: here it is one that was missing.
    const late = !isThere && random.chance(0.15) ? `${plus(approved, random.int(1, 40))}T10:00:00+08:00` : row.at
    set.push({ ...row, at: late })
  }
  put(
    'retire_total_months',
    random.pick([
      { male: 360, female: 300 },
      { male: 300, female: 240 },
      { male: 180, female: 180 },
    ]),
  )
  put('retire_paid_months', random.pick([60, 120, 180]))
  put('retire_paid_where', random.pick(['province', 'area']))
  put('topup_rate', random.pick(['0.0800', '0.0755', '0.1000']))
  return set.sort((a, b) => (a.at < b.at ? -1 : 1))
}

interface Before {
  place: string
  gend: '1' | '2'
  pension: RetirementLife['pension']
  set: Amendment[]
  approved: string
}

/** Months posted before the approval, around what is required: at home, elsewhere in the province and in another. */
function postedBefore(random: Random, { place, gend, pension, set, approved }: Before): Posted[] {
  const { retr_date, deemed } = pension
  const home = poolingArea(place)
  const total = holding<{ male: number; female: number }>('retire_total_months', home, retr_date, set)
  const paid = holding<number>('retire_paid_months', home, retr_date, set) ?? 120
  const needed = (gend === '1' ? total?.male : total?.female) ?? 300
  const at = `${plus(approved, -2)}T09:00:00+08:00`
  // Some have paid for the month of retirement, and beyond it, already.
  const last = monthPlus(monthOf(retr_date), random.pick([-1, 0, 0, 0, 1, 2]))
  const count = Math.max(1, near(random, [needed - deemed, paid, needed - deemed - 10, needed], 420))
  // Some of them elsewhere: as many that just enough are left at home, or too few.
  const away = random.pick([1, 12, 60, paid, count - paid, count - paid + 1])
  const elsewhere = random.chance(0.5) ? Math.max(0, Math.min(count - 1, away)) : 0
  const blocks: Posted[] = []
  const first = monthPlus(last, 1 - (count - elsewhere))
  blocks.push(months(random, at, place, first, last))
  if (elsewhere > 0) {
    const other = random.chance(0.8) ? aPlace(random, provinceOf(home)) : aPlace(random)
    // Some of its months were paid at home too: each counts once.
    const overlap = random.chance(0.4) ? Math.min(6, count - elsewhere - 1) : 0
    const end = monthPlus(first, -1 + Math.max(0, overlap))
    blocks.push(months(random, at, other, monthPlus(end, 1 - elsewhere), end))
  }
  return blocks
}

function months(random: Random, at: string, area: string, first: string, last: string): Posted {
  return {
    at,
    area,
    first,
    last,
    base: random.pick(['6000.00', '7530.00', '4321.07', '8123.45']),
    amt_psn: random.pick(['120.00', '150.60']),
    amt_emp: random.pick(['480.00', '0.00']),
  }
}

/** Months posted after it: those that follow, each in its time, or one of long ago. */
function postedLater(random: Random, area: string, approved: string, [home]: Posted[]): Posted[] {
  const next = monthPlus((home as Posted).last, 1)
  if (random.chance(0.2)) {
    const old = monthPlus((home as Posted).first, -1)
    return [months(random, `${plus(approved, random.int(1, 60))}T11:00:00+08:00`, area, old, old)]
  }
  return Array.from({ length: random.pick([1, 1, 2, 3, 5, 12]) }, (_, i) => {
    const month = monthPlus(next, i)
    const day = later(plus(approved, 1), plus(lastOf(month), random.int(-10, 10)))
    return months(random, `${day}T11:00:00+08:00`, area, month, month)
  })
}

function choicesOf(random: Random, approved: string): RetirementLife['choices'] {
  if (random.chance(0.15)) return []
  const option = () => random.pick(['lump-sum', 'lump-sum', 'monthly', 'monthly', 'resident'] as const)
  const first = plus(approved, random.pick([0, 3, 30, 59, 89, 90, 91, 120]))
  const choices = [{ at: `${first}T14:00:00+08:00`, option: option() }]
  if (random.chance(0.2)) choices.push({ at: `${plus(first, random.int(1, 60))}T14:00:00+08:00`, option: option() })
  return choices
}

function deathOf(random: Random, approved: string) {
  const on = plus(approved, random.int(0, 120))
  return { on, told: plus(on, random.int(0, 20)) }
}

/** What happens in it. */
export function happenings(life: RetirementLife): Happening[] {
  const { relation, pension, paidOn, notedOn, died } = life
  const person = someone(1, { brdy: '1965-09-12', gend: life.gend })
  const { psn_no, certno, psn_name } = person
  const insured = relation && { psn_no, insu_admdvs: relation.area, insutype: '310' }
  const all: Happening[] = [
    {
      at: '1985-01-01T00:00:00+08:00',
      hear: 'person.registered',
      data: { ...person, ...(life.hasAccount ? { bank_acct: bankAccount } : {}) },
    },
    ...life.set.map(setting),
    ...life.posted.map(({ at, first, last, area, ...sums }): Happening => {
      const data = {
        psn_no,
        insu_admdvs: area,
        insutype: '310',
        accrym_begn: first,
        accrym_end: last,
        emp_no: 'E1',
        ...sums,
      }
      return { at, hear: 'contribution.posted', data }
    }),
    {
      at: pension.at,
      hear: 'pension.approved',
      data: {
        certno,
        psn_name,
        retr_date: pension.retr_date,
        pension_admdvs: pension.area,
        deemed_months: pension.deemed,
      },
    },
    ...life.choices.map(({ at, option }): Happening => ({ at, act: { action: 'choose', option } as never })),
  ]
  if (insured) {
    const psn_insu_date = '1990-01-01'
    all.push({
      at: '1990-01-01T00:00:00+08:00',
      hear: 'enrolment.registered',
      data: { ...insured, psn_type: relation.psn_type, psn_insu_date, emp_no: 'E1' },
    })
    const paus_insu_date = plus(pension.at.slice(0, 10), -1)
    if (relation.paused)
      all.push({
        at: `${paus_insu_date}T20:00:00+08:00`,
        hear: 'enrolment.paused',
        data: { ...insured, paus_insu_date },
      })
  }
  if (paidOn) all.push({ at: `${paidOn}T15:00:00+08:00`, pay: 'latest' })
  if (notedOn) all.push({ at: `${notedOn}T16:00:00+08:00`, decide: 'other-province', verdict: 'approve' })
  if (died)
    all.push({ at: `${died.told}T17:00:00+08:00`, hear: 'death.registered', data: { certno, dead_date: died.on } })
  return inTurn([...all, { at: `${life.until}T23:00:00+08:00`, nothing: true }])
}
