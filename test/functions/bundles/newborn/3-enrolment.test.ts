/** RULES.md 3: where and from when a newborn is enrolled. */
import { describe, expect, test } from 'vitest'
import { day } from '../../../../shared/calendar/index.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import { at } from '../../../support/bank.ts'
import { enrolment, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { birth, childOf, father, makeNursery, motherBirth, paid, theCase } from './scene.ts'

const registerMother = (stack: Stack) => register(stack, 2, { brdy: motherBirth })

const resident = (psn_no: string, area: string, from: string) =>
  enrolment(psn_no, area, from, { insutype: '390', psn_type: '15' })

/** Areas of relations the child's file holds. */
async function relations(stack: Stack) {
  return (await stack.file(childOf())).all('relation').map(({ insu_admdvs, insutype }) => `${insutype}#${insu_admdvs}`)
}

describe('where a newborn is enrolled', () => {
  test('in the area given, whatever the mother has', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    const psn_no = await registerMother(stack)
    await stack.happen('enrolment.registered', enrolment(psn_no, '530300', '2020-01-01'))
    await stack.happen('birth.certified', birth('2026-03-10', { insu_admdvs: '532901' }))
    expect((await theCase(stack)).admdvs).toBe('532900')
  })

  test('else where the mother is insured by employment, before where she is a resident, else where the hospital lies', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    const psn_no = await registerMother(stack)
    await stack.happen('enrolment.registered', resident(psn_no, '530400', '2024-01-01'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    expect((await theCase(stack)).admdvs).toBe('530400')
    await stack.happen('enrolment.registered', enrolment(psn_no, '530300', '2020-01-01'))
    expect((await theCase(stack)).admdvs).toBe('530300')
    await stack.happen('birth.certified', birth('2026-03-10', { birth_cert_no: 'Z530000002', guardians: [father()] }))
    expect((await theCase(stack, childOf('Z530000002'))).admdvs).toBe('530100')
  })

  test('the mother counts as she was on the day of birth: enrolled the day after, or paused the day before, does not', async () => {
    const stack = await makeNursery(at('2026-03-20'))
    const psn_no = await registerMother(stack)
    await stack.happen('enrolment.registered', enrolment(psn_no, '530300', '2020-01-01'))
    await stack.happen('enrolment.paused', {
      psn_no,
      insu_admdvs: '530300',
      insutype: '310',
      paus_insu_date: '2026-03-09',
    })
    await stack.happen('enrolment.registered', enrolment(psn_no, '530400', '2026-03-11'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    expect((await theCase(stack)).admdvs).toBe('530100')
  })

  test('a mother paused on the day of birth itself is still insured that day', async () => {
    const stack = await makeNursery(at('2026-03-20'))
    const psn_no = await registerMother(stack)
    await stack.happen('enrolment.registered', enrolment(psn_no, '530300', '2026-03-10'))
    await stack.happen('enrolment.paused', {
      psn_no,
      insu_admdvs: '530300',
      insutype: '310',
      paus_insu_date: '2026-03-10',
    })
    await stack.happen('birth.certified', birth('2026-03-10'))
    expect((await theCase(stack)).admdvs).toBe('530300')
  })

  test('a mother who becomes known later moves the enrolment: one bill stands, the old one is superseded', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    const [old] = stack.sent('tax', 'premium.assessed')
    const psn_no = await registerMother(stack)
    await stack.happen('enrolment.registered', enrolment(psn_no, '530300', '2020-01-01'))
    expect(await theCase(stack)).toMatchObject({ admdvs: '530300', areas: ['530100', '530300'] })
    expect(await relations(stack)).toEqual(['390#530300'])
    const bills = (await stack.file(childOf())).all('bill')
    expect(bills.filter((bill) => bill.superseded).map(({ bill_no }) => bill_no)).toEqual([old!.data.bill_no])
    expect(bills.filter((bill) => !bill.superseded).map(({ insu_admdvs }) => insu_admdvs)).toEqual(['530300'])
    await stack.happen('premium.paid', { bill_no: old!.data.bill_no, amt: '400.00', paid_at: at('2026-03-11') })
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { insu_admdvs: '530300' } })
  })

  test('moved after payment too, for a late report must lead to the same registers: the right follows', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.happen('premium.paid', paid(2026, '2026-03-10'))
    const psn_no = await registerMother(stack)
    await stack.happen('enrolment.registered', enrolment(psn_no, '530300', '2020-01-01'))
    const file = await stack.file(childOf())
    expect(await theCase(stack)).toMatchObject({
      status: 'done',
      outcome: { insu_admdvs: '530300', years: [{ year: 2026 }] },
    })
    expect(file.all('entitlement').map(({ insu_admdvs }) => insu_admdvs)).toEqual(['530300'])
    expect(await relations(stack)).toEqual(['390#530300'])
  })
})

describe('the relation', () => {
  test('is state 0 until paid, and then normal exactly on the covered days', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    const relation = async () => (await stack.file(childOf())).one('relation', '390#530100')!
    expect(standingOn(await relation(), day('2026-03-10'))).toMatchObject({ psn_insu_stas: '0', psn_type: '14' })
    await stack.advanceTo(at('2026-06-15'))
    await stack.happen('premium.paid', paid(2026, '2026-06-15'))
    const states = ['2026-06-30', '2026-07-01', '2026-12-31', '2027-01-01'].map(async (on) => {
      const standing = standingOn(await relation(), day(on))
      return standing?.psn_insu_stas
    })
    expect(await Promise.all(states)).toEqual(['0', '1', '1', '2'])
  })
})
