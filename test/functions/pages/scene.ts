/** A desk with work: people who move from Tangshan to Shijiazhuang, whose balances Tangshan's clerks look at. */
import { clerk, supervisor } from '../../support/api.ts'
import { pagesOver } from '../../support/pages.ts'
import { credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

/** Clerks of Tangshan by their numbers, and one who looks after them. */
export const k1 = { ...clerk('130200'), staff_no: 'K1', sub: 'clerk:130200:K1' }
export const k2 = { ...clerk('130200'), staff_no: 'K2', sub: 'clerk:130200:K2' }
export const chief = { ...supervisor('130200'), staff_no: 'S1', sub: 'clerk:130200:S1' }

/** Somebody moves; their transfer waits for Tangshan's clerks. Answers the task's id. */
export async function moves(stack: Stack, n: number, amt = '100.00'): Promise<string> {
  const psn = await register(stack, n)
  await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
  await stack.happen('account.credited', credit(psn, '130200', amt))
  await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
  const [task] = await stack.tasks(psn)
  return task?.task_id ?? ''
}

/** The desk with so many of them. */
export async function makeDesk(count: number) {
  const stack = await makeStack({ now: '2026-03-04T09:00:00+08:00' })
  const tasks: string[] = []
  for (let n = 1; n <= count; n++) tasks.push(await moves(stack, n))
  return { stack, tasks, pages: pagesOver(stack) }
}
