/** What maternity-allowance/RULES.md says, reckoned naively: who gets one, days, sum and payee. */
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { CaseRow } from '../../../../shared/registers/rows.ts'
import { owedBy } from '../../../simulator/audit/debts.ts'
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import { fenOf } from '../../../simulator/model/reckon.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'
import {
  type Base,
  type Delivery,
  daysOf,
  employersOn,
  insuredOn,
  isDue,
  isVerified,
  lastDayOf,
  leastOf,
  monthsOf,
  ownBase,
  payeeOf,
  sumOf,
} from './model.ts'

/** Allowances of the run against the rules. */
export const audit: Audit = (records) =>
  [...records.files].flatMap(([pid, file]) => {
    if (records.isMerged(pid)) return []
    const events = records.eventsOf(pid)
    const cases = file.all('case').filter((row) => row.bundle === 'maternity-allowance')
    const deliveries = events.filter((e) => e.type === 'delivery.settled').map((e) => e.data as unknown as Delivery)
    const due = file.person ? deliveries.filter((delivery) => isDue(events, delivery)) : []
    const setl = (row: CaseRow) => (row.state as { setl_id: string }).setl_id
    const living = new Map(cases.filter((row) => row.status !== 'withdrawn').map((row) => [setl(row), row]))
    const missing = due.filter(({ setl_id }) => !living.has(setl_id))
    // Who turns out not to have been insured gets none, unless that came to be known after it was decided.
    const undue = [...living]
      .filter(([setl_id]) => due.every((delivery) => delivery.setl_id !== setl_id))
      .filter(([, row]) => row.outcome?.reason !== 'review-refused' && !isOrdered(records, row))
    return [
      ...missing.map(({ setl_id }) => `no allowance for ${setl_id}`),
      ...undue.map(([setl_id]) => `an allowance for ${setl_id}, without ground`),
      ...cases.flatMap((row) => allowance(records, file, events, row).map((what) => `${row.case_id}: ${what}`)),
    ].map((what) => `${pid}: ${what}`)
  })

const isOrdered = ({ ran }: Records, { case_id }: CaseRow) =>
  [...ran.agents.partners.bank.values()].some(({ data }) => data.case_id === case_id)

function allowance(records: Records, file: PersonFile, events: readonly PartnerEvent[], row: CaseRow): string[] {
  const { setl_id } = row.state as { setl_id: string }
  const delivery = events.find((e) => e.data.setl_id === setl_id)?.data as unknown as Delivery | undefined
  if (!delivery) return ['an allowance without a delivery']
  const [owed] = owedBy(records, file, row)
  const { outcome = {} } = row
  if (row.status === 'waiting') return waiting(records, events, row, delivery)
  if (outcome.result !== 'paid') {
    return [...rejected(file, events, row, delivery), ...(owed ? ['rejected, but ordered'] : [])]
  }
  const wrong: string[] = []
  const days = daysOf(delivery)
  if (outcome.days !== days) wrong.push(`${outcome.days} days, should be ${days}`)
  if (fenOf(owed?.orders[0]?.data.amt) !== fenOf(outcome.amt)) wrong.push('another sum was ordered')
  const given = givenIn(file, row)
  // The sum stands as of the order: by what had been reported until then, at some moment.
  const isRight = knownOnce(events).some((known) => isPaidRightly(records, known, { delivery, days, outcome, given }))
  const { amt, daily_base, payee } = outcome
  if (!isRight) wrong.push(`${payee} ${amt}, ${daily_base} a day, which nothing that was reported leads to`)
  return wrong
}

interface Paid {
  delivery: Delivery
  days: number
  outcome: Record<string, unknown>
  given: Base[]
}

/** Whether what is known makes her due this sum, to this payee. */
function isPaidRightly(records: Records, known: readonly PartnerEvent[], paid: Paid): boolean {
  const { delivery, days, outcome, given } = paid
  if (!isDue(known, delivery) || monthsOf(known, delivery) < leastOf(delivery)) return false
  const isSum = (base: Base) =>
    sumOf(base, days) === fenOf(outcome.amt) &&
    sumOf({ ...base, fen: base.fen * 100 }, 1) === Math.round(Number(outcome.daily_base) * 10_000)
  return outcome.payee === payeeOf(known, delivery) && [...basesOf(records, known, delivery), ...given].some(isSum)
}

/** What may have been known at some moment: contributions come by a way of their own, before or after the rest. */
function knownOnce(events: readonly PartnerEvent[]): PartnerEvent[][] {
  const [posted, rest] = [true, false].map((is) =>
    events.filter(({ type }) => (type === 'contribution.posted') === is),
  ) as [PartnerEvent[], PartnerEvent[]]
  return rest.flatMap((_, i) =>
    [...posted, undefined].map((_one, j) => [...rest.slice(0, i + 1), ...posted.slice(0, j)]),
  )
}

const whole = (fen: number): Base => ({ fen, months: 1 })

const givenIn = (file: PersonFile, { case_id }: CaseRow): Base[] =>
  file
    .all('task')
    .filter((task) => task.case_id === case_id && task.decision?.data.avg_base !== undefined)
    .map((task) => whole(fenOf(task.decision?.data.avg_base)))

/** What the sum may have been reckoned from: declared by an employer of hers, or her own. */
function basesOf({ ran }: Records, events: readonly PartnerEvent[], delivery: Delivery): Base[] {
  const employers = employersOn(events, delivery)
  if (employers.length === 0) return [ownBase(events, delivery) ?? []].flat()
  const year = Number(delivery.dscg_date.slice(0, 4)) - 1
  return ran.delivered
    .filter(({ type, data }) => type === 'employer.base-declared' && data.year === year)
    .filter(({ data }) => data.insu_admdvs === delivery.insu_admdvs && employers.includes(data.emp_no as string))
    .map(({ data }) => whole(fenOf(data.avg_base)))
}

/** Waits for nothing that is there, and asks nobody who is not to be asked. */
function waiting({ now }: Records, events: readonly PartnerEvent[], row: CaseRow, delivery: Delivery): string[] {
  const { what, until = '' } = row.waiting_for ?? {}
  const months = monthsOf(events, delivery)
  const isShort = months < leastOf(delivery)
  if (what === 'verify-birth' && !isVerified(events, delivery)) return ['an employer is asked']
  if (what === 'policy-missing' || isShort === false) {
    const isOwnBase = what === 'contribution.posted' && employersOn(events, delivery).length === 0
    if (isOwnBase && ownBase(events, delivery)) return ['waits for a base that is there']
    return what === 'contribution.posted' && !isOwnBase ? [`waits for months, though there are ${months}`] : []
  }
  if (what !== 'contribution.posted') return [`waits for ${what}, though there are ${months} months`]
  if (until.slice(0, 10) !== lastDayOf(delivery)) return [`waits for months until ${until}`]
  return now.slice(0, 10) > lastDayOf(delivery) ? ['waits for months that come too late'] : []
}

/** Rejected only by a clerk, for want of months, or because the ground is not there. */
function rejected(file: PersonFile, events: readonly PartnerEvent[], row: CaseRow, delivery: Delivery): string[] {
  const { reason, months } = row.outcome ?? {}
  if (reason === 'not-insured') return insuredOn(events, delivery) ? ['taken back though insured'] : []
  if (reason === 'pays-alone') return isDue(events, delivery) ? ['taken back though due'] : []
  if (reason === 'months-short') {
    const paid = monthsOf(events, delivery)
    if (months !== paid) return [`months-short with ${months} months, should be ${paid}`]
    return paid < leastOf(delivery) ? [] : [`months-short with ${paid} months`]
  }
  const refused = file.all('task').some((task) => {
    return task.case_id === row.case_id && task.kind === 'review-allowance' && task.status === 'rejected'
  })
  return refused ? [] : [`rejected (${reason}) by nobody`]
}
