/** RULES.md 1: a delivery makes an allowance, and each knows of the child. */
import { describe, expect, test } from 'vitest'
import { at, orders, settled } from '../../../support/bank.ts'
import { enrolment, pause, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { birth, childOf, makeNursery, mother, motherBirth } from '../newborn/scene.ts'
import { delivery, insured, psnNo, theCase, verify } from './scene.ts'

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
