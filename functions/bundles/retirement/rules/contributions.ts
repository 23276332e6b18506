/**
 * Contributions of months too late (RULES.md 6.1, 6.3): what was collected of each month, less what was paid
 * back of it already. Each month goes back once; if its sums are corrected upwards afterwards the difference too, if
 * downwards a clerk gets it back by hand.
 */
import type { Month } from '../../../../shared/calendar/index.ts'
import type { TaskDraft, TaskOf } from '../../../../shared/chain/chain.ts'
import { type Admdvs, Insutype, provinceOf } from '../../../../shared/codes/index.ts'
import { type Fen, fen, formatYuan, parseYuan, ZERO } from '../../../../shared/money/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import type { Change, PersonFile } from '../../../../shared/registers/file.ts'
import { monthsInProvince, paidMonths } from '../../../../shared/registers/months.ts'
import { reverseByHand } from '../../../../shared/tasks/person.ts'
import { askClerk, closeTask, saysAlready } from '../../../acts/ask-clerk.ts'
import type { Ending, Owed, RetirementCtx } from '../state.ts'
import { clerkWorkingDays } from '../tasks.ts'
import { texts } from '../texts.ts'
import { monthsSince } from './months.ts'

/** A month's contribution where it was collected, in fen; what the person and what the employer paid. */
interface Collected {
  month: Month
  area: Admdvs
  amt_psn: Fen
  amt_emp: Fen
  emp_no?: string
}

/** What is reckoned from: the months as they stand, and what was paid back and got back of them. */
type Books = Pick<RetirementCtx, 'file' | 'state' | 'task'>

/** A contribution with what of it is still to be paid back; below zero, more was paid back than was collected. */
interface Balance extends Collected {
  /** `month.area`, which opens the keys of what is owed and of tasks. */
  key: string
  /** How often something of it was paid back to the person and to the employer. */
  times: { psn: number; emp: number }
}

const employers = { part: 'emp', amt: 'amt_emp', payee: 'employer' } as const
const own = { part: 'psn', amt: 'amt_psn', payee: 'person' } as const
const parts = [employers, own]

/** Employees' contributions for the month in the province. A month that two areas collected goes back by both. */
function collectedFor(file: PersonFile, month: Month, province: string): Collected[] {
  return paidMonths(file)
    .filter((one) => one.insutype === Insutype.employee && provinceOf(one.insu_admdvs) === province)
    .flatMap(({ insu_admdvs, months }) => {
      const paid = months.get(month)
      if (!paid) return []
      const { amt_psn, amt_emp, emp_no } = paid
      return [{ month, area: insu_admdvs, amt_psn, amt_emp, ...(emp_no === undefined ? {} : { emp_no }) }]
    })
}

const keyOf = ({ month, area }: { month: Month; area: Admdvs }) => `${month}.${area}`

/** Every month that is or was to be paid back, with what is still to be. */
function balances(ctx: Books, { area, refundFrom }: Pick<Ending, 'area' | 'refundFrom'>): Balance[] {
  const months = new Map<string, Balance>()
  const paidBack = Object.values(ctx.state.paidBack).filter((owed): owed is Owed & { month: Month } => !!owed.month)
  const province = provinceOf(area)
  const tooLate = refundFrom ? monthsSince(monthsInProvince(ctx.file, province), refundFrom) : []
  const begin = (one: Collected) => {
    const key = keyOf(one)
    const held = months.get(key) ?? { ...one, key, times: { psn: 0, emp: 0 } }
    months.set(key, held)
    return held
  }
  for (const one of tooLate.flatMap((month) => collectedFor(ctx.file, month, province))) begin(one)
  for (const owed of paidBack) {
    const { month, area: by } = owed
    const collected = collectedFor(ctx.file, month, province).find((one) => one.area === by)
    const held = begin(collected ?? { month, area: by, amt_psn: ZERO, amt_emp: ZERO })
    const { part, amt } = owed.payee === 'person' ? own : employers
    held[amt] = fen(held[amt] - owed.amt)
    held.times[part] += 1
  }
  return [...months.values()].map((one) => withRecovered(ctx, one)).sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** What a clerk has got back, or noted, counts as not paid back. */
function withRecovered(ctx: Books, balance: Balance): Balance {
  const { amt_psn, amt_emp } = decidedTasks(ctx, balance.key).reduce(
    (sum, { facts }) => ({
      amt_psn: fen(sum.amt_psn + (parseYuan(facts.amt_psn) ?? 0)),
      amt_emp: fen(sum.amt_emp + (parseYuan(facts.amt_emp) ?? 0)),
    }),
    { amt_psn: balance.amt_psn, amt_emp: balance.amt_emp },
  )
  return { ...balance, amt_psn, amt_emp }
}

function decidedTasks(ctx: Books, key: string) {
  const decided: TaskOf<typeof reverseByHand>[] = []
  for (;;) {
    const task = ctx.task(reverseByHand, `${key}.${decided.length + 1}`)
    if (!task?.decision) return decided
    decided.push(task)
  }
}

/** What of the contributions for the month `refundFrom` and later is to be paid back and not ordered yet. */
export function contributionsOwed(ctx: Books, ending: Pick<Ending, 'area' | 'refundFrom'>): Owed[] {
  return balances(ctx, ending).flatMap((balance) =>
    parts.flatMap(({ part, amt, payee }): Owed[] => {
      if (balance[amt] <= 0) return []
      const { month, area, emp_no, times } = balance
      const key = `${balance.key}.${part}${times[part] > 0 ? `.more${times[part]}` : ''}`
      const employer = payee === 'employer' && emp_no !== undefined ? { emp_no } : {}
      return [{ key, payee, area, amt: balance[amt], purpose: 'contribution-refund', month, ...employer }]
    }),
  )
}

/** Tasks on months of which more was paid back than they turned out to be: to open, to correct, or to close again. */
export function overpaidNews(ctx: RetirementCtx): { tasks: TaskDraft[]; change: Change[] } {
  const { ending } = ctx.state
  if (!ending) return { tasks: [], change: [] }
  const months = balances(ctx, ending).map((balance) => overpaid(ctx, balance))
  return { tasks: months.flatMap(({ tasks }) => tasks), change: months.flatMap(({ change }) => change) }
}

function overpaid(ctx: RetirementCtx, balance: Balance): { tasks: TaskDraft[]; change: Change[] } {
  const { key, month, area } = balance
  const taskKey = `${key}.${decidedTasks(ctx, key).length + 1}`
  const held = ctx.task(reverseByHand, taskKey)
  const over = parts.filter(({ amt }) => balance[amt] < 0).map(({ amt }) => [amt, formatYuan(fen(-balance[amt]))])
  if (over.length === 0) return { tasks: [], change: closeTask(held) }
  const facts = { month, ...Object.fromEntries(over), text: texts.taskOverpaid(month) }
  if (saysAlready(held, facts)) return { tasks: [], change: [] }
  const due = dueIn(ctx, area, clerkWorkingDays)
  return { tasks: askClerk(reverseByHand, { area, key: taskKey, due, facts, standing: true }), change: [] }
}
