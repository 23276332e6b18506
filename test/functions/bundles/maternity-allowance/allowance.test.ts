/** RULES.md, section by section, through the real inbox and engine. */
import { describe, expect, test } from 'vitest'
import { bankAccount, certnoOf, enrolment, pause, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { birth, childOf, makeNursery, mother, motherBirth, notices } from '../newborn-support.ts'

const at = (on: string, time = '09:00') => `${on}T${time}:00+08:00`
const psnNo = 'P000002'
const employerAccount = { bank_code: '103', acct_no: '6222000000000000009', acct_name: '测试单位' }

const delivery = (more: Record<string, unknown> = {}) => ({
  setl_id: 'S1',
  fixmedins_code: 'H13010200001',
  certno: certnoOf(2, motherBirth),
  psn_name: '测试2',
  insu_admdvs: '130100',
  dscg_date: '2026-04-08',
  outcome: 'birth',
  dystocia: true,
  fetus_count: 1,
  child_order: 2,
  gestation_weeks: 39,
  birth_cert_nos: ['Z130000001'],
  ...more,
})
const base = (area = '130100', year = 2025, avg_base = '7530.00') => ({
  emp_no: `E${area}`,
  emp_name: '测试单位',
  insu_admdvs: area,
  year,
  avg_base,
  bank_acct: employerAccount,
})

/** A mother insured by employment in `area`, with the employer's base of 2025 unless told otherwise. */
async function insured(area = '130100', options: { base?: false | string; now?: string; person?: object } = {}) {
  const stack = await makeNursery(options.now ?? at('2026-04-08'))
  await register(stack, 2, { brdy: motherBirth, ...options.person })
  await stack.happen('enrolment.registered', enrolment(psnNo, area, '2020-01-01'))
  if (options.base !== false) await stack.happen('employer.base-declared', base(area, 2025, options.base ?? '7530.00'))
  return stack
}

const theCase = async (stack: Stack, setl = 'S1') => {
  const cases = await stack.cases(psnNo, 'maternity-allowance')
  return cases.find((row) => (row.state as { setl_id: string }).setl_id === setl)!
}
const openTask = async (stack: Stack, kind: string) => (await stack.tasks(psnNo)).find((task) => task.kind === kind)!
const verify = async (stack: Stack) =>
  stack.decideTask((await openTask(stack, 'verify-birth')).task_id, { decision: 'approve' })
const orders = (stack: Stack) => stack.sent('bank', 'payment.ordered').map(({ data }) => data)
const settle = (stack: Stack, n = 0) =>
  stack.happen('payment.settled', {
    pay_no: orders(stack)[n]!.pay_no,
    amt: orders(stack)[n]!.amt,
    bank_time: at('2026-04-20'),
  })

describe('examples', () => {
  test('Hebei, second child, caesarean: 173 days, 43423.00 to the employer, due 2026-04-22', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    expect(await theCase(stack)).toMatchObject({
      admdvs: '130100',
      due_at: '2026-04-22T23:59:59+08:00',
      waiting_for: { actor: 'employer', what: 'verify-birth', until: '2026-04-15T23:59:59+08:00' },
    })
    expect(await openTask(stack, 'verify-birth')).toMatchObject({
      owner: { role: 'employer', emp_no: 'E130100' },
      facts: { dscg_date: '2026-04-08', dystocia: true, child_order: 2, fetus_count: 1 },
    })
    await verify(stack)
    expect(orders(stack)).toMatchObject([
      {
        payer_admdvs: '130100',
        payee: { kind: 'employer', name: '测试单位', bank_code: '103', acct_no: employerAccount.acct_no },
        amt: '43423.00',
      },
    ])
    await settle(stack)
    expect(await theCase(stack)).toMatchObject({
      status: 'done',
      outcome: {
        result: 'paid',
        days: 173,
        daily_base: '251.0000',
        amt: '43423.00',
        payee: 'employer',
        newborn_cases: [],
      },
    })
    const told = notices(stack, 'allowance.paid')
    expect(told).toHaveLength(1)
    for (const part of ['173天', '43423.00元', '单位']) expect(told[0]!.data.text).toContain(part)
  })

  test('Zhejiang, twins: no verification, 173 days, 46845.23 at once', async () => {
    const stack = await insured('330100', { base: '8123.45' })
    const months = {
      psn_no: psnNo,
      insu_admdvs: '330100',
      insutype: '310',
      accrym_begn: '202510',
      accrym_end: '202603',
    }
    await stack.happen('contribution.posted', {
      ...months,
      base: '8000.00',
      amt_psn: '160.00',
      amt_emp: '640.00',
      emp_no: 'E330100',
    })
    await stack.happen(
      'delivery.settled',
      delivery({ insu_admdvs: '330100', dystocia: false, fetus_count: 2, child_order: 1 }),
    )
    expect(await stack.tasks(psnNo)).toEqual([])
    expect(orders(stack)).toMatchObject([{ amt: '46845.23', payee: { kind: 'employer' } }])
  })
})

describe('when it starts', () => {
  test('whichever is known first: the delivery or the relation', async () => {
    const stack = await makeNursery(at('2026-04-08'))
    await stack.happen('delivery.settled', delivery())
    await register(stack, 2, { brdy: motherBirth })
    expect(await stack.cases(psnNo)).toEqual([])
    await stack.happen('enrolment.registered', enrolment(psnNo, '130100', '2026-04-08'))
    expect((await theCase(stack)).status).toBe('waiting')
  })

  test.each([
    ['a resident', { insutype: '390', psn_type: '15' }, '130100', '2020-01-01'],
    ['insured elsewhere', {}, '130200', '2020-01-01'],
    ['insured from the day after discharge', {}, '130100', '2026-04-09'],
  ])('%s: no case', async (_name, more, area, from) => {
    const stack = await makeNursery(at('2026-04-20'))
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('enrolment.registered', enrolment(psnNo, area, from, more))
    await stack.happen('delivery.settled', delivery())
    expect(await stack.cases(psnNo)).toEqual([])
  })

  test('paused on the day of discharge still counts, paused the day before does not', async () => {
    for (const [last, count] of [
      ['2026-04-08', 1],
      ['2026-04-07', 0],
    ] as const) {
      const stack = await insured()
      await stack.happen('enrolment.paused', pause(psnNo, '130100', last))
      await stack.happen('delivery.settled', delivery())
      expect(await stack.cases(psnNo)).toHaveLength(count)
    }
  })

  test('an enrolment revoked before anything was paid takes the case with it; back again, it goes on', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await stack.happen('enrolment.revoked', {
      psn_no: psnNo,
      insu_admdvs: '130100',
      insutype: '310',
      psn_insu_date: '2020-01-01',
      reason: '报错',
    })
    expect((await theCase(stack)).status).toBe('withdrawn')
    expect(await stack.tasks(psnNo)).toEqual([])
    await stack.happen('enrolment.registered', enrolment(psnNo, '130100', '2021-01-01'))
    expect((await theCase(stack)).status).toBe('waiting')
    await verify(stack)
    expect(orders(stack)).toHaveLength(1)
  })
})

describe('months', () => {
  const posted = (begin: string, end: string) => ({
    psn_no: psnNo,
    insu_admdvs: '330100',
    insutype: '310',
    accrym_begn: begin,
    accrym_end: end,
    base: '8000.00',
    amt_psn: '160.00',
    amt_emp: '640.00',
    emp_no: 'E330100',
  })
  const zhejiang = delivery({ insu_admdvs: '330100' })

  test('5 where 6 are needed: rejected, with how many; a month reported late takes it up again', async () => {
    const stack = await insured('330100')
    await stack.happen('contribution.posted', posted('202511', '202603'))
    await stack.happen('delivery.settled', zhejiang)
    expect(await theCase(stack)).toMatchObject({
      status: 'rejected',
      outcome: { result: 'rejected', reason: 'months-short', months: 5, newborn_cases: [] },
    })
    await stack.happen('contribution.posted', posted('202510', '202510'))
    expect((await theCase(stack)).status).toBe('waiting')
    expect(orders(stack)).toHaveLength(1)
  })

  test('somebody whose relation turns out to have ended before discharge is told that, not of months', async () => {
    const stack = await insured('330100')
    await stack.happen('delivery.settled', zhejiang)
    await stack.happen('enrolment.paused', pause('P000002', '330100', '2026-03-31'))
    await stack.happen('contribution.posted', posted('202510', '202603'))
    expect(await theCase(stack)).toMatchObject({ status: 'withdrawn', outcome: { reason: 'not-insured' } })
  })

  test('a late month that is still not enough changes the number, and is not told again', async () => {
    const stack = await insured('330100')
    await stack.happen('delivery.settled', zhejiang)
    await stack.happen('contribution.posted', posted('202603', '202603'))
    expect((await theCase(stack)).outcome).toMatchObject({
      reason: 'months-short',
      months: 1,
      text: expect.stringContaining('连续缴费1个月'),
    })
    expect(notices(stack, 'allowance.months-short')).toHaveLength(1)
  })

  test('6 are enough', async () => {
    const stack = await insured('330100')
    await stack.happen('contribution.posted', posted('202510', '202603'))
    await stack.happen('delivery.settled', zhejiang)
    expect(orders(stack)).toHaveLength(1)
  })
})

describe('the employer', () => {
  test('silent for 5 working days: a clerk reviews; approved, it is paid', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await stack.advanceTo(at('2026-04-15', '23:59'))
    expect((await theCase(stack)).waiting_for?.what).toBe('verify-birth')
    await stack.advanceTo(at('2026-04-16', '00:01'))
    const task = await openTask(stack, 'review-allowance')
    expect(task).toMatchObject({
      owner: { role: 'clerk', area: '130100' },
      facts: { reasons: ['employer-silent'], days: 173, amt: '43423.00', daily_base: '251.0000' },
    })
    expect(await openTask(stack, 'verify-birth')).toBeUndefined()
    await stack.decideTask(task.task_id, { decision: 'approve' })
    expect(orders(stack)).toHaveLength(1)
  })

  test('refuses: a clerk reviews with its reason; refused again, the case is rejected', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await stack.decideTask((await openTask(stack, 'verify-birth')).task_id, { decision: 'reject', reason: '已离职' })
    const task = await openTask(stack, 'review-allowance')
    expect(task.facts).toMatchObject({ reasons: ['employer-refused'], employer_reason: '已离职' })
    await stack.decideTask(task.task_id, { decision: 'reject', reason: '核实属实' })
    expect(await theCase(stack)).toMatchObject({
      status: 'rejected',
      outcome: { result: 'rejected', reason: 'review-refused' },
    })
    expect(orders(stack)).toEqual([])
  })

  test('nobody to ask, nobody to declare a base: a clerk reviews at once and gives the base; paid in person', async () => {
    const stack = await makeNursery(at('2026-04-08'))
    await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    const { emp_no: _emp, ...flexible } = enrolment(psnNo, '130100', '2020-01-01') as Record<string, unknown>
    await stack.happen('enrolment.registered', flexible)
    await stack.happen('delivery.settled', delivery())
    const task = await openTask(stack, 'review-allowance')
    expect(task.facts.reasons).toEqual(['no-employer', 'base-missing'])
    expect(await stack.decideTask(task.task_id, { decision: 'approve' })).toMatchObject({
      result: 'refused',
      status: 400,
    })
    await stack.decideTask(task.task_id, { decision: 'approve', avg_base: '5000.00' })
    expect(orders(stack)).toMatchObject([
      { amt: '28833.33', payee: { kind: 'person', name: '测试2', acct_no: bankAccount.acct_no } },
    ])
  })
})

describe('automatic checks', () => {
  const reasonsFor = async (stack: Stack, data = delivery()) => {
    await stack.happen('delivery.settled', data)
    await verify(stack)
    return (await openTask(stack, 'review-allowance'))?.facts.reasons
  }

  test('none fails: no clerk', async () => {
    expect(await reasonsFor(await insured())).toBeUndefined()
  })

  test('another name than the person’s', async () => {
    expect(await reasonsFor(await insured(), delivery({ psn_name: '测试三' }))).toEqual(['name-differs'])
  })

  test('discharged in the future', async () => {
    expect(await reasonsFor(await insured('130100', { now: at('2026-04-07') }))).toEqual(['discharge-in-future'])
  })

  test('above 60000.00; 60000.00 itself passes', async () => {
    const half = delivery({ outcome: 'miscarriage', gestation_weeks: 15 })
    expect(await reasonsFor(await insured('130100', { base: '120000.02' }), half)).toEqual(['amount-above'])
    expect(await reasonsFor(await insured('130100', { base: '120000.00' }), half)).toBeUndefined()
  })

  test('a name that is corrected before the clerk decides needs no clerk', async () => {
    const stack = await insured()
    await reasonsFor(stack, delivery({ psn_name: '测试三' }))
    await stack.happen('delivery.settled', delivery(), { time: at('2026-04-09') })
    expect(await openTask(stack, 'review-allowance')).toBeUndefined()
    expect(orders(stack)).toHaveLength(1)
  })

  test.each([
    ['2026-10-05', ['settled-twice']],
    ['2026-10-06', undefined],
  ])('the same delivery under another number, discharged %s', async (dscg_date, reasons) => {
    const stack = await insured('130100', { now: at('2026-10-10') })
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    expect(orders(stack)).toHaveLength(1)
    expect(await reasonsFor(stack, delivery({ setl_id: 'S2', dscg_date }))).toEqual(reasons)
  })

  test('of two that arrive together the one reported first is paid, the other is reviewed', async () => {
    const stack = await insured()
    await stack.send('delivery.settled', delivery({ setl_id: 'S2' }), { time: at('2026-04-08', '10:00') })
    await stack.send('delivery.settled', delivery(), { time: at('2026-04-08', '08:00') })
    await stack.run()
    for (const task of await stack.tasks(psnNo)) await stack.decideTask(task.task_id, { decision: 'approve' })
    expect((await theCase(stack)).waiting_for?.what).toBe('payment.settled')
    expect((await theCase(stack, 'S2')).waiting_for?.what).toBe('review-allowance')
  })
})

describe('a base that is missing', () => {
  test('is waited for up to 5 working days from verification, and goes on the moment it is declared', async () => {
    const stack = await insured('130100', { base: false })
    await stack.happen('delivery.settled', delivery())
    await stack.advanceTo(at('2026-04-10'))
    await verify(stack)
    expect((await theCase(stack)).waiting_for).toMatchObject({
      what: 'employer.base-declared',
      until: '2026-04-17T23:59:59+08:00',
    })
    await stack.happen('employer.base-declared', base('130100', 2024))
    expect(orders(stack)).toEqual([])
    await stack.happen('employer.base-declared', base())
    expect(orders(stack)).toMatchObject([{ amt: '43423.00' }])
  })

  test('then a clerk reviews, and may give it', async () => {
    const stack = await insured('130100', { base: false })
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    await stack.advanceTo(at('2026-04-16'))
    const task = await openTask(stack, 'review-allowance')
    expect(task.facts).toMatchObject({ reasons: ['base-missing'], days: 173 })
    await stack.decideTask(task.task_id, { decision: 'approve', avg_base: '7530.00' })
    expect(orders(stack)).toMatchObject([{ amt: '43423.00', payee: { kind: 'employer', name: 'E130100' } }])
  })

  test('declared while the clerk has not decided, it needs no clerk', async () => {
    const stack = await insured('130100', { base: false })
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    await stack.advanceTo(at('2026-04-16'))
    await stack.happen('employer.base-declared', base())
    expect(await openTask(stack, 'review-allowance')).toBeUndefined()
    expect(orders(stack)).toHaveLength(1)
  })

  test('where the employer does not verify, 5 working days from the start', async () => {
    const stack = await insured('330100', { base: false })
    await stack.policy({ name: 'allowance_min_months', admdvs: '330000', value: 0 })
    await stack.happen('delivery.settled', delivery({ insu_admdvs: '330100' }))
    expect((await theCase(stack)).waiting_for?.until).toBe('2026-04-15T23:59:59+08:00')
  })
})

describe('the payment', () => {
  test('to the person in Guangdong for a discharge from 2025-01-01, to the employer before', async () => {
    for (const [dscg_date, kind] of [
      ['2025-01-01', 'person'],
      ['2024-12-31', 'employer'],
    ] as const) {
      const stack = await insured('440100', { base: false, person: { bank_acct: bankAccount } })
      for (const year of [2023, 2024]) await stack.happen('employer.base-declared', base('440100', year))
      await stack.happen('delivery.settled', delivery({ insu_admdvs: '440100', dscg_date }))
      await verify(stack)
      expect(orders(stack)).toMatchObject([{ payee: { kind } }])
    }
  })

  test('returned: a clerk gives another account and it is ordered again with another number', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    const [first] = orders(stack)
    await stack.happen('payment.returned', { pay_no: first!.pay_no, amt: first!.amt, reason: '账户已销户' })
    const task = await openTask(stack, 'payment-returned')
    expect(task).toMatchObject({
      owner: { role: 'clerk', area: '130100' },
      facts: { amt: '43423.00', reason: '账户已销户' },
    })
    expect(await stack.decideTask(task.task_id, { decision: 'approve' })).toMatchObject({ status: 400 })
    await stack.decideTask(task.task_id, { decision: 'approve', bank_acct: { ...employerAccount, acct_no: '6222777' } })
    const [, second] = orders(stack)
    expect(second).toMatchObject({ amt: '43423.00', payee: { kind: 'employer', acct_no: '6222777' } })
    expect(second!.pay_no).not.toBe(first!.pay_no)
    await settle(stack, 1)
    expect((await theCase(stack)).status).toBe('done')
  })

  test('returned and refused: the task opens again after 10 working days', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    await stack.happen('payment.returned', { pay_no: orders(stack)[0]!.pay_no, amt: '43423.00', reason: '户名不符' })
    await stack.decideTask((await openTask(stack, 'payment-returned')).task_id, {
      decision: 'reject',
      reason: '单位在换账户',
    })
    await stack.advanceTo(at('2026-04-22', '12:00'))
    expect(await openTask(stack, 'payment-returned')).toBeUndefined()
    await stack.advanceTo(at('2026-04-23', '12:00'))
    const again = await openTask(stack, 'payment-returned')
    await stack.decideTask(again.task_id, { decision: 'approve', bank_acct: employerAccount })
    expect(orders(stack)).toHaveLength(2)
  })

  test('settled and returned later: it is taken up again', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    await settle(stack)
    await stack.advanceTo(at('2026-04-21'))
    await stack.happen('payment.returned', { pay_no: orders(stack)[0]!.pay_no, amt: '43423.00', reason: '退票' })
    expect((await theCase(stack)).waiting_for?.what).toBe('payment-returned')
  })

  test('the mother who has died is not written to', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await stack.happen('death.registered', { certno: certnoOf(2, motherBirth), dead_date: '2026-04-09' })
    await verify(stack)
    await settle(stack)
    expect((await theCase(stack)).status).toBe('done')
    expect(notices(stack)).toEqual([])
  })
})

describe('time limits', () => {
  test('running into a year without published holidays are provisional, and an operator is told', async () => {
    const stack = await insured('130100', { now: at('2026-12-25') })
    await stack.happen('delivery.settled', delivery({ dscg_date: '2026-12-24' }))
    expect(await theCase(stack)).toMatchObject({ due_at: '2027-01-07T23:59:59+08:00', due_provisional: true })
    const task = await openTask(stack, 'calendar-missing')
    expect(task).toMatchObject({ owner: { role: 'operator' }, facts: { year: 2027 } })
  })
})

describe('linked with the newborn', () => {
  const certified = birth('2026-04-05', {
    birth_cert_no: 'Z130000001',
    fixmedins_code: 'H13010200001',
    guardians: [mother()],
  })
  const child = childOf('Z130000001')
  const steps = {
    born: (stack: Stack) => stack.happen('birth.certified', certified),
    delivered: (stack: Stack) => stack.happen('delivery.settled', delivery()),
  }

  test.each([
    ['birth first', ['born', 'delivered']],
    ['delivery first', ['delivered', 'born']],
  ] as const)('%s: each names the other', async (_name, order) => {
    const stack = await insured()
    for (const step of order) await steps[step](stack)
    await verify(stack)
    await settle(stack)
    await stack.happen('premium.paid', {
      birth_cert_no: 'Z130000001',
      year: 2026,
      amt: '400.00',
      paid_at: at('2026-04-20'),
    })
    const [newborn] = await stack.cases(child)
    const allowance = await theCase(stack)
    expect(newborn!.outcome?.linked).toEqual({ maternity_allowance: allowance.case_id })
    expect(allowance.outcome?.newborn_cases).toEqual([newborn!.case_id])
  })

  test('a child whose certificate comes after both were done is added, and so is the mother’s case', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery({ birth_cert_nos: [] }))
    await verify(stack)
    await settle(stack)
    expect((await theCase(stack)).outcome?.newborn_cases).toEqual([])
    await stack.happen('birth.certified', certified)
    const [newborn] = await stack.cases(child)
    expect((await theCase(stack)).outcome?.newborn_cases).toEqual([newborn!.case_id])
  })

  test('twins: both cases are named', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery({ fetus_count: 2, birth_cert_nos: ['Z130000001', 'Z130000002'] }))
    await stack.happen('birth.certified', certified)
    await stack.happen('birth.certified', { ...certified, birth_cert_no: 'Z130000002' })
    await verify(stack)
    await settle(stack)
    expect((await theCase(stack)).outcome?.newborn_cases).toHaveLength(2)
  })
})
