import { credited, spent } from '../../../../events/samples/insured.ts'
import { bankOf } from '../../../../events/samples/people.ts'
import { refundingArea } from '../../../../events/samples/places.ts'
import type { Script } from '../../../../events/samples/script.ts'
import { approved, arrives, expectTransfer, type Mover, mover, tellHistory, withBank } from './movers.ts'

/** Moves to the area that takes no accounts. */
function toRefundingArea(script: Script, story: string, balance: number): Mover {
  return mover(script, story, { balance, to: refundingArea })
}

/** The balance leaves for the person's bank account. */
function refunded(script: Script, m: Mover, amt = m.balance): void {
  script.book.add(m.person.psn_no, m.from, -amt)
}

/** B takes no accounts and the bank account is known: paid out when A's clerks approve. */
export function refund(script: Script, balance: number, which: number): void {
  const m = withBank(toRefundingArea(script, 'refund', balance))
  // Every other time the bank says two times that it paid.
  if (which % 2 === 1)
    script.partner('bank', { match: { 'payee.acct_no': bankOf(m.person).acct_no }, behaviour: 'twice' })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  refunded(script, m)
  expectTransfer(script, m, 'refunded', { amt: balance })
}

/** The bank account is not known: the person gives it first. */
export function refundToAsk(script: Script, balance: number): void {
  const m = toRefundingArea(script, 'refund, account asked for', balance)
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  script.act(script.between(13, 17), m.person, 'transfer', { action: 'provide-bank-account', ...bankOf(m.person) })
  refunded(script, m)
  expectTransfer(script, m, 'refunded', { amt: balance })
}

/** The bank returns the payment; the next day the person gives another account. */
export function refundReturned(script: Script, balance: number): void {
  const m = withBank(toRefundingArea(script, 'refund, returned', balance))
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  script.partner('bank', { match: { 'payee.acct_no': bankOf(m.person).acct_no }, behaviour: 'return' })
  const other = bankOf(m.person, 2)
  script.act(script.between(8, 12, 1), m.person, 'transfer', { action: 'provide-bank-account', ...other })
  refunded(script, m)
  expectTransfer(script, m, 'refunded', { amt: balance })
}

/** An older report of the person, with an account that is closed, comes after the newer one: the newer holds. */
export function refundToNewerAccount(script: Script, balance: number): void {
  const m = { ...toRefundingArea(script, 'refund to the newer account', balance) }
  const closed = bankOf(m.person)
  tellHistory(script, { ...m, bank: bankOf(m.person, 2) })
  script.partner('bank', { match: { 'payee.acct_no': closed.acct_no }, behaviour: 'return' })
  const older = { ...m.person, bank_acct: closed }
  script.send(script.at(0, '08:00'), 'person.registered', older, { time: script.at(-30, '08:00') })
  arrives(script, script.between(8, 12), m)
  refunded(script, m)
  expectTransfer(script, m, 'refunded', { amt: balance })
}

/** A's clerks refuse the refund: the balance stays. */
export function refundHeld(script: Script, balance: number): void {
  const m = withBank(toRefundingArea(script, 'refund, held', balance))
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  script.answer(m.person, 'approve-refund', { decision: 'reject', reason: '账户有争议' })
  expectTransfer(script, m, 'balance-held')
}

/** After the refund another credit comes: it follows, approval included. */
export function refundThenCredit(script: Script, balance: number): void {
  const late = Math.floor(balance / 4)
  const m = withBank(toRefundingArea(script, 'refund, then a credit', balance - late))
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  credited(script, script.between(8, 12, 1), m.person, m.from, late)
  refunded(script, m, balance)
  expectTransfer(script, m, 'refunded', { amt: balance })
}

/** A's clerks refuse: the balance stays in A, and so does what comes later. */
export function held(script: Script, balance: number, which: number): void {
  const m = mover(script, 'held', { balance })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  script.answer(m.person, 'approve-transfer-out', { decision: 'reject', reason: '账户有争议' })
  if (which % 3 === 2) credited(script, script.between(13, 17), m.person, m.from, 1_234)
  expectTransfer(script, m, 'balance-held')
}

/** A credit for A comes after the balance has left. */
export function lateCredit(script: Script, balance: number): void {
  const late = Math.floor(balance / 3)
  const m = mover(script, 'late credit', { balance: balance - late })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  approved(script, m, 'noon')
  credited(script, script.between(13, 17), m.person, m.from, late)
  approved(script, m, 'evening', late)
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** The only credit comes after the case ended without a balance. */
export function firstCreditLate(script: Script, balance: number): void {
  const m = mover(script, 'first credit late', { balance })
  tellHistory(script, m, ['credit'])
  arrives(script, script.between(8, 12), m)
  credited(script, script.between(13, 17), m.person, m.from, balance)
  approved(script, m, 'evening')
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** Spending in A is reported after its balance has left: B's balance pays, and B is owed the sum. */
export function lateSpending(script: Script, balance: number): void {
  const m = mover(script, 'late spending', { balance })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  approved(script, m, 'noon')
  const at = script.between(13, 17)
  const amt = Math.ceil(balance / 5)
  spent(script, at, m.person, m.from, amt)
  script.book.add(m.person.psn_no, m.to, -amt)
  script.book.owe(m.to, m.from, amt, at)
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** The same, but more than B holds: what is not covered is for the clerks of both. */
export function lateSpendingTooMuch(script: Script, balance: number): void {
  const m = mover(script, 'late spending, too much', { balance })
  tellHistory(script, m)
  arrives(script, script.between(8, 12), m)
  approved(script, m, 'noon')
  const at = script.between(13, 17)
  spent(script, at, m.person, m.from, balance + 5_000)
  script.book.add(m.person.psn_no, m.to, -balance)
  script.book.owe(m.to, m.from, balance, at)
  expectTransfer(script, m, 'transferred', { amt: balance })
}

/** The setting of the area that takes no accounts, made before the day begins. */
export function refuseAccounts(script: Script): void {
  const path = `/v1/regions/${refundingArea}/settings`
  const body = { accepts_account_transfer: false }
  script.call(script.at(0, '05:00'), { as: { role: 'operator' }, method: 'PUT', path, body })
}
