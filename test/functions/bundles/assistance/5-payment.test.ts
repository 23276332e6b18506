/** assistance/RULES.md 5: to which account it is paid, once. */
import { describe, expect, it } from 'vitest'
import { collectEntries, type LedgerEntries, proveLedger } from '../../../../functions/proof/ledger-check.ts'
import { citizen } from '../../../support/api.ts'
import { at, orders, otherAccount, returned } from '../../../support/bank.ts'
import { bankAccount, register } from '../../../support/people.ts'
import { leaving, onlyCase, scene } from './scene.ts'

const balanced = async (s: Awaited<ReturnType<typeof scene>>) =>
  (await s.api.call({ role: 'operator' }, 'GET /v1/ledger/check')).body

describe('a person without an account', () => {
  it('is asked, anew every thirty days, and the books are in balance throughout (5.1, 5.2)', async () => {
    const s = await scene({ person: {} })
    await s.settle()
    await s.dawn('2026-04-01')
    await s.decides('confirm-assistance')
    expect(await onlyCase(s)).toMatchObject({
      actions: ['provide-bank-account'],
      waiting_for: { actor: 'citizen', what: 'provide-bank-account', until: '2026-05-01T23:59:59+08:00' },
    })
    expect(await s.asked()).toMatchObject({ payers: [{ given: '0.00', to_pay: '3500.00' }] })
    await s.stack.advanceTo(at('2026-05-02'))
    expect(s.told()).toEqual(['assistance.needs-account', 'assistance.needs-account'])
    expect((await onlyCase(s)).waiting_for).toMatchObject({ until: '2026-05-31T23:59:59+08:00' })
    const action = { action: 'provide-bank-account', ...bankAccount, acct_name: '测试1' }
    const { status } = await s.api.call(s.me, `POST /v1/cases/${(await onlyCase(s)).case_id}/actions`, action)
    expect(status).toBe(200)
    expect(s.orders()).toHaveLength(1)
    expect(await balanced(s)).toMatchObject({ balanced: true, violations: [] })
    await s.bankPays('2026-05-03')
    expect(await balanced(s)).toMatchObject({ balanced: true, violations: [] })
    expect(s.told().at(-1)).toBe('assistance.paid')
  })

  it('is paid to one that a register reports (5.1)', async () => {
    const s = await scene({ person: {} })
    await s.settle()
    await s.dawn('2026-04-01')
    await s.decides('confirm-assistance')
    await register(s.stack, 1, { bank_acct: bankAccount })
    expect(orders(s.stack)).toMatchObject([{ payee: { kind: 'person', acct_no: bankAccount.acct_no } }])
  })
})

describe('what the bank returns', () => {
  it('is ordered again under a new number once there is another account, without a new approval (5.3)', async () => {
    const s = await scene()
    await s.settle()
    await s.dawn('2026-04-01')
    await s.decides('confirm-assistance')
    await returned(s.stack, 0, '2026-04-03')
    await s.stack.act((await onlyCase(s)).case_id, { action: 'provide-bank-account', ...otherAccount })
    const [first, second] = orders(s.stack)
    expect(second).toMatchObject({ amt: '3500.00', payee: { acct_no: otherAccount.acct_no } })
    expect(second!.pay_no).not.toBe(first!.pay_no)
    expect(await s.task('confirm-assistance')).toBeUndefined()
    await s.bankPays('2026-04-06')
    expect(await balanced(s)).toMatchObject({ balanced: true })
  })

  it('after all, takes the case up again, also once the year is done (5.4)', async () => {
    const s = await scene()
    await s.settle()
    await s.paidOn('2026-04-01')
    await s.dawn('2027-04-01')
    expect((await onlyCase(s)).status).toBe('done')
    await returned(s.stack, 0, '2027-04-02')
    expect(await onlyCase(s)).toMatchObject({ status: 'waiting', waiting_for: { what: 'provide-bank-account' } })
    await s.stack.act((await onlyCase(s)).case_id, { action: 'provide-bank-account', ...otherAccount })
    await s.bankPays('2027-04-06')
    expect(await onlyCase(s)).toMatchObject({ status: 'done', outcome: { result: 'reconciled', paid: '3500.00' } })
    expect(await balanced(s)).toMatchObject({ balanced: true, violations: [] })
  })
})

it('a message that comes twice, and a decision made twice, pay once (always true)', async () => {
  const s = await scene()
  await s.settle({}, { id: 'E1' })
  await s.dawn('2026-04-01')
  const task = await s.task('confirm-assistance')
  await s.stack.decideTask(task!.task_id, { decision: 'approve' })
  expect(await s.stack.decideTask(task!.task_id, { decision: 'approve' })).toMatchObject({ result: 'refused' })
  await s.settle({}, { id: 'E1' })
  const [order] = orders(s.stack)
  const paid = { pay_no: order!.pay_no, amt: order!.amt, bank_time: at('2026-04-03') }
  for (const id of ['B1', 'B1', 'B2']) await s.stack.happen('payment.settled', paid, { id, time: at('2026-04-03') })
  await s.dawn('2026-06-01')
  expect(s.orders()).toHaveLength(1)
  expect(new Set(s.stack.sent('notice').map(({ id }) => id)).size).toBe(1)
})

describe('a year of which a lost number had ordered money', () => {
  /** Ordered under the lost number, and what the number that is kept has of it by then. */
  const merged = async (isPaid: boolean) => {
    const s = await scene()
    await s.settle()
    await s.dawn('2026-04-01')
    await s.decides('confirm-assistance')
    if (isPaid) await s.bankPays('2026-04-02')
    const psn = await register(s.stack, 2, { bank_acct: bankAccount })
    await s.stack.happen('person.merged', { psn_no: s.psn, into_psn_no: psn, reason: '一人两号' })
    const cases = () => s.stack.cases(psn, 'assistance')
    const asked = async () => (await s.api.call(citizen(psn), 'GET /v1/me/assistance?year=2026')).body
    const confirms = async () => {
      const task = (await s.stack.tasks(psn)).find(({ kind }) => kind === 'confirm-assistance')
      await s.stack.decideTask(task!.task_id, { decision: 'approve' })
    }
    return { ...s, psn, cases, asked, confirms }
  }

  it('goes on with the number that is kept, and what was paid was given (3.2)', async () => {
    const s = await merged(true)
    expect(await onlyCase(s)).toMatchObject({ status: 'waiting', waiting_for: { what: 'settlement.posted' } })
    expect(await s.asked()).toMatchObject({ payers: [{ due: '3500.00', given: '3500.00', to_pay: '0.00' }] })
    await s.settle({ psn_no: s.psn, ...leaving('1000.00', '2026-05-10') })
    expect(await s.asked()).toMatchObject({ payers: [{ due: '4200.00', given: '3500.00', to_pay: '700.00' }] })
    await s.dawn('2026-06-01')
    await s.confirms()
    expect(s.orders().map(([, , amt]) => amt)).toEqual(['3500.00', '700.00'])
    expect(await s.asked()).toMatchObject({ payers: [{ given: '4200.00', to_pay: '0.00' }] })
  })

  it('owes anew what the bank returns after it, and once only if it was paid after all (3.2)', async () => {
    const s = await merged(false)
    await returned(s.stack, 0, '2026-04-03')
    expect(await onlyCase(s)).toMatchObject({ waiting_for: { what: 'month-end' } })
    await s.dawn('2026-05-01')
    await s.confirms()
    const [first] = orders(s.stack)
    const late = at('2026-05-02', '10:00')
    const paid = { pay_no: first!.pay_no, amt: first!.amt, bank_time: late }
    await s.stack.happen('payment.settled', paid as never, { time: late })
    expect(await s.asked()).toMatchObject({ payers: [{ due: '3500.00', given: '7000.00', to_pay: '0.00' }] })
    expect(await balanced(s)).toMatchObject({ balanced: true, violations: [] })
  })
})

it('a year that was done under both numbers is one, by the case of the number that is kept (3.2)', async () => {
  const s = await scene()
  await s.settle()
  const kept = await register(s.stack, 2, { bank_acct: bankAccount })
  await s.recognize({ psn_no: kept })
  await s.settle({ psn_no: kept, ...leaving('1000.00', '2026-03-11') })
  await s.dawn('2026-04-01')
  for (const psn of [s.psn, kept]) {
    const task = (await s.stack.tasks(psn)).find(({ kind }) => kind === 'confirm-assistance')
    await s.stack.decideTask(task!.task_id, { decision: 'approve' })
  }
  for (const order of orders(s.stack)) {
    const { pay_no, amt } = order
    await s.stack.happen('payment.settled', { pay_no, amt, bank_time: at('2026-04-02') } as never, {
      time: at('2026-04-02'),
    })
  }
  await s.dawn('2027-04-01')
  await s.stack.happen('person.merged', { psn_no: s.psn, into_psn_no: kept, reason: '一人两号' })
  const asked = async () => (await s.api.call(citizen(kept), 'GET /v1/me/assistance?year=2026')).body
  expect(await asked()).toMatchObject({ payers: [{ due: '4200.00', given: '4200.00', to_pay: '0.00' }] })
  expect((await s.stack.cases(kept, 'assistance')).map(({ status }) => status)).toEqual(['done', 'done'])
  await s.settle({ psn_no: kept, ...leaving('2000.00', '2026-05-10') }, { time: at('2027-04-10') })
  const statuses = (await s.stack.cases(kept, 'assistance')).map(({ status }) => status)
  expect(statuses.sort()).toEqual(['done', 'waiting'])
  expect(await asked()).toMatchObject({ payers: [{ due: '5600.00', given: '4200.00', to_pay: '1400.00' }] })
})

describe('money at the bank when two numbers are merged', () => {
  it.each(['settled', 'returned'] as const)(
    'is %s in the books, though its case ended with the lost number',
    async (said) => {
      const s = await scene()
      await s.settle()
      await s.dawn('2026-04-01')
      await s.decides('confirm-assistance')
      const [order] = orders(s.stack)
      const { case_id } = await onlyCase(s)
      const kept = await register(s.stack, 2)
      await s.stack.happen('person.merged', { psn_no: s.psn, into_psn_no: kept, reason: '一人两号' })
      const { pay_no, amt } = order!
      const word = said === 'settled' ? { bank_time: at('2026-04-02') } : { reason: '账户已销户' }
      await s.stack.happen(`payment.${said}`, { pay_no, amt, ...word }, { time: at('2026-04-02') })
      const entries: LedgerEntries = { movements: [], accounts: [] }
      collectEntries(s.stack.ports, [...s.stack.table.items.values()], entries)
      expect(proveLedger(entries).violations).toEqual([])
      const owed = `payable:${case_id}`
      const held = entries.movements.map((m) => (m.credit === owed ? m.amt : m.debit === owed ? -m.amt : 0))
      expect(held.filter((amt) => amt !== 0)).toHaveLength(2)
      expect(held.reduce((sum, amt) => sum + amt, 0)).toBe(0)
      expect(await balanced(s)).toMatchObject({ balanced: true, violations: [] })
    },
  )
})
