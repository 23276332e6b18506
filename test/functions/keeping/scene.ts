/** A person whose cases are over, decades on; and the days on which the job of keeping is at work. */
import { makeDaily } from '../../../functions/clock/daily.ts'
import { keepEntry, keepingKey, keepingReportRange, keepKey } from '../../../functions/keeping/keys.ts'
import { addDays, addMs, dayOf, type Instant, instant } from '../../../shared/calendar/index.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import type { Table } from '../../../shared/table/table.ts'
import { credit } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'
import { insured, settlement, visit } from '../bundles/filing/scene.ts'

export const home = '140100'
export const away = '110000'
const dayMs = 86_400_000

/** Goes to a moment without the timers in between: of what is over none is left that matters. */
export const jump = (stack: Stack, to: string) => stack.clock.set(instant(to))

/** The job of a day, to its end. */
export async function keep(stack: Stack): Promise<void> {
  await makeDaily(stack.ports)()
  await stack.run()
}

/** One run a day for so many days, so many days apart. */
export async function keepFor(stack: Stack, runs: number, daysApart: number): Promise<void> {
  for (let n = 0; n < runs; n++) {
    stack.clock.set(addMs(stack.clock.now(), daysApart * dayMs) as Instant)
    await keep(stack)
  }
}

/** The run that was last, and the reports of those that took something away. */
export async function runs({ table }: Stack) {
  const run = JSON.parse(((await table.get(keepingKey))?.d as string | undefined) ?? 'null')
  const { items } = await table.query({ pk: keepingKey.pk, ...keepingReportRange })
  return { run, reports: items.map((item) => JSON.parse(item.d as string)) }
}

/**
 * Somebody with a visit settled and money spent, both at rest; their account moved with them to another area of the
 * province since, and nothing of that is over for long.
 */
export async function longAgo(through?: (table: Table) => Table) {
  const stack = await makeStack({ now: '2023-09-01T08:00:00+08:00', ...(through ? { through } : {}) })
  await keep(stack)
  const psn_no = await insured(stack, home)
  await stack.happen('account.credited', credit(psn_no, home, '100.00'))
  await stack.happen('visit.admitted', visit(psn_no, away))
  await stack.happen('account.spent', { psn_no, insu_admdvs: home, setl_id: 'S1', amt: '30.00' })
  await stack.happen('visit.settled', settlement(psn_no, away))
  await stack.advanceTo('2023-10-20T08:00:00+08:00')
  await stack.happen('account.credited', credit(psn_no, home, '1.00'))
  return { stack, psn_no }
}

/** As if these files had been found a while ago: a search looks into the lists of every area, which takes long in memory. */
export async function found({ table, clock }: Stack, pids: readonly Pid[]): Promise<void> {
  const today = dayOf(clock.now())
  await table.putMany(pids.map((pid) => ({ ...keepKey(pid), ...keepEntry(pid, today) })))
  const run = { day: addDays(today, -1), ended_at: clock.now(), first: '2023-09-01', found: addDays(today, -3653 - 10) }
  await table.write({ put: { ...keepingKey, v: 1_000_000, d: JSON.stringify(run) } })
}
