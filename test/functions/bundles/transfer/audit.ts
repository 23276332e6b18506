/**
 * What transfer/RULES.md says must be, reckoned naively from the reports: relations, cases that must exist, outcomes.
 */
import { addDays, type Day, dayOf } from '../../../../shared/calendar/index.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { paidMonths } from '../../../../shared/registers/months.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import type { CaseRow, Relation } from '../../../../shared/registers/rows.ts'
import { owedBy, paidOf } from '../../../simulator/audit/debts.ts'
import type { Audit, Records } from '../../../simulator/audit/records.ts'
import { holding } from '../../../simulator/lives/plain/rows.ts'
import { fenOf } from '../../../simulator/model/reckon.ts'
import { reportsIn, type Stay, staysOf, walk } from '../../../simulator/model/stays.ts'
import type { PartnerEvent } from '../../../simulator/plan.ts'
import { approvals } from './audit-approvals.ts'
import { benefitsAfter, earlierAmong, endOf, endsOrigin, originAmong, stateOf, type TransferState } from './model.ts'

const results = ['transferred', 'refunded', 'balance-held', 'no-balance', 'not-transferred', 'reversed']

/** Transfers of the run against the rules. */
export const audit: Audit = (records) =>
  [...records.files].flatMap(([pid, file]) => {
    if (records.isMerged(pid)) return approvals(records, file)
    const events = records.eventsOf(pid)
    const cases = file.all('case').filter((row) => row.bundle === 'transfer')
    return [
      ...relations(records, file, events, cases),
      ...mustExist(records, file, events, cases),
      ...cases.flatMap((row) =>
        [...outcome(records, file, events, row), ...beside(file, events, row)].map((what) => `${row.case_id}: ${what}`),
      ),
      ...months(file, events),
      ...approvals(records, file),
    ].map((what) => `${pid}: ${what}`)
  })

const areasOf = (events: readonly PartnerEvent[]) =>
  [...new Set(events.map((e) => e.data.insu_admdvs as string))].filter(Boolean)

/** State of each relation today, from the reports and from what transfers ended. */
function relations(
  { now }: Records,
  file: PersonFile,
  events: readonly PartnerEvent[],
  cases: readonly CaseRow[],
): string[] {
  const wrong: string[] = []
  const today = dayOf(now)
  for (const relation of file.all('relation')) {
    const { insu_admdvs: area, insutype } = relation
    // What retirement or birth made of a relation is for their own models.
    if (relation.types.length > 0 || !events.some((e) => e.data.insu_admdvs === area)) continue
    const others = relation.terminations.some((t) => !t.by.startsWith('TR'))
    if (others || relation.enrolments.some((e) => isOurs(events, area, e.psn_insu_date))) continue
    const begun = staysOf(events, area, insutype).filter((stay) => stay.from <= today)
    const stay = begun.at(-1)
    const told = standingOn(relation, today)
    if (!stay) {
      if (told && told.psn_insu_stas !== '0') wrong.push(`${area} is ${told.psn_insu_stas}, but nothing stands`)
      continue
    }
    const by = cases.find(
      (row) => endsOrigin(row) && stateOf(row).from === area && stateOf(row).fromPeriod === stay.from,
    )
    const end = by && endOf(stateOf(by))
    const ended = insutype === '310' && end !== undefined && end <= today
    const insured = stay.to === undefined || stay.to >= today
    const expected = ended ? '4' : insured ? '1' : '2'
    if (told?.psn_insu_stas !== expected) wrong.push(`${area} is ${told?.psn_insu_stas}, should be ${expected}`)
    if (told?.psn_insu_date !== stay.from) wrong.push(`${area} begins ${told?.psn_insu_date}, should ${stay.from}`)
  }
  return wrong
}

/** A fact that no partner reported. */
const isOurs = (events: readonly PartnerEvent[], area: string, day: string) =>
  !events.some((e) => e.data.insu_admdvs === area && e.data.psn_insu_date === day)

/** Earlier relations that B's case looks at, as the rules name them; what this case ended itself counts as before. */
function earlierFor(events: readonly PartnerEvent[], cases: readonly CaseRow[], to: string, on: string) {
  return earlierAmong(new Map(areasOf(events).map((area) => [area, staysOf(events, area)])), cases, to, on)
}

/** Whether there are transfers without application in an area for an enrolment on this day. */
function applies({ ran }: Records, area: string, on: string): boolean {
  const set = ran.plan.happenings.flatMap((happening) => ('policy' in happening ? [happening.policy] : []))
  return holding<boolean>('transfer_without_application', area, on, set) === true
}

function mustExist(
  records: Records,
  file: PersonFile,
  events: readonly PartnerEvent[],
  cases: readonly CaseRow[],
): string[] {
  if (!file.person) return []
  const today = dayOf(records.now)
  return areasOf(events).flatMap((to) => {
    const stay = staysOf(events, to).at(-1)
    if (stay?.type !== '11' || (stay.to !== undefined && stay.to < today) || !applies(records, to, stay.from)) return []
    if (cases.some((row) => endsOrigin(row) && stateOf(row).from === to && stateOf(row).fromPeriod === stay.from))
      return []
    if (earlierFor(events, cases, to, stay.from).length === 0) return []
    const exists = cases.some((row) => stateOf(row).to === to && stateOf(row).enrolledOn === stay.from)
    return exists ? [] : [`no transfer to ${to} from ${stay.from}`]
  })
}

/** After any commit: as long as nobody decided and no money moved, A is the place that the reports so far say. */
export function ofPerson(relations: readonly Relation[], cases: readonly CaseRow[], today: string): string[] {
  const employee = relations.filter((relation) => relation.insutype === '310')
  const stays = new Map(employee.map((relation) => [relation.insu_admdvs as string, walk(reportsIn(relation))]))
  return cases.flatMap((row) => {
    const { to, enrolledOn, from, pausedOn, chosen, decided } = stateOf(row)
    // One of the next release, while the release before is back: it hears later.
    if (row.retry_at !== undefined) return []
    if (comesTooSoon(row, cases, stays))
      return [`${row.case_id}: takes ${from}, for which the case of a relation begun first waits`]
    if (takesFromHome(row, stays))
      return [`${row.case_id}: takes money out of ${from}, where the person is insured again`]
    if (row.bundle !== 'transfer' || row.status !== 'waiting' || from === undefined || chosen || decided) return []
    const earlier = earlierAmong(stays, cases, to, enrolledOn)
    const origin = originAmong(earlier)
    const right = origin === from && earlier.find((e) => e.area === from)?.to === pausedOn
    const wrong = right ? [] : [`${row.case_id}: goes on with ${from} paused ${pausedOn}, should be ${origin}`]
    return [...wrong, ...passedOver(row, cases, stays, today)]
  })
}

/**
 * Of two relations at once, the one begun first has a case of its own before the other takes A, whichever was reported
 * first.
 */
function passedOver(
  row: CaseRow,
  cases: readonly CaseRow[],
  relations: ReadonlyMap<string, readonly Stay[]>,
  today: string,
): string[] {
  const { to, enrolledOn, from = '' } = stateOf(row)
  const origin = relations.get(from)?.at(-1)
  return [...relations].flatMap(([area, stays]) => {
    const stay = stays.at(-1)
    const isNormal = stay?.type === '11' && stay.from <= today && (stay.to ?? today) >= today
    if (!origin || !isNormal || area === to || area === from || area.slice(0, 2) !== to.slice(0, 2)) return []
    const isBetween = origin.from <= stay.from && `${stay.from} ${area}` < `${enrolledOn} ${to}`
    if (!isBetween || !holding<boolean>('transfer_without_application', area, stay.from)) return []
    const isKnown = cases.some((other) => {
      const state = stateOf(other)
      return (endsOrigin(other) && state.from === area) || (state.to === area && state.enrolledOn === stay.from)
    })
    return isKnown ? [] : [`${row.case_id}: takes ${from}, though ${area} began first`]
  })
}

/**
 * What nobody looked at has just moved, though the case of a relation begun first was there and waited for that very
 * place: it waits on, or has found nothing any more.
 */
function comesTooSoon(row: CaseRow, cases: readonly CaseRow[], stays: ReadonlyMap<string, readonly Stay[]>): boolean {
  const { to, enrolledOn, from = '', chosen, moved = [] } = stateOf(row)
  const at = moved.at(-1)?.at
  const origin = stays.get(from)?.at(-1)
  if (row.status !== 'done' || chosen || moved.length !== 1 || row.updated_at !== at || !origin) return false
  return cases.some((other) => {
    const state = stateOf(other)
    const isHere = state.to !== from && state.to.slice(0, 2) === to.slice(0, 2)
    if (other.bundle !== 'transfer' || state.from !== undefined || !isHere) return false
    const isFirst = `${state.enrolledOn} ${state.to}` < `${enrolledOn} ${to}` && origin.from <= state.enrolledOn
    const stay = stays.get(state.to)?.at(-1)
    const stands = stay?.from === state.enrolledOn && stay.type === '11' && stay.to === undefined
    const waits = other.status === 'waiting' && other.updated_at <= at
    return isFirst && stands && (waits || (other.status === 'withdrawn' && other.updated_at === at))
  })
}

/** A clerk is asked for money of a place that the person has come back to since the period the case is about. */
function takesFromHome(row: CaseRow, stays: ReadonlyMap<string, readonly Stay[]>): boolean {
  const { from = '', fromPeriod = '' } = stateOf(row)
  const asks = ['approve-transfer-out', 'approve-refund'].includes(row.waiting_for?.what ?? '')
  return row.status === 'waiting' && asks && (stays.get(from) ?? []).some((stay) => stay.from > fromPeriod)
}

function outcome(records: Records, file: PersonFile, events: readonly PartnerEvent[], row: CaseRow): string[] {
  const wrong: string[] = []
  const state = stateOf(row)
  const today = dayOf(records.now)
  const result = row.outcome?.result as string | undefined
  if (row.status !== 'waiting' && !results.includes(result ?? '')) wrong.push(`result ${result}`)
  const own = events.filter((e) => e.type === 'enrolment.registered' && e.data.insu_admdvs === state.to)
  if (!own.some((e) => e.data.psn_insu_date === state.enrolledOn)) wrong.push('nobody reported its enrolment')
  if (row.status === 'waiting' && row.waiting_for?.what === 'enrolment.paused') {
    if (today > addDays(state.openedOn as Day, 90)) wrong.push('waits for a pause for more than 90 days')
  }
  const stay = staysOf(events, state.to).at(-1)
  const ended =
    records.files.size > 0 &&
    file.one('relation', `310#${state.to}`)?.terminations.some((t) => t.period === state.enrolledOn)
  const normal =
    stay?.from === state.enrolledOn && stay.type === '11' && (stay.to === undefined || stay.to >= today) && !ended
  const earlier = earlierFor(
    events,
    file.all('case').filter((r) => r.bundle === 'transfer'),
    state.to,
    state.enrolledOn,
  )
  const settled = state.decided === true
  if (!normal && !settled && row.status === 'waiting') wrong.push('goes on though B is no longer normal')
  if (normal && !settled && row.status === 'withdrawn' && earlier.length > 0) wrong.push('withdrawn though B is normal')
  if (normal && !settled && !state.chosen && result === 'no-balance') {
    const origin = originAmong(earlier)
    if (origin !== state.from) wrong.push(`A is ${state.from}, should be ${origin}`)
  }
  const left = state.from === undefined ? 0 : (file.one('account', state.from)?.balance ?? 0)
  if (result === 'no-balance' && row.status === 'done' && left > 0 && normal) wrong.push('no balance, but there is one')
  return [...wrong, ...continuity(row, state), ...amount(records, file, row)]
}

/** Tasks beside a transfer stand as long as what they tell of. */
function beside(file: PersonFile, events: readonly PartnerEvent[], row: CaseRow): string[] {
  return file.all('task').flatMap(({ kind, status, case_id, facts }) => {
    if (case_id !== row.case_id || status !== 'open') return []
    if (kind === 'older-relation') {
      const area = facts.insu_admdvs as string
      const paused = staysOf(events, area).at(-1)?.to !== undefined && area !== stateOf(row).from
      const held = paused && (file.one('account', area)?.balance ?? 0) > 0 && row.status !== 'withdrawn'
      return held ? [] : [`tells of ${area}, an older relation with a balance`]
    }
    if (kind !== 'reverse-by-hand' || facts.setl_id === undefined) return []
    const account = file.one('account', stateOf(row).from ?? '')
    const owed = account?.uncovered?.find(({ setl_id }) => setl_id === facts.setl_id)?.amt ?? 0
    return owed === Math.round(Number(facts.amt) * 100) ? [] : [`tells of ${facts.amt} uncovered, ${owed} fen are`]
  })
}

/** Months interrupted, and what follows for benefits. */
function continuity(row: CaseRow, state: TransferState): string[] {
  const { outcome = {} } = row
  if (outcome.benefit === undefined || state.pausedOn === undefined) return []
  const waits = holding<number>('waiting_months', state.to, state.enrolledOn) as number
  const { benefit, back_payment_months, benefit_from } = benefitsAfter(state.pausedOn, state.enrolledOn, waits)
  const expected = [benefit, back_payment_months, benefit_from]
  const told = [outcome.benefit, outcome.back_payment_months, outcome.benefit_from]
  return JSON.stringify(told) === JSON.stringify(expected) ? [] : [`continuity ${told}, should be ${expected}`]
}

/**
 * The sum of the outcome is what moved, or what was paid out; the books say that the bank paid what it says it paid.
 */
function amount(records: Records, file: PersonFile, row: CaseRow): string[] {
  if (row.outcome === undefined || row.status !== 'done') return []
  const of = (kind: string) =>
    records.movements.filter((m) => m.case_id === row.case_id && m.kind === kind && m.mode === 'posted')
  const payable = `payable:${row.case_id}`
  const booked = of('refund')
    .filter((m) => m.id.startsWith('paid.'))
    .reduce((total, m) => total + (m.debit === payable ? m.amt : -m.amt), 0)
  const paid = owedBy(records, file, row)
    .filter((owed) => paidOf(file, owed).length > 0)
    .reduce((total, { orders }) => total + fenOf(orders[0]?.data.amt), 0)
  const wrong = booked === paid ? [] : [`${booked} fen are booked as paid out, the bank says ${paid}`]
  const sum = of('transfer-in').reduce((total, m) => total + m.amt, booked)
  const told = fenOf(row.outcome.amt)
  return told === sum ? wrong : [...wrong, `amt ${row.outcome.amt}, but ${sum} fen moved`]
}

/** Months: each month of each relation once, with the sums of the latest report. */
function months(file: PersonFile, events: readonly PartnerEvent[]): string[] {
  const held = new Map<string, string>()
  for (const event of events
    .filter((e) => e.type === 'contribution.posted')
    .sort((a, b) => (a.time < b.time ? -1 : 1))) {
    const { insu_admdvs, insutype, accrym_begn, accrym_end, amt_psn } = event.data as Record<string, string>
    for (let at = Number(accrym_begn); at <= Number(accrym_end); at += at % 100 === 12 ? 89 : 1) {
      held.set(`${insutype}#${insu_admdvs}#${at}`, amt_psn as string)
    }
  }
  const told = paidMonths(file).flatMap(({ insutype, insu_admdvs, months }) =>
    [...months.keys()].map((month) => `${insutype}#${insu_admdvs}#${month}`),
  )
  const same = told.length === held.size && told.every((key) => held.has(key))
  return same || !file.person ? [] : [`${told.length} months, should be ${held.size}`]
}
