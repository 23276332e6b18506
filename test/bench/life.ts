/** Forty years of one person, played on the whole system in memory as partners, hospitals and clerks play it. */

import type { InboundType } from '../../events/index.ts'
import { someone } from '../../functions/bench.ts'
import { decideAtDesk } from '../../functions/desk/decide.ts'
import { cachePolicies } from '../../functions/desk/policies.ts'
import { readVisit } from '../../functions/desk/visit.ts'
import { addDays, addMonths, type Day, day, dayOf, firstDay, monthOf } from '../../shared/calendar/index.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { loadFile } from '../../shared/table/files.ts'
import { bankAccount, credit, enrolment, pause } from '../support/people.ts'
import { makeStack, type Stack, testKeys } from '../support/stack.ts'

/** How much of a life is played; a test plays a shorter one at the same pace. */
export interface Shape {
  years: number
  /** Visits, each with a settlement from the account. */
  visitsAYear: number
  /** Of them those elsewhere that are reported as admissions: each is a case. At the others a desk asks. */
  casesAYear: number
  /** From this year on a new employer in another pooling area, and another every so many years. */
  firstMove: number
  yearsInPlace: number
}

/** A working life: 1,520 visits and settlements, more than 300 cases. It moves since holidays are published. */
export const wholeLife: Shape = { years: 40, visitsAYear: 38, casesAYear: 8, firstMove: 19, yearsInPlace: 4 }

const end = day('2026-06-01')
const areas = ['130100', '130200', '130300', '130400', '130500', '130600']
const away = ['110000', '120000']

/** Who lives it, and their key. */
export const liver = someone(7, { from: '1966-03-01', gend: '2' })
export const livedBy = pidOf(testKeys, liver.psn_no)

type Data = Record<string, unknown>
/** Something told, or asked at a desk. */
interface Act {
  on: Day
  say?: [InboundType, Data]
  ask?: Data
}

/** Where somebody works in the `year`th year of their life at work. */
export const placeIn = ({ firstMove, yearsInPlace }: Shape, year: number) =>
  areas[Math.floor((Math.max(year, firstMove - yearsInPlace) - firstMove) / yearsInPlace + 1) % areas.length] as string

function actsOf(shape: Shape): Act[] {
  const begin = addDays(end, -Math.round(shape.years * 365.25))
  const years = Array.from({ length: shape.years }, (_, year) => addDays(begin, Math.round(year * 365.25)))
  const { certno, psn_name } = liver
  const pension = { retr_date: addDays(end, -20), pension_admdvs: placeIn(shape, shape.years - 1), deemed_months: 0 }
  return [
    { on: begin, say: ['person.registered', { ...liver, bank_acct: bankAccount }] },
    ...years.flatMap((start, year) => [...work(shape, year, start), ...visits(shape, year, start)]),
    ...[-13, -10].flatMap((back) => delivery(shape, shape.years + back, years)),
    { on: addDays(end, -10), say: ['pension.approved', { certno, psn_name, ...pension }] },
  ]
}

function work(shape: Shape, year: number, start: Day): Act[] {
  const { psn_no } = liver
  const [at, before] = [placeIn(shape, year), year === 0 ? undefined : placeIn(shape, year - 1)]
  const acts: Act[] = []
  if (before !== at) {
    if (before) acts.push({ on: start, say: ['enrolment.paused', pause(psn_no, before, addDays(start, -1))] })
    acts.push({ on: start, say: ['enrolment.registered', enrolment(psn_no, at, start, { emp_no: 'E1' })] })
  }
  for (let month = 0; month < 12; month++) {
    const accrym_begn = addMonths(monthOf(start), month)
    const on = addDays(firstDay(addMonths(accrym_begn, 1)), (year * 7 + month * 3) % 20)
    const sums = { base: `${3000 + year * 150}.00`, amt_psn: `${60 + year * 3}.00`, amt_emp: `${240 + year * 12}.00` }
    const of = { psn_no, insu_admdvs: at, insutype: '310', accrym_begn, accrym_end: accrym_begn, emp_no: 'E1' }
    acts.push({ on, say: ['contribution.posted', { ...of, ...sums }] })
    acts.push({ on, say: ['account.credited', credit(psn_no, at, '150.00')] })
  }
  return acts
}

function visits(shape: Shape, year: number, start: Day): Act[] {
  const { visitsAYear, casesAYear } = shape
  const every = Math.floor(visitsAYear / casesAYear)
  return Array.from({ length: visitsAYear }, (_, n): Act[] => {
    const on = addDays(start, 3 + Math.floor((n * 355) / visitsAYear))
    const isCase = n % every === 0 && n / every < casesAYear
    const at = placeIn(shape, year)
    return visit({ on, id: `${year}.${n}`, at, area: isCase ? (away[n % away.length] as string) : at, isCase })
  }).flat()
}

function visit({
  on,
  id,
  at,
  area,
  isCase,
}: {
  on: Day
  id: string
  at: string
  area: string
  isCase: boolean
}): Act[] {
  const { psn_no } = liver
  const of = { mdtrt_id: `M${id}`, fixmedins_code: `H${area}00001`, psn_no }
  const begun = { mdtrtarea_admvs: area, med_type: '21', begntime: `${on}T09:00:00+08:00`, cross_region_enabled: true }
  const left = addDays(on, 2)
  const sums = { endtime: `${left}T09:00:00+08:00`, medfee_sumamt: '900.00', fund_pay_sumamt: '600.00' }
  return [
    isCase ? { on, say: ['visit.admitted', { ...of, ...begun }] } : { on, ask: { ...of, ...begun } },
    { on: left, say: ['visit.settled', { ...of, setl_id: `V${id}`, ...sums }] },
    { on: left, say: ['account.spent', { psn_no, insu_admdvs: at, setl_id: `V${id}`, amt: '30.00' }] },
  ]
}

function delivery(shape: Shape, year: number, years: readonly Day[]): Act[] {
  const start = years[year]
  if (!start) return []
  const { certno, psn_name } = liver
  const at = placeIn(shape, year)
  const of = { setl_id: `D${year}`, fixmedins_code: `H${at}00001`, certno, psn_name, insu_admdvs: at }
  const how = { outcome: 'birth', dystocia: false, fetus_count: 1, child_order: 1, gestation_weeks: 39 }
  const declared = { emp_no: 'E1', emp_name: '测试单位', insu_admdvs: at, avg_base: '7530.00', bank_acct: bankAccount }
  const on = addDays(start, 101)
  return [
    { on: start, say: ['employer.base-declared', { ...declared, year: Number(on.slice(0, 4)) - 1 }] },
    { on, say: ['delivery.settled', { ...of, dscg_date: addDays(start, 100), ...how }] },
  ]
}

/** Plays a life. */
export async function live(shape: Shape): Promise<Stack> {
  const acts = actsOf(shape).sort((a, b) => (a.on < b.on ? -1 : 1))
  const stack = await makeStack({ now: `${acts[0]?.on}T08:00:00+08:00` })
  await stack.policy({ name: 'transfer_without_application', admdvs: '130000', from: '1980-01-01', value: true })
  const bank = bankOf(stack)
  let year = dayOf(stack.clock.now()).slice(0, 4)
  for (const { on, say, ask } of acts) {
    if (on > dayOf(stack.clock.now())) await stack.advanceTo(`${on}T09:30:00+08:00`)
    if (say) await stack.happen(...say)
    if (ask) await atDesk(stack, ask)
    await decideAll(stack)
    await bank()
    if (on.slice(0, 4) === year) continue
    year = on.slice(0, 4)
    await stack.clear('13', on)
  }
  await stack.advanceTo(`${end}T10:00:00+08:00`)
  return stack
}

/** What the desk decides. */
export async function atDesk({ table, ports }: Stack, asked: Data): Promise<void> {
  const read = readVisit(asked)
  if (!read.ok) throw new Error(JSON.stringify(read.errors))
  const desk = {
    table,
    keys: testKeys,
    clock: ports.clock,
    policies: cachePolicies(table, ports.clock),
    bundlesLive: true,
  }
  await decideAtDesk(desk, read.visit)
}

/** Clerks and employers approve whatever they are asked. */
async function decideAll(stack: Stack): Promise<void> {
  const file = await loadFile(stack.table, testKeys, livedBy)
  for (const { task_id, status, owner } of file.all('task')) {
    if (status === 'open' && owner.role !== 'operator') await stack.decideTask(task_id, { decision: 'approve' })
  }
}

/** The bank carries out every order at once. */
function bankOf(stack: Stack): () => Promise<void> {
  let done = 0
  return async () => {
    for (const { type, data } of stack.sent('bank').slice(done)) {
      done++
      const bank_time = stack.clock.now()
      if (type === 'payment.ordered') {
        await stack.happen('payment.settled', { pay_no: data.pay_no, amt: data.amt, bank_time })
      } else await stack.happen('funds.settled', { ...data, bank_time })
    }
  }
}
