/** What the bank of a test is told to pay, and what it says of it. */
import { bankAccount } from './people.ts'
import type { Stack } from './stack.ts'

/** A moment of business time on a day, nine o'clock unless told otherwise. */
export const at = (on: string, time = '09:00'): string => `${on}T${time}:00+08:00`

/** An account of one's own for each number. */
export const account = (n: number) => ({ ...bankAccount, acct_no: `622200000000000${n}` })

/** Another account than the one on record. */
export const otherAccount = { ...bankAccount, acct_no: '6222000099998888' }

/** Payments that have left for the bank, in the order in which they left. */
export const orders = (stack: Stack) => stack.sent('bank', 'payment.ordered').map(({ data }) => data)

/** The bank reports an order as paid. */
export async function settled(stack: Stack, order: number, on: string): Promise<void> {
  const { pay_no, amt } = orders(stack)[order] ?? {}
  const time = at(on, '10:00')
  await stack.happen('payment.settled', { pay_no, amt, bank_time: time }, { time })
}

/** The bank reports an order as returned. */
export async function returned(stack: Stack, order: number, on: string): Promise<void> {
  const { pay_no, amt } = orders(stack)[order] ?? {}
  await stack.happen('payment.returned', { pay_no, amt, reason: '账户已销户' }, { time: at(on, '10:00') })
}
