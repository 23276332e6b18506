/** RULES.md 5: right, wrong, double and late payments, and refunds that the bank returns. */
import { describe, expect, test } from 'vitest'
import { account, at, orders } from '../../../support/bank.ts'
import { certnoOf, register } from '../../../support/people.ts'
import {
  birth,
  childOf,
  father,
  fatherBirth,
  makeNursery,
  mother,
  motherBirth,
  notices,
  paid,
  theCase,
} from './scene.ts'

/** A child born on 2026-03-10 with both guardians named; they are registered with these accounts. */
async function family(options: { mother?: boolean; father?: boolean } = {}) {
  const stack = await makeNursery(at('2026-03-10'))
  if (options.mother !== undefined) {
    await register(stack, 2, { brdy: motherBirth, ...(options.mother ? { bank_acct: account(2) } : {}) })
  }
  if (options.father !== undefined) {
    await register(stack, 1, { brdy: fatherBirth, ...(options.father ? { bank_acct: account(1) } : {}) })
  }
  await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother(), father()] }))
  return stack
}

describe('another sum', () => {
  test('opens a task for the area, and grants nothing yet', async () => {
    const stack = await family({ mother: true })
    await stack.happen('premium.paid', paid(2026, '2026-03-12', { amt: '350.00' }))
    expect(await stack.tasks(childOf())).toMatchObject([
      {
        kind: 'amount-differs',
        owner: { role: 'clerk', area: '530100' },
        facts: { amt: '350.00', expected: '400.00', year: 2026 },
      },
    ])
    expect(await theCase(stack)).toMatchObject({
      status: 'waiting',
      waiting_for: { actor: 'clerk', what: 'amount-differs' },
    })
    expect((await stack.file(childOf())).all('entitlement')).toEqual([])
  })

  test('approved, it counts as full payment', async () => {
    const stack = await family({ mother: true })
    await stack.happen('premium.paid', paid(2026, '2026-03-12', { amt: '350.00' }))
    const [task] = await stack.tasks(childOf())
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect(await theCase(stack)).toMatchObject({
      status: 'done',
      outcome: { result: 'insured', years: [{ amt: '350.00', from: '2026-03-10' }] },
    })
    expect(orders(stack)).toEqual([])
  })

  test('refused, it is refunded, and the case waits on for the premium', async () => {
    const stack = await family({ mother: true })
    await stack.happen('premium.paid', paid(2026, '2026-03-12', { amt: '500.00' }))
    const [task] = await stack.tasks(childOf())
    await stack.decideTask(task!.task_id, { decision: 'reject', reason: '多缴' })
    expect(orders(stack)).toMatchObject([
      { amt: '500.00', payer_admdvs: '530100', payee: { kind: 'person', acct_no: account(2).acct_no } },
    ])
    expect(await theCase(stack)).toMatchObject({ status: 'waiting', waiting_for: { actor: 'citizen' } })
    await stack.happen('premium.paid', paid(2026, '2026-03-15'))
    expect((await theCase(stack)).status).toBe('done')
    expect(orders(stack)).toHaveLength(1)
  })

  test('followed by the right sum, it is refunded without a clerk', async () => {
    const stack = await family({ mother: true })
    await stack.happen('premium.paid', paid(2026, '2026-03-12', { amt: '40.00' }))
    await stack.happen('premium.paid', paid(2026, '2026-03-13'))
    expect(await stack.tasks(childOf())).toEqual([])
    expect((await theCase(stack)).status).toBe('done')
    expect(orders(stack)).toMatchObject([{ amt: '40.00' }])
  })

  test('for the second year of a case that is done, a clerk decides, and the year is added', async () => {
    const stack = await makeNursery(at('2026-01-10'))
    await stack.happen('birth.certified', birth('2025-11-20'))
    await stack.happen('premium.paid', paid(2025, '2026-01-10'))
    await stack.happen('premium.paid', paid(2026, '2026-01-11', { amt: '380.00' }))
    expect((await theCase(stack)).status).toBe('done')
    const [task] = await stack.tasks(childOf())
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ year: 2025 }, { year: 2026, amt: '380.00' }])
  })
})

describe('paid twice', () => {
  test('the second payment goes back to whoever paid it', async () => {
    const stack = await family({ mother: true, father: true })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    await stack.happen('premium.paid', paid(2026, '2026-03-13', { payer_certno: certnoOf(1, fatherBirth) }))
    expect(orders(stack)).toMatchObject([{ amt: '400.00', payee: { acct_no: account(1).acct_no } }])
    expect((await theCase(stack)).status).toBe('done')
  })

  test('a grandmother who paid is refunded, though she is no guardian', async () => {
    const stack = await family({ mother: true })
    await register(stack, 4, { brdy: '1965-01-01', bank_acct: account(4) })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    await stack.happen('premium.paid', paid(2026, '2026-03-13', { payer_certno: certnoOf(4, '1965-01-01') }))
    expect(orders(stack)).toMatchObject([{ payee: { acct_no: account(4).acct_no } }])
  })

  test.each([
    ['a payer unknown to the system', certnoOf(6)],
    ['no payer named', undefined],
  ])('%s: the first guardian with a bank account gets it', async (_name, payer_certno) => {
    const stack = await family({ mother: false, father: true })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    await stack.happen('premium.paid', paid(2026, '2026-03-13', payer_certno ? { payer_certno } : {}))
    expect(orders(stack)).toMatchObject([{ payee: { acct_no: account(1).acct_no } }])
  })

  test('nobody has an account: the case waits for one, and orders the moment it is given', async () => {
    const stack = await family({ mother: false })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    await stack.happen('premium.paid', paid(2026, '2026-03-13'))
    const row = await theCase(stack)
    expect(row).toMatchObject({
      status: 'waiting',
      actions: ['provide-bank-account'],
      waiting_for: { actor: 'citizen', what: 'provide-bank-account' },
      outcome: { result: 'insured' },
    })
    expect(notices(stack, 'newborn.needs-account')).toHaveLength(1)
    await stack.act(row.case_id, { action: 'provide-bank-account', ...account(9) })
    expect(orders(stack)).toMatchObject([{ amt: '400.00', payee: { acct_no: account(9).acct_no } }])
    expect((await theCase(stack)).status).toBe('done')
  })

  test('or a guardian registers one', async () => {
    const stack = await family({ mother: false })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    await stack.happen('premium.paid', paid(2026, '2026-03-13'))
    await register(stack, 1, { brdy: fatherBirth, bank_acct: account(1) })
    expect(orders(stack)).toMatchObject([{ payee: { acct_no: account(1).acct_no } }])
    expect((await theCase(stack)).status).toBe('done')
  })

  test('an unanswered request is repeated after 30 days, not before', async () => {
    const stack = await family({ mother: false })
    await stack.happen('premium.paid', paid(2026, '2026-03-10'))
    await stack.happen('premium.paid', paid(2026, '2026-03-10'))
    await stack.advanceTo(at('2026-04-08'))
    expect(notices(stack, 'newborn.needs-account')).toHaveLength(1)
    await stack.advanceTo(at('2026-04-11'))
    expect(notices(stack, 'newborn.needs-account')).toHaveLength(2)
    expect((await theCase(stack)).waiting_for?.until).toBe('2026-05-10T23:59:59+08:00')
  })

  test('by bill and by self-declaration: the earlier counts, the other goes back', async () => {
    const stack = await family({ mother: true })
    const bill_no = stack.sent('tax')[0]!.data.bill_no
    await stack.happen('premium.paid', paid(2026, '2026-06-12'))
    await stack.happen('premium.paid', { bill_no, amt: '400.00', paid_at: at('2026-03-11') })
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ paid_at: at('2026-03-11'), from: '2026-03-10' }])
    expect(orders(stack)).toHaveLength(1)
    expect((await stack.file(childOf())).all('entitlement')).toMatchObject([{ from: '2026-03-10' }])
  })

  test('the same event twice is one payment', async () => {
    const stack = await family({ mother: true })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'), { id: 'once' })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'), { id: 'once' })
    expect(orders(stack)).toEqual([])
  })
})

describe('a cover that is already over', () => {
  test('paid in December after day 90: refused and refunded; the case waits on', async () => {
    const stack = await family({ mother: true })
    await stack.advanceTo(at('2026-12-01'))
    await stack.happen('premium.paid', paid(2026, '2026-12-01'))
    expect(orders(stack)).toMatchObject([{ amt: '400.00' }])
    expect(await theCase(stack)).toMatchObject({ status: 'waiting' })
  })

  test('paid on 30 November it covers December', async () => {
    const stack = await family({ mother: true })
    await stack.advanceTo(at('2026-11-30'))
    await stack.happen('premium.paid', paid(2026, '2026-11-30'))
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ from: '2026-12-01', to: '2026-12-31' }])
  })

  test('a later year is ordinary renewal: not refunded, not in the package', async () => {
    const stack = await family({ mother: true })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    await stack.happen('premium.paid', paid(2027, '2026-10-12'))
    expect(orders(stack)).toEqual([])
    expect((await theCase(stack)).outcome?.years).toHaveLength(1)
  })
})

describe('a refund that the bank returns', () => {
  test('waits for another account and is ordered anew with another number; settled, the family is told', async () => {
    const stack = await family({ mother: true })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    await stack.happen('premium.paid', paid(2026, '2026-03-13'))
    const [first] = orders(stack)
    await stack.happen('payment.returned', { pay_no: first!.pay_no, amt: '400.00', reason: '账户已销户' })
    const row = await theCase(stack)
    expect(row).toMatchObject({ status: 'waiting', actions: ['provide-bank-account'] })
    await stack.act(row.case_id, { action: 'provide-bank-account', ...account(7) })
    const [, second] = orders(stack)
    expect(second).toMatchObject({ amt: '400.00', payee: { acct_no: account(7).acct_no } })
    expect(second!.pay_no).not.toBe(first!.pay_no)
    await stack.happen('payment.returned', { pay_no: second!.pay_no, amt: '400.00', reason: '户名不符' })
    await stack.act(row.case_id, { action: 'provide-bank-account', ...account(8) })
    const [, , third] = orders(stack)
    await stack.happen('payment.settled', { pay_no: third!.pay_no, amt: '400.00', bank_time: at('2026-03-14') })
    expect(await theCase(stack)).toMatchObject({ status: 'done' })
    expect(notices(stack, 'newborn.refunded')).toHaveLength(1)
    expect(orders(stack)).toHaveLength(3)
  })

  test('the action is refused while nothing waits for it', async () => {
    const stack = await family({ mother: true })
    const row = await theCase(stack)
    expect(await stack.act(row.case_id, { action: 'provide-bank-account', ...account(7) })).toMatchObject({
      result: 'refused',
      code: 'action-not-offered',
    })
  })
})
