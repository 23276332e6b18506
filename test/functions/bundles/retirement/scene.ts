/** A person about to retire, on the whole system in memory. */

import { addMonths, day, month } from '../../../../shared/calendar/index.ts'
import { handle } from '../../../../shared/engine/handle.ts'
import { pidOf } from '../../../../shared/identity/index.ts'
import type { QueueName } from '../../../../shared/queues.ts'
import { standings } from '../../../../shared/registers/relation.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { bankAccount, certnoOf, enrolment, register } from '../../../support/people.ts'
import { makeStack, type Sent, type Stack, testKeys } from '../../../support/stack.ts'

/** The system at a moment of business time; `bureau` false: that of the sample province has set nothing yet. */
export const retirementStack = (now: string, bureau?: false): Promise<Stack> =>
  makeStack({ now, ...(bureau === false ? { bureau } : {}) })

/** A bureau says how many years count, as that of the sample province has. */
export async function setYears(s: Stack, admdvs: string, paid = 120): Promise<void> {
  await s.policy({ name: 'retire_total_months', admdvs, value: { male: 360, female: 300 } })
  await s.policy({ name: 'retire_paid_months', admdvs, value: paid })
}

/** `contribution.posted` for months from one through another. */
export const contribution = (
  psn_no: string,
  area: string,
  from: string,
  to = from,
  more: Record<string, unknown> = {},
) => ({
  psn_no,
  insu_admdvs: area,
  insutype: '310',
  accrym_begn: from,
  accrym_end: to,
  base: '6000.00',
  amt_psn: '120.00',
  amt_emp: '480.00',
  emp_no: 'E130100',
  ...more,
})

/** `n` months up to and including `last`. */
export const monthsUpTo = (psn_no: string, area: string, n: number, last: string, more: Record<string, unknown> = {}) =>
  contribution(psn_no, area, addMonths(month(last), 1 - n), last, more)

/** `pension.approved` for person `n`. */
export const pension = (n: number, brdy: string, retr_date: string, more: Record<string, unknown> = {}) => ({
  certno: certnoOf(n, brdy),
  psn_name: `测试${n}`,
  retr_date,
  pension_admdvs: '130100',
  deemed_months: 0,
  ...more,
})

/** Who the scene is about. */
export interface Cast {
  n?: number
  brdy?: string
  paid: number
  last?: string
  bank?: boolean
  area?: string
  enrolled?: string
}

/** Registers the person with a relation and so many months, the last one of them `last`. Odd `n`: a man. */
export async function settleIn(s: Stack, cast: Cast): Promise<{ psn_no: string; n: number; brdy: string }> {
  const { n = 1, brdy = n % 2 === 1 ? '1963-05-18' : '1974-05-20', paid, last = '202605', bank = true } = cast
  const { area = '130100', enrolled = '1995-01-01' } = cast
  const psn_no = await register(s, n, { brdy, ...(bank ? { bank_acct: bankAccount } : {}) })
  await s.happen('enrolment.registered', enrolment(psn_no, area, enrolled))
  if (paid > 0) await s.happen('contribution.posted', monthsUpTo(psn_no, area, paid, last))
  return { psn_no, n, brdy }
}

/** A case with its outcome, empty while it has none. */
type RetirementCase = CaseRow & { outcome: Record<string, unknown> }

/** The person's retirement case; throws unless there is exactly one. */
export async function theCase(s: Stack, psn_no: string): Promise<RetirementCase> {
  const cases = await s.cases(psn_no, 'retirement')
  if (cases.length !== 1) throw new Error(`${cases.length} cases`)
  return cases[0] as RetirementCase
}

/** Asks the person's cases again, as whatever changes beside their file does. */
export const wake = async (s: Stack, psn_no: string) => {
  await handle(s.ports, s.rules, pidOf(testKeys, psn_no), {})
  await s.run()
}

/** Area, insutype, type and state of the relations on a day. */
export async function relationsOn(s: Stack, psn_no: string, on: string) {
  return standings(await s.file(psn_no), day(on)).map((r) => ({
    area: r.relation.insu_admdvs,
    insutype: r.relation.insutype,
    psn_type: r.psn_type,
    state: r.psn_insu_stas,
  }))
}

/** Texts that the person was told, oldest first. */
export async function toldTo(s: Stack, psn_no: string): Promise<string[]> {
  return (await s.journal(psn_no)).filter((line) => line.template?.startsWith('retirement.')).map((line) => line.text)
}

/** What partners got: an event that comes twice has the same id and is one. */
export function sent(s: Stack, queue: QueueName, type?: string): Sent[] {
  return [...new Map(s.sent(queue, type).map((event) => [event.id, event])).values()]
}

/**
 * A woman with 110 months paid and 200 deemed, retired on 2026-05-31: 10 months short. `rate` false: the bureau has said
 * how many years count, but not what a month costs.
 */
export async function shortBy10(more: { bank?: boolean; now?: string; retrDate?: string; rate?: false } = {}) {
  const s = await retirementStack(more.now ?? '2026-06-01T10:00:00+08:00', more.rate)
  if (more.rate === false) await setYears(s, '130000')
  const who = await settleIn(s, { n: 2, paid: 110, bank: more.bank ?? true })
  await s.happen('pension.approved', pension(who.n, who.brdy, more.retrDate ?? '2026-05-31', { deemed_months: 200 }))
  const { case_id } = await theCase(s, who.psn_no)
  const choose = (option: string) => s.act(case_id, { action: 'choose', option })
  return { s, ...who, case_id, choose }
}

/** Bills assessed so far. */
export const bills = (s: Stack) => sent(s, 'tax', 'premium.assessed').map((e) => e.data)

/** The tax office reports a bill as paid. */
export const pay = (s: Stack, bill: Record<string, unknown>, paid_at: string, amt = bill.amt) =>
  s.happen('premium.paid', { bill_no: bill.bill_no, amt, paid_at: `${paid_at}T10:00:00+08:00` })

/** A man with enough months, retired on 2026-05-18. */
export async function retiredMan(more: { bank?: boolean; paid?: number; now?: string } = {}) {
  const s = await retirementStack(more.now ?? '2026-05-20T10:00:00+08:00')
  const who = await settleIn(s, { paid: more.paid ?? 372, bank: more.bank ?? true })
  await s.happen('pension.approved', pension(who.n, who.brdy, '2026-05-18', { emp_no: 'E130100' }))
  return { s, ...who }
}
