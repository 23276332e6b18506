/**
 * Asking a case anew, in memory: what it would come to if parameters had other rows. Steps are pure, so the same file
 * asked under two sets of rows differs by nothing but them. An open case is woken with all of its file; one that has
 * ended is put back to where it decides, with all that was answered, decided by people and paid since, and asked at the
 * moment of its last decision. Nothing is written, sent or told (decision 0069).
 */
import { canonicalJson } from '../../events/canonical.ts'
import { dayOf } from '../calendar/index.ts'
import { formatYuan } from '../money/index.ts'
import { type Change, type PersonFile, put } from '../registers/file.ts'
import type { At, Look } from '../registers/look.ts'
import { isOpen } from '../registers/rows/cases.ts'
import type { CaseRow, Payment } from '../registers/rows.ts'
import { same } from '../same.ts'
import { policyMissing } from '../tasks/operator.ts'
import { askCase, context, mergedState } from './ask.ts'
import type { AnyChain } from './chain.ts'
import { Draft } from './draft.ts'
import { chainFor, type Rules, woken } from './settle.ts'
import { upgraded } from './states.ts'

/** What a case has come to, as far as parameters have a say in it. */
export interface Stand {
  step: string
  status: CaseRow['status']
  outcome?: Record<string, unknown>
  /** Parameters that it waits for, by name; left out if there are none. */
  missing?: string[]
  /** Its bills that are not paid yet, while it waits for somebody. */
  bills?: { amt: string; year?: number; months?: number }[]
}

/** What another set of rows does to a case: it stands where it stood; otherwise; or it waits for a parameter no more, or now. */
export const verdicts = ['same', 'changed', 'unblocked', 'blocked'] as const
/** One of them. */
export type Verdict = (typeof verdicts)[number]

/** A case by the rows of before and those of after. `before` is how it really stands, `after` what it comes to. */
export interface Compared {
  verdict: Verdict
  /** It was asked for something that the two sets answer otherwise. */
  touched: boolean
  /** It has ended, or has ordered money. */
  decided: boolean
  before: Stand
  after: Stand
}

/** Two sets of rows, by which parameters are looked up. */
export interface TwoWays {
  before: Look['policy']
  after: Look['policy']
}

/** How a case of the file stands. */
export function standOf(file: PersonFile, row: CaseRow): Stand {
  const { case_id, step, status, outcome } = row
  const open = file.all('task').filter((task) => task.case_id === case_id && task.status === 'open')
  const named = open.flatMap(({ kind, facts }) => (kind === policyMissing.kind ? [String(facts.name)] : []))
  const missing = [...new Set(named)].sort()
  const bills = isOpen(row) ? unpaidBills(file, case_id) : []
  return {
    step,
    status,
    ...(outcome ? { outcome } : {}),
    ...(missing.length > 0 ? { missing } : {}),
    ...(bills.length > 0 ? { bills } : {}),
  }
}

function unpaidBills(file: PersonFile, caseId: string): NonNullable<Stand['bills']> {
  const bills = file.all('bill').filter((bill) => bill.case_id === caseId && !bill.superseded)
  if (bills.length === 0) return []
  const paid = new Set(file.all('premium').map(({ bill_no }) => bill_no))
  return bills
    .filter(({ bill_no }) => !paid.has(bill_no))
    .map(({ amt, year, months }) => ({
      amt: formatYuan(amt),
      ...(year === undefined ? {} : { year }),
      ...(months === undefined ? {} : { months }),
    }))
}

/**
 * What a case of the file comes to if it is asked anew. One that has ordered money has decided too, and is followed to
 * where the bank has paid. One that ends again is said to have ended where it did, for what has moved meanwhile may lead
 * to the same end another way. Throws what its chain throws over a file it does not expect.
 */
export function standAnew(rules: Rules, file: PersonFile, row: CaseRow, at: At): Stand {
  const orders = isOpen(row) ? ordersOf(file, row) : []
  const asked =
    isOpen(row) && orders.length === 0
      ? woken(rules, file, at)
      : decidedAnew(rules, file.with(orders.map((order) => paid(order, at))), row, at)
  const after = asked.one('case', row.case_id) ?? row
  return standOf(asked, isOpen(row) || isOpen(after) ? after : { ...after, step: row.step })
}

/** Orders of a case of which the bank has said nothing yet. */
const ordersOf = (file: PersonFile, { case_id }: CaseRow): Payment[] =>
  file.all('payment').filter((order) => order.case_id === case_id && !order.report && order.called_off === undefined)

const paid = (order: Payment, { now }: At): Change =>
  put('payment', { ...order, report: { status: 'settled', time: now, at: now } })

/**
 * The case by the rows of before and after. Where it was asked for nothing that the two answer otherwise, it is the same
 * without being asked twice; and it is the same if it comes to what it has come to already.
 */
export function compared(rules: Rules, file: PersonFile, row: CaseRow, at: At, ways: TwoWays): Compared {
  const real = standOf(file, row)
  const decided = !isOpen(row) || ordersOf(file, row).length > 0
  const alike_ = { verdict: 'same', decided, before: real, after: real } as const
  const noted = noting(ways)
  const before = standAnew(rules, file, row, { ...at, look: { ...at.look, policy: noted.policy } })
  if (!noted.differs()) return { ...alike_, touched: false }
  const after = standAnew(rules, file, row, { ...at, look: { ...at.look, policy: ways.after } })
  if (alike(before, after) || alike(real, after)) return { ...alike_, touched: true }
  return { verdict: verdictOf(before, after), touched: true, decided, before: real, after }
}

/** The same in whatever order it was put together. */
const alike = (one: Stand, other: Stand) => canonicalJson(one) === canonicalJson(other)

function verdictOf({ missing: before }: Stand, { missing: after }: Stand): Verdict {
  if (before && !after) return 'unblocked'
  return after && !before ? 'blocked' : 'changed'
}

/** Looks parameters up by the rows of before, and notices where those of after would have said something else. */
function noting({ before, after }: TwoWays): { policy: Look['policy']; differs(): boolean } {
  let differs = false
  return {
    policy(parameter, area, on) {
      const found = before(parameter, area, on)
      const other = after(parameter, area, on)
      differs ||= found.found !== other.found || (found.found && other.found && !same(found.value, other.value))
      return found
    },
    differs: () => differs,
  }
}

/** More often than any case goes on after it has ended once. */
const mostRounds = 20

/** The file in which the case alone was put back and asked again, at the moment of its last decision. */
function decidedAnew(rules: Rules, file: PersonFile, stored: CaseRow, { now, look }: At): PersonFile {
  const chain = chainFor(rules, stored)
  if (!chain) return file
  const row = upgraded(chain.states, stored)
  const moment = isOpen(row) ? now : row.updated_at
  const at = { now: moment, today: dayOf(moment), look }
  const back = putBack(chain, file, row, at)
  if (!back) return file
  // What overrode it then does so again, once it has decided.
  const { overrides: _overrides, ...first } = chain
  let after = asked(first, row, back, at)
  for (let rounds = 0; rounds < mostRounds; rounds++) {
    const before = after
    after = asked(chain, row, before, at)
    if (after === before) break
  }
  return after
}

function asked(chain: AnyChain, row: CaseRow, file: PersonFile, at: At): PersonFile {
  const draft = new Draft(file)
  askCase(chain, row, draft, at)
  return draft.file
}

/** The file with the case as if it had not decided yet; undefined if no parameter had a say in its end. */
function putBack(chain: AnyChain, file: PersonFile, row: CaseRow, at: At): PersonFile | undefined {
  const anew = chain.anew ? chain.anew(context(row, { file }, at)) : { step: chain.first }
  if (!anew) return undefined
  const { outcome: _outcome, waiting_for: _waiting, wake_at: _wake, retry_at: _retry, topics: _topics, ...kept } = row
  const { step, change = [] } = anew
  const undecided: CaseRow = { ...kept, status: 'running', step, state: mergedState(row, anew), actions: [] }
  return file.with([...change, put('case', undecided)])
}
