/** RULES.md 2.1, 3, 4: certificate, guardians, area, bills, through the real inbox and engine. */
import { describe, expect, test } from 'vitest'
import { day } from '../../../../shared/calendar/index.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import { enrolment, person, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
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

const at = (on: string) => `${on}T09:00:00+08:00`
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

describe('guardians', () => {
  test('known ones are told and linked at once; one not yet known is linked and told when registered', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await registerMother(stack)
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother(), father()] }))
    expect(notices(stack, 'newborn.premium').map(({ data }) => data.psn_no)).toEqual(['P000002'])
    await register(stack, 1, { brdy: fatherBirth })
    expect(notices(stack, 'newborn.premium').map(({ data }) => data.psn_no)).toEqual(['P000002', 'P000001'])
    const links = (await stack.file(childOf())).all('link').map(({ psn_no, role }) => [psn_no, role])
    expect(links.sort()).toEqual([
      ['P000001', 'guardian'],
      ['P000002', 'guardian'],
    ])
    const dependants = (await stack.file('P000001')).all('link')
    expect(dependants).toMatchObject([{ psn_no: childOf(), role: 'dependant' }])
  })

  test('no guardian known: the case opens, the bill is assessed, nobody is written to', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    expect(stack.sent('tax', 'premium.assessed')).toHaveLength(1)
    expect(notices(stack)).toEqual([])
  })
})

describe('bills', () => {
  test.each([
    ['2026-08-31', 1, '2026-11-29'],
    ['2026-09-01', 0, ''],
    ['2026-12-31', 0, ''],
  ])('enrolled on %s: %i bill', async (on, count, due) => {
    const stack = await makeNursery(at(on))
    await stack.happen('birth.certified', birth(on))
    const bills = stack.sent('tax', 'premium.assessed')
    expect(bills).toHaveLength(count)
    if (due) expect(bills[0]!.data.due_date).toBe(due)
  })

  test('the date of the event decides, not when it arrived', async () => {
    const stack = await makeNursery(at('2026-09-03'))
    await stack.happen('birth.certified', birth('2026-08-30'), { time: at('2026-08-31') })
    expect(stack.sent('tax', 'premium.assessed')).toMatchObject([{ data: { due_date: '2026-11-28' } }])
  })

  test('enrolled in January, born in November: a bill for each of both years', async () => {
    const stack = await makeNursery(at('2026-01-10'))
    await stack.happen('birth.certified', birth('2025-11-20'))
    const bills = stack.sent('tax', 'premium.assessed')
    expect(bills.map(({ data }) => [data.year, data.amt, data.due_date])).toEqual([
      [2025, '400.00', '2026-02-18'],
      [2026, '400.00', '2026-02-18'],
    ])
  })

  test('due 30 days after the assessment where that is later; a year that can no longer be covered has no bill', async () => {
    const stack = await makeNursery(at('2026-03-01'))
    await stack.happen('birth.certified', birth('2025-11-20'))
    expect(stack.sent('tax').map(({ data }) => [data.year, data.due_date])).toEqual([[2026, '2026-03-31']])
  })

  test('a premium that is published later is assessed then, and the waiting task closes', async () => {
    const stack = await makeNursery(at('2027-01-20'))
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2027-01-20'))
    expect(stack.sent('tax')).toEqual([])
    expect((await theCase(stack)).waiting_for).toMatchObject({ actor: 'operator', what: 'policy-missing' })
    await stack.advanceTo(at('2027-04-10'))
    await stack.policy({ name: 'resident_premium', admdvs: '530000', from: '2027-01-01', value: '410.00' })
    expect(stack.sent('tax').map(({ data }) => [data.amt, data.due_date])).toEqual([['410.00', '2027-05-10']])
    expect(await stack.tasks(childOf())).toEqual([])
    expect((await theCase(stack)).waiting_for).toMatchObject({ actor: 'citizen' })
    expect(notices(stack, 'newborn.premium').at(-1)?.data.text).toContain('410.00元')
  })

  test('the one who enrolled by self-declaration gets no bill when a premium is published later', async () => {
    const stack = await makeNursery(at('2026-12-20'))
    await stack.happen('birth.certified', birth('2026-12-20'))
    await stack.advanceTo(at('2027-02-01'))
    await stack.policy({ name: 'resident_premium', admdvs: '000000', from: '2027-01-01', value: '430.00' })
    expect(stack.sent('tax')).toEqual([])
    await stack.happen('premium.paid', paid(2027, '2027-02-01', { amt: '430.00' }))
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ year: 2027, from: '2027-01-01' }])
  })

  test('a payment that comes before its certificate is parked, and taken up with it', async () => {
    const stack = await makeNursery(at('2026-03-12'))
    await stack.happen('premium.paid', paid(2026, '2026-03-11'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ from: '2026-03-10' }] } })
  })
})

describe('the child as a person', () => {
  test('household registration: same psn_no, both numbers lead to it, whenever it comes', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    const { certno } = person(8, { brdy: '2026-03-10' })
    const household = { birth_cert_no: 'Z530000001', certno, psn_name: '测试八', admdvs: '530100' }
    await stack.happen('household.registered', household)
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.happen('premium.paid', paid(2026, '2026-03-10'))
    const child = (await stack.file(childOf())).person
    expect(child).toMatchObject({
      psn_no: childOf(),
      private: { psn_name: '测试八', certno },
    })
    expect((await theCase(stack)).status).toBe('done')
  })

  test('twins are two children, two cases', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await registerMother(stack)
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10', { birth_cert_no: 'Z530000002' }))
    expect(childOf('Z530000001')).not.toBe(childOf('Z530000002'))
    expect((await theCase(stack)).status).toBe('waiting')
    expect((await theCase(stack, childOf('Z530000002'))).status).toBe('waiting')
    expect((await stack.file('P000002')).all('link')).toHaveLength(2)
  })
})
