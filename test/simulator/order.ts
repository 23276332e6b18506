/** The same events in another order, and nobody decides: the registers must end the same. */
import { addMs } from '../../shared/calendar/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import type { Pid } from '../../shared/registers/ids.ts'
import { paidMonths } from '../../shared/registers/months.ts'
import { periodsOf, standingOn } from '../../shared/registers/relation.ts'
import type { CaseRow, Person } from '../../shared/registers/rows.ts'
import { recordsOf } from './audit/records.ts'
import { Faults } from './faults.ts'
import { eventsOf, type Happening, type PartnerEvent, type Plan } from './plan.ts'
import { Random } from './random.ts'
import { carryOut } from './run.ts'

const hour = 3_600_000

/** Since when there are transfers without application: an enrolment after that may itself be transferred to. */
const withoutApplication = '2022-09-01'
/** Provinces where a balance may leave without anybody looking at it. */
const unlooked = ['33', '43']
/** Where nobody is asked before a disease is recognized: a clerk looks at what was, if its settlement is revoked after that. */
const recognizedUnasked = '37'
/**
 * What is decided once, by what was known when it came, or depends on which of two came first by the rules themselves: an
 * expert is drawn among those known by then, and a hospital's recognition is a case beside the settlement told before it, and
 * has one told after it as its own material.
 */
const decidedOnce = ['visit.admitted', 'visit.settled', 'death.registered', 'expert.registered', 'chronic.recognized']

/**
 * The part of a plan of which the rules say one end, whatever the order: no decision that stands once made (visits), no
 * two notices of one certificate or pension that differ, no transfer that was done before its place of enrolment ended,
 * no money where it may move and no right that may be granted before anybody has looked, no month corrected to less than
 * may have been ordered back by then, no number that the first to come keeps, no two numbers that are told to be one both
 * ways.
 */
export function determined(plan: Plan): Plan {
  const firsts = new Set<unknown>()
  const second = ofSecondHolders(plan)
  const lowered = lowerMonths(plan)
  const lost = new Map<string, unknown>()
  const unasked = ofUnasked(plan)
  const treated = new Map<unknown, string>()
  const happenings = plan.happenings.filter((happening) => {
    if ('policy' in happening) return happening.policy.name !== 'transfer_approval'
    if (!('event' in happening) || happening.again) return true
    const { type, data } = happening.event
    if (type.startsWith('account.') && unlooked.includes((data.insu_admdvs as string).slice(0, 2))) return false
    if (decidedOnce.includes(type) || lowered.has(happening.event)) return false
    if (type === 'settlement.revoked' && unasked.has(data.setl_id)) return false
    if (type === 'person.registered' && second.has(data.psn_no)) return false
    // Of two numbers the one that is told first to be lost is lost.
    if (type === 'person.merged') {
      const both = [data.psn_no, data.into_psn_no].sort().join()
      if (!lost.has(both)) lost.set(both, data.psn_no)
      return lost.get(both) === data.psn_no
    }
    // Of settlements of two years the first to come opens the case of a chronic disease, of its own year.
    if (type === 'settlement.posted' && data.diags !== undefined) {
      const year = String(data.setl_time).slice(0, 4)
      if (!treated.has(data.psn_no)) treated.set(data.psn_no, year)
      return treated.get(data.psn_no) === year
    }
    // Of two deliveries settled within half a year the one reported second is looked at by a clerk.
    const once = {
      'birth.certified': data.birth_cert_no,
      'pension.approved': data.certno,
      'delivery.settled': data.certno,
    }[type as string]
    if (once !== undefined) return !firsts.has(once) && firsts.add(once) !== undefined
    if (type !== 'enrolment.paused' || data.insutype !== '310') return true
    return !movedTo(plan, happening.person).has(data.insu_admdvs)
  })
  return { ...plan, happenings }
}

/** Settlements that may recognize a disease before anybody has looked. */
const ofUnasked = (plan: Plan): Set<unknown> =>
  new Set(
    eventsOf(plan)
      .filter(
        ({ type, data }) => type === 'settlement.posted' && String(data.insu_admdvs).startsWith(recognizedUnasked),
      )
      .map(({ data }) => data.setl_id),
  )

/** Persons whose last report has the number of another's last report. */
function ofSecondHolders(plan: Plan): Set<unknown> {
  const numbers = new Map<unknown, unknown>()
  for (const { type, data } of byTime(plan)) if (type === 'person.registered') numbers.set(data.psn_no, data.certno)
  const taken = new Set<unknown>()
  const isTaken = (certno: unknown) => taken.has(certno) || !taken.add(certno)
  return new Set([...numbers].filter(([, certno]) => isTaken(certno)).map(([psn_no]) => psn_no))
}

/** Reports of a month by which either part of it is less than an earlier one said. */
function lowerMonths(plan: Plan): Set<PartnerEvent> {
  const most = new Map<string, [number, number]>()
  return new Set(
    byTime(plan).filter(({ type, data }) => {
      if (type !== 'contribution.posted') return false
      const { psn_no, insu_admdvs, accrym_begn, accrym_end, amt_psn, amt_emp } = data
      const month = [psn_no, insu_admdvs, accrym_begn, accrym_end].join()
      const [psn, emp] = most.get(month) ?? [0, 0]
      if (Number(amt_psn) < psn || Number(amt_emp) < emp) return true
      most.set(month, [Number(amt_psn), Number(amt_emp)])
      return false
    }),
  )
}

const byTime = (plan: Plan): PartnerEvent[] => eventsOf(plan).sort((a, b) => (a.time < b.time ? -1 : 1))

/** Places of employment that a transfer may go to: all but the first, as far as it is of the time before. */
function movedTo(plan: Plan, person: number): Set<unknown> {
  const enrolled = plan.happenings.flatMap((happening) => {
    if (!('event' in happening) || happening.person !== person) return []
    const { type, data } = happening.event
    return type === 'enrolment.registered' && data.insutype === '310' ? [data] : []
  })
  const [first, ...later] = enrolled.sort((a, b) =>
    (a.psn_insu_date as string) < (b.psn_insu_date as string) ? -1 : 1,
  )
  const since = later.filter(({ psn_insu_date }) => (psn_insu_date as string) >= withoutApplication)
  return new Set([...since, ...(later.length === 0 && first ? [first] : [])].map(({ insu_admdvs }) => insu_admdvs))
}

/** All events of a plan at one moment after all of them happened, in one of their orders; who decides is left out. */
function atOnce(plan: Plan, order: number): Plan {
  const events = plan.happenings.filter((h) => 'event' in h && !h.again)
  const before = plan.happenings.filter((h) => 'setting' in h || 'policy' in h).slice(0, 1)
  const shuffled = order === 0 ? events : new Random('order', plan.seed, order).shuffled(events)
  const start = addMs(plan.end, -hour)
  const happenings: Happening[] = [
    ...before.map((h) => ({ ...h, at: start })),
    ...shuffled.map((h, index) => ({ ...h, at: addMs(plan.end, index * 1000) })),
  ]
  return { ...plan, start, end: addMs(plan.end, 2 * hour), rush: false, happenings }
}

/** What the registers of a person say, apart from when they came to say it. */
export function digest(file: PersonFile, today: string, keptOf = (pid: Pid) => pid): Record<string, unknown> {
  // One of a lost number is an archive: what it holds depends on when it was closed, and nobody reads it for an answer.
  if (file.into !== undefined) return { into: file.into }
  return {
    person: file.person && sorted(withoutSince(file.person)),
    relations: file.all('relation').map((relation) => ({
      of: `${relation.insutype} ${relation.insu_admdvs}`,
      periods: periodsOf(relation).map(({ from, to }) => `${from} ${to ?? ''}`),
      today: standingOn(relation, today as never)?.psn_insu_stas,
      type: standingOn(relation, today as never)?.psn_type,
    })),
    accounts: file.all('account').map(({ insu_admdvs, balance }) => `${insu_admdvs} ${balance}`),
    months: paidMonths(file).map(({ insu_admdvs, months }) => `${insu_admdvs} ${JSON.stringify([...months])}`),
    cases: underOneNumber(file, casesOf(file)),
    tasks: underOneNumber(file, tasksOf(file)),
    entitlements: file.all('entitlement'),
    bills: billsOf(file),
    parked: file.all('parked').map(({ id }) => id),
    // A lost number leads to the other: which of them stands here depends on when the tie was made.
    links: [...new Set(file.all('link').map(({ pid, role }) => `${keptOf(pid)} ${role}`))].sort(),
  }
}

/** Of who had two numbers, ids tell under which of them a case was opened: whether that was before they were merged. */
function underOneNumber<T>(file: PersonFile, rows: readonly T[]): readonly (T | string)[] {
  if (file.all('joined').length === 0) return rows
  return rows.map((row) => JSON.stringify(row).replace(/\b([A-Z]{2})[a-z2-7]{30}\b/g, '$1')).sort()
}

/** The numbers somebody waits for, apart from since when. */
const withoutSince = ({ cert_wanted, private: { also_wanted, ...secret }, ...person }: Person) => ({
  ...person,
  ...(cert_wanted ? { cert_wanted: cert_wanted.hash } : {}),
  private: { ...secret, ...(also_wanted ? { also_wanted: also_wanted.map(({ hash }) => hash).sort() } : {}) },
})

/** The same with its fields, and theirs, in the order of their names. */
function sorted<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const fields = Object.entries(value).map(([name, held]) => [name, sorted(held)] as const)
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1))) as T
}

/**
 * A transfer that was opened and withdrawn leaves the registers as if it had not been, and so does an allowance that was opened
 * before it was known that nobody was insured, and a recognition whose settlements were revoked. Of tickets about one matter the first to come opens the case that the others
 * join: that it is the first is what people said, not what registers hold.
 */
const leavesNothing = ({ bundle, status, outcome }: CaseRow) =>
  (bundle === 'transfer' && status === 'withdrawn' && outcome?.result === 'not-transferred') ||
  (bundle === 'maternity-allowance' && status === 'withdrawn' && outcome?.reason === 'not-insured') ||
  (bundle === 'chronic' && status === 'withdrawn' && outcome?.reason === 'revoked') ||
  bundle === 'feedback'

/** Bills still to be paid: what was paid before it was billed is billed to nobody, though the case waits for something else. */
function billsOf(file: PersonFile) {
  const covered = new Set(file.all('entitlement').map(({ insu_admdvs, to }) => `${insu_admdvs} ${to?.slice(0, 4)}`))
  const waiting = new Set<string>(
    file
      .all('case')
      .filter(({ status }) => status === 'waiting')
      .map((row) => row.case_id),
  )
  return file
    .all('bill')
    .filter(({ case_id, superseded }) => waiting.has(case_id) && !superseded)
    .filter(({ insu_admdvs, year }) => !covered.has(`${insu_admdvs} ${year}`))
    .map(({ bill_no, amt }) => ({ bill_no, amt }))
}

function casesOf(file: PersonFile) {
  return file
    .all('case')
    .filter((row) => !leavesNothing(row))
    .map(({ case_id, bundle, status, admdvs, outcome, waiting_for }) => {
      // The shortfall is told as it was first found.
      const { shortfall: _first, ...result } = outcome ?? {}
      return {
        case_id,
        bundle,
        status,
        admdvs,
        waits: waiting_for?.what,
        ...(status === 'waiting' ? {} : sorted(result)),
      }
    })
}

function tasksOf(file: PersonFile) {
  const gone = new Set<string | undefined>(
    file
      .all('case')
      .filter(leavesNothing)
      .map((row) => row.case_id),
  )
  return (
    file
      .all('task')
      // That a year's holidays are not published is told of any deadline ever reckoned, also one that holds no more.
      .filter(({ kind }) => kind !== 'calendar-missing')
      .filter(({ status, case_id }) => status === 'open' && !gone.has(case_id))
      .map(({ task_id, kind, owner, facts }) => {
        // How often step 3 was taken up is in the task's key.
        return { task_id: task_id.replace(/\.\d+$/, ''), kind, owner, facts: sorted(facts) }
      })
  )
}

/** Runs a plan's events in several orders; what differs between the first and another, by person. */
export async function differences(plan: Plan, orders: number): Promise<string[]> {
  const calm = () => new Faults(plan.seed, true)
  let first: Map<string, Record<string, unknown>> | undefined
  for (let order = 0; order < orders; order++) {
    const ran = await carryOut(atOnce(plan, order), calm(), `${plan.seed}.${order}`, true)
    const { files, keptOf } = recordsOf(ran)
    const today = plan.end.slice(0, 10)
    const told = new Map([...files].map(([pid, file]) => [pid as string, digest(file, today, keptOf)]))
    if (ran.violations.length > 0) return ran.violations
    first ??= told
    const wrong = compare(first, told)
    if (wrong.length > 0) return wrong.map((what) => `order ${order}: ${what}`)
  }
  return []
}

function compare(a: Map<string, Record<string, unknown>>, b: Map<string, Record<string, unknown>>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((pid) => {
    const [one = {}, other = {}] = [a.get(pid), b.get(pid)]
    return Object.keys({ ...one, ...other }).flatMap((part) => {
      const [was, is] = [JSON.stringify(one[part]), JSON.stringify(other[part])]
      return was === is ? [] : [`${pid} ${part}: ${was} or ${is}`]
    })
  })
}
