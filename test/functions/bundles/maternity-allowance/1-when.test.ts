/** RULES.md 1: a delivery makes an allowance, and each knows of the child. */
import { describe, expect, test } from 'vitest'
import { at, orders, settled } from '../../../support/bank.ts'
import { bankAccount, enrolment, pause, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { birth, childOf, makeNursery, mother, motherBirth, notices } from '../newborn/scene.ts'
import { base, delivery, insured, openTask, posted, psnNo, theCase, verify } from './scene.ts'

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

describe('who pays alone', () => {
  /** Enrolled in Fuzhou or elsewhere by herself, 2025 paid by herself, nothing asked of months. */
  const alone = async (area = '350100', more: { months?: false; on?: string } = {}) => {
    const stack = await makeNursery(at(more.on ?? '2026-04-08'))
    await stack.policy({ name: 'allowance_min_months', admdvs: area, value: 0 })
    await stack.policy({ name: 'extended_days', admdvs: area, value: { first: 60, second: 60, third: 60 } })
    await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    await enrol(stack, area)
    if (more.months !== false) await pays(stack, area, '202501', '202512')
    return stack
  }
  const enrol = (stack: Stack, area: string, emp_no?: string, time?: string) => {
    const { emp_no: _emp, ...data } = enrolment(psnNo, area, '2020-01-01') as Record<string, unknown>
    return stack.happen('enrolment.registered', emp_no ? { ...data, emp_no } : data, time ? { time } : {})
  }
  const pays = (stack: Stack, area: string, from: string, to: string, more: Record<string, unknown> = {}) => {
    const { emp_no: _emp, ...data } = posted(area, from, to, { base: '5000.00', ...more })
    return stack.happen('contribution.posted', more.emp_no ? { ...data, emp_no: more.emp_no } : data)
  }
  const settle = (stack: Stack, area = '350100', more: Record<string, unknown> = {}) =>
    stack.happen('delivery.settled', delivery({ insu_admdvs: area, ...more }))

  test('in Fujian: nobody verifies, her own base, paid to herself at once', async () => {
    const stack = await alone()
    await settle(stack)
    expect(await stack.tasks(psnNo)).toEqual([])
    expect(orders(stack)).toMatchObject([
      { amt: '28833.33', payee: { kind: 'person', acct_no: bankAccount.acct_no }, payer_admdvs: '350100' },
    ])
    await settled(stack, 0, '2026-04-20')
    expect((await theCase(stack)).outcome).toMatchObject({ days: 173, daily_base: '166.6667', payee: 'person' })
  })

  test.each([
    ['Hebei', '130100', '2026-04-08'],
    ['Fujian, discharged the day before it holds', '350100', '2026-02-28'],
  ])('%s: no case', async (_name, area, dscg_date) => {
    const stack = await alone(area)
    await settle(stack, area, { dscg_date })
    expect(await stack.cases(psnNo)).toEqual([])
    expect(notices(stack)).toEqual([])
  })

  test('in Hebei, until an employer is known: by her enrolment or by a contribution', async () => {
    for (const tell of [
      (stack: Stack) => enrol(stack, '130100', 'E130100'),
      (stack: Stack) => pays(stack, '130100', '202604', '202604', { emp_no: 'E130100' }),
    ]) {
      const stack = await alone('130100')
      await settle(stack, '130100')
      expect(await stack.cases(psnNo)).toEqual([])
      await tell(stack)
      expect((await theCase(stack)).waiting_for).toMatchObject({ actor: 'employer', what: 'verify-birth' })
    }
  })

  test('in Hebei, as it turns out while the employer is asked: withdrawn; an employer after all, it goes on', async () => {
    const stack = await insured()
    await stack.happen('delivery.settled', delivery())
    await stack.advanceTo(at('2026-04-09'))
    await enrol(stack, '130100')
    expect(await theCase(stack)).toMatchObject({ status: 'withdrawn', outcome: { reason: 'pays-alone' } })
    expect(await stack.tasks(psnNo)).toEqual([])
    await pays(stack, '130100', '202603', '202603', { emp_no: 'E130100' })
    expect((await theCase(stack)).waiting_for?.what).toBe('verify-birth')
    await verify(stack)
    expect(orders(stack)).toMatchObject([{ amt: '43423.00' }])
  })

  test('without months of the year before: waits for them 5 working days, then a clerk gives the base', async () => {
    const stack = await alone('350100', { months: false })
    await settle(stack)
    expect((await theCase(stack)).waiting_for).toEqual({
      actor: 'partner',
      what: 'contribution.posted',
      until: '2026-04-15T23:59:59+08:00',
    })
    await pays(stack, '350100', '202601', '202603')
    expect(orders(stack)).toEqual([])
    await stack.advanceTo(at('2026-04-16'))
    expect((await openTask(stack, 'review-allowance')).facts.reasons).toEqual(['base-missing'])
    await pays(stack, '350100', '202512', '202512', { base: '6000.00' })
    expect(await openTask(stack, 'review-allowance')).toBeUndefined()
    expect(orders(stack)).toMatchObject([{ amt: '34600.00' }])
  })

  test('the mean of her months of the whole province, not rounded; a month paid twice once, by the larger base', async () => {
    const stack = await alone('350100', { months: false })
    await pays(stack, '350200', '202510', '202511', { base: '5000.01' })
    await pays(stack, '350100', '202511', '202512', { base: '5000.03' })
    await pays(stack, '130100', '202501', '202509', { base: '9000.00' })
    await settle(stack)
    await settled(stack, 0, '2026-04-20')
    // 15000.07 ÷ 3 ÷ 30 × 173
    expect((await theCase(stack)).outcome).toMatchObject({ amt: '28833.47', daily_base: '166.6674' })
  })

  test('an employer that is told late: it is asked, and its base counts', async () => {
    const stack = await alone('350100', { months: false })
    await settle(stack)
    expect((await theCase(stack)).waiting_for?.what).toBe('contribution.posted')
    await enrol(stack, '350100', 'E350100')
    expect((await theCase(stack)).waiting_for).toMatchObject({ actor: 'employer', what: 'verify-birth' })
    await pays(stack, '350100', '202501', '202512')
    await verify(stack)
    expect((await theCase(stack)).waiting_for?.what).toBe('employer.base-declared')
    await stack.happen('employer.base-declared', base('350100'))
    expect(orders(stack)).toMatchObject([{ amt: '43423.00', payee: { kind: 'person' } }])
  })

  test('as it turns out after the employer was asked: the task closes, her own base counts', async () => {
    const stack = await insured('350100', { base: false })
    await stack.policy({ name: 'allowance_min_months', admdvs: '350000', value: 0 })
    await stack.policy({ name: 'extended_days', admdvs: '350000', value: { first: 60, second: 60, third: 60 } })
    await settle(stack)
    await stack.decideTask((await openTask(stack, 'verify-birth')).task_id, { decision: 'reject', reason: '查无此人' })
    expect(await openTask(stack, 'review-allowance')).toBeDefined()
    await pays(stack, '350100', '202501', '202512')
    await enrol(stack, '350100')
    expect(await stack.tasks(psnNo)).toEqual([])
    expect(orders(stack)).toMatchObject([{ amt: '28833.33' }])
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
    await settled(stack, 0, '2026-04-20')
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
    await settled(stack, 0, '2026-04-20')
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
    await settled(stack, 0, '2026-04-20')
    expect((await theCase(stack)).outcome?.newborn_cases).toHaveLength(2)
  })
})
