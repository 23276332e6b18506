/** Persons of tests: their identity numbers have an area code that was never issued, so they belong to nobody. */
import { credit, enrolment, pause } from '../../events/samples/insured.ts'
import { certnoOfNobody } from '../../events/samples/people.ts'
import type { Stack } from './stack.ts'

export { credit, enrolment, pause }

/** A valid number that belongs to nobody. `n` tells persons apart; an odd `n` is a man's. */
export const certnoOf = (n: number, brdy = '1990-01-01') => certnoOfNobody(brdy, n)

/** A bank account. */
export const bankAccount = { bank_code: '102', acct_no: '6222000011112222', acct_name: '测试人' }

/** `person.registered` for person `n`. */
export function person(n: number, more: Record<string, unknown> = {}) {
  const brdy = (more.brdy as string | undefined) ?? '1990-01-01'
  return {
    psn_no: `P${String(n).padStart(6, '0')}`,
    psn_cert_type: '01',
    certno: certnoOf(n, brdy),
    psn_name: `测试${n}`,
    gend: n % 2 === 1 ? '1' : '2',
    brdy,
    tel: '13900000000',
    ...more,
  }
}

/** Registers a person and answers the person number. */
export async function register(stack: Stack, n: number, more: Record<string, unknown> = {}): Promise<string> {
  const data = person(n, more)
  await stack.happen('person.registered', data)
  return data.psn_no
}

/** Moves a person from Tangshan to Shijiazhuang with so much money, from 2 March 2026 on; answers the task that it waits for. */
export async function leave(stack: Stack, n: number, amt = '100.00'): Promise<{ psn: string; taskId: string }> {
  const psn = await register(stack, n)
  await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
  await stack.happen('account.credited', credit(psn, '130200', amt))
  await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
  const [task] = await stack.tasks(psn)
  return { psn, taskId: task!.task_id }
}

/** The same with 100 yuan, approved; answers the person number. */
export async function moveAway(stack: Stack, n: number): Promise<string> {
  const { psn, taskId } = await leave(stack, n)
  await stack.decideTask(taskId, { decision: 'approve' })
  return psn
}
