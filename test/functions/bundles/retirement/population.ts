/** People at the end of their working life: months enough or short, pensions approved, months paid beyond. */
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  firstDay,
  type Month,
  monthOf,
} from '../../../../shared/calendar/index.ts'
import type { CitizenAction } from '../../../../shared/tasks/action.ts'
import type { Answer, Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import type { Random } from '../../../simulator/random.ts'
import { setInRun } from './model.ts'

/** Places whose bureaus have said how many years count, in part or not at all; in some only months paid there count. */
const provinces: Record<string, readonly string[]> = {
  13: ['130100', '130200', '130300', '131100', '139900', '139900'],
  32: ['320500'],
  35: ['350200'],
  44: ['440100', '440300'],
}

/** What operators say where it is missing. */
export const published = setInRun

export const lives: readonly Life[] = [{ weight: 4, alike: 1, lead: retiree }]

const noChoice: Answer = {
  approval: ({ facts }, random) => ({ option: random.pick((facts.options ?? ['monthly']) as string[]) }),
}
export const answers = { 'no-choice': noChoice }

/** Who is asked how to go on chooses the first time, mostly, and changes their mind now and then. */
function choose(times: number, random: Random): CitizenAction | undefined {
  if (times > 0 && !random.chance(0.25)) return undefined
  const option = random.pick(['lump-sum', 'monthly', 'monthly', 'resident'])
  return random.chance(0.9) ? { action: 'choose', option } : undefined
}
export const actions = { choose }

/** A person whose pension is approved in the run. */
function retiree(script: Script, person: number): void {
  const { random } = script
  const gend = random.pick(['1', '2'] as const)
  const brdy = `19${random.int(63, 70)}-0${random.int(1, 9)}-1${random.int(0, 9)}` as Day
  const { psn_no, certno, psn_name } = registerPerson(script, person, { brdy, gend, late: random.chance(0.1) })
  const span = Math.round((Date.parse(script.end) - Date.parse(script.start)) / 86_400_000)
  const retr_date = addDays(dayOf(script.start), random.int(-20, Math.floor(span * 0.6)))
  const required = gend === '1' ? 360 : 300
  const deemed_months = random.weighted([
    [3, 0],
    [2, random.int(1, 250)],
  ] as const)
  const short = random.weighted([
    [3, 0],
    [2, random.int(1, 6)],
    [1, random.int(7, 40)],
  ] as const)
  const paid = Math.max(120, required - deemed_months) - short + (short === 0 ? random.int(0, 20) : 0)
  const [area = '130100', former] = random.shuffled(
    provinces[
      random.weighted([
        [6, 13],
        [1, 32],
        [1, 35],
        [1, 44],
      ] as const)
    ] as string[],
  )
  work(script, person, psn_no, { area, former, paid, retr_date })
  const pension = { certno, psn_name, retr_date, pension_admdvs: random.chance(0.92) ? area : '510100', deemed_months }
  if (random.chance(0.93)) {
    script.report(person, 'pension.approved', pension, script.momentOn(addDays(retr_date, random.int(-10, 20))))
  }
  if (random.chance(0.1)) {
    const other = { ...pension, retr_date: random.chance(0.5) ? retr_date : addDays(retr_date, 31) }
    script.report(person, 'pension.approved', other, script.momentOn(addDays(retr_date, random.int(21, 60))))
  }
  if (random.chance(0.06)) {
    const dead_date = addDays(retr_date, random.int(-30, 90))
    script.report(person, 'death.registered', { certno, dead_date }, script.momentOn(addDays(dead_date, 1)))
  }
}

interface Worked {
  area: string
  former: string | undefined
  paid: number
  retr_date: Day
}

/** Months up to retirement in one or two places (which may overlap), and some after it. */
function work(script: Script, person: number, psn_no: string, { area, former, paid, retr_date }: Worked): void {
  const { random } = script
  const last = monthOf(retr_date)
  const first = addMonths(last, 1 - paid)
  const base = { psn_no, insutype: '310' }
  const enrolled = { ...base, psn_type: '11', emp_no: `E${area}`, emp_name: '测试单位' }
  if (random.chance(0.97)) {
    const from = firstDay(addMonths(last, -30))
    const data = { ...enrolled, insu_admdvs: area, psn_insu_date: from }
    script.report(person, 'enrolment.registered', data, script.momentOn(from))
  }
  // Ten years at one place are what it may ask for: some moved just about then.
  const ago = random.chance(0.4) ? random.int(112, 126) : random.int(20, 60)
  const moved = former !== undefined && random.chance(0.5) ? addMonths(last, -ago) : undefined
  const pieces: [string, Month, Month][] =
    moved === undefined
      ? [[area, first, last]]
      : [
          [former as string, first, addMonths(moved, random.int(0, 3))],
          [area, moved, last],
        ]
  for (const [insu_admdvs, accrym_begn, accrym_end] of pieces) {
    if (accrym_begn > accrym_end) continue
    post(script, person, { ...base, insu_admdvs, accrym_begn, accrym_end }, accrym_end)
  }
  for (let month = addMonths(last, 1), more = random.int(0, 6); more > 0; more--, month = addMonths(month, 1)) {
    const data = { ...base, insu_admdvs: area, accrym_begn: month, accrym_end: month }
    post(script, person, data, month)
    // Corrected upwards, downwards, or both, before and after it is paid back.
    for (let times = random.chance(0.3) ? random.int(1, 3) : 0, later = 0; times > 0; times--) {
      later += random.int(1, 40)
      const sums = { amt_psn: `${random.pick([0, 90, 120, 150])}.00`, amt_emp: `${random.pick([400, 480, 500])}.00` }
      post(script, person, data, month, { sums, later })
    }
  }
  if (random.chance(0.3)) {
    const end = addDays(retr_date, random.int(-20, 20))
    const data = { ...base, insu_admdvs: area, paus_insu_date: end }
    script.report(person, 'enrolment.paused', data, script.momentOn(addDays(end, 1)))
  }
}

function post(
  script: Script,
  person: number,
  data: Record<string, unknown>,
  month: Month,
  { sums = { amt_psn: '120.00', amt_emp: '480.00' }, later = 0 } = {},
): void {
  const employer = script.random.chance(0.8) ? { emp_no: `E${data.insu_admdvs}` } : {}
  const day = addDays(firstDay(month), script.random.int(10, 25) + later)
  script.report(person, 'contribution.posted', { ...data, base: '6000.00', ...sums, ...employer }, script.momentOn(day))
}
