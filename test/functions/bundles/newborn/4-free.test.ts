/** RULES.md 4.5: where the year of birth needs no premium. */
import { describe, expect, test } from 'vitest'
import { day } from '../../../../shared/calendar/index.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import { apiOf, citizen, institution } from '../../../support/api.ts'
import { account, at, orders } from '../../../support/bank.ts'
import { bankAccount, enrolment, register } from '../../../support/people.ts'
import type { Stack } from '../../../support/stack.ts'
import { birth, childOf, itemsOn, makeNursery, motherBirth, notices, paid, theCase, wake } from './scene.ts'

const taiyuan = 'H14010200001'
const datong = 'H14020200001'
const certified = (brdy: string, more: Record<string, unknown> = {}) =>
  birth(brdy, { fixmedins_code: taiyuan, ...more })

/** A child certified in Taiyuan on the day of its birth; its mother is registered. */
async function bornFree(brdy: string, more: Record<string, unknown> = {}) {
  const stack = await makeNursery(at(brdy))
  await register(stack, 2, { brdy: motherBirth, ...more })
  await stack.happen('birth.certified', certified(brdy))
  return stack
}

const standing = async (stack: Stack, on: string, area = '140100') => {
  const relation = (await stack.file(childOf())).one('relation', `390#${area}`)
  return relation && standingOn(relation, day(on))?.psn_insu_stas
}

describe('born where the year of birth is free', () => {
  test('example: covered at once to 31 December, no bill, done; the next year is not offered', async () => {
    const stack = await bornFree('2026-03-10')
    const row = await theCase(stack)
    expect(row).toMatchObject({ status: 'done', admdvs: '140100', state: { offers: [] } })
    expect(row.outcome).toEqual({
      result: 'insured',
      child_psn_no: childOf(),
      insu_admdvs: '140100',
      years: [{ year: 2026, amt: '0.00', from: '2026-03-10', to: '2026-12-31' }],
      cardless_to: '2026-09-06',
      linked: {},
    })
    expect(stack.sent('tax')).toEqual([])
    expect(await stack.tasks(childOf())).toEqual([])
    expect((await stack.file(childOf())).all('entitlement')).toMatchObject([
      { kind: 'resident-basic', insu_admdvs: '140100', from: '2026-03-10', to: '2026-12-31' },
    ])
    const days = ['2026-03-10', '2026-12-31', '2027-01-01'].map((on) => standing(stack, on))
    expect(await Promise.all(days)).toEqual(['1', '1', '2'])
    expect(stack.sent('registry').map(({ type, data }) => [type, data.psn_insu_stas ?? data.kind, data.from])).toEqual([
      ['enrolment.changed', '1', '2026-03-10'],
      ['entitlement.granted', 'resident-basic', '2026-03-10'],
    ])
  })

  test('the family is told that it is insured and need not pay, and is never reminded', async () => {
    const stack = await bornFree('2026-03-10')
    const [told, ...more] = notices(stack)
    expect(more).toEqual([])
    expect(told!.data).toMatchObject({ psn_no: 'P000002', template: 'newborn.insured' })
    expect(told!.data.text).toContain('不用缴居民医保费，2026年3月10日到2026年12月31日的医药费可以报销')
    expect(told!.data.text).toContain('到2026年9月6日为止')
    await stack.advanceTo(at('2028-01-02'))
    expect(notices(stack)).toHaveLength(1)
    expect((await theCase(stack)).status).toBe('done')
  })

  test('a guardian who is registered later is told the same, once', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', certified('2026-03-10'))
    await stack.advanceTo(at('2026-03-20'))
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('guardian.changed', {
      birth_cert_no: 'Z530000001',
      guardians: birth('2026-03-10').guardians,
      from: '2026-03-20',
      reason: '更正',
    })
    const [told, ...more] = notices(stack)
    expect(more).toEqual([])
    expect(told!.data.text).toContain('不用缴居民医保费')
    expect(told!.data.text).not.toContain('缴费后生效')
  })

  test('who becomes a guardian when that year is over is told nothing of it', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', certified('2026-03-10'))
    await stack.advanceTo(at('2027-01-05'))
    await register(stack, 2, { brdy: motherBirth })
    await wake(stack)
    expect(notices(stack)).toEqual([])
  })

  test.each([
    ['2024-07-09', false],
    ['2024-07-10', true],
  ])('born on %s: the day of birth decides (%s)', async (brdy, isFree) => {
    const stack = await makeNursery(at('2024-07-10'))
    await stack.happen('birth.certified', certified(brdy))
    expect((await theCase(stack)).status).toBe(isFree ? 'done' : 'waiting')
    expect(stack.sent('tax')).toHaveLength(isFree ? 0 : 1)
  })

  test('no premium need be published for it', async () => {
    const stack = await makeNursery(at('2027-03-10'))
    await stack.happen('birth.certified', certified('2027-03-10'))
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ year: 2027, amt: '0.00' }])
    expect(await stack.tasks(childOf())).toEqual([])
  })

  test('it is settled without a card, and its package says so', async () => {
    const stack = await bornFree('2026-03-10')
    const api = apiOf(stack)
    const asked = (date: string) => api.call(institution(taiyuan), `GET /v1/cardless/Z530000001?date=${date}`)
    expect((await asked('2026-03-11')).body).toMatchObject({ eligible: true, valid_to: '2026-09-06' })
    const items = await itemsOn(stack, '2026-03-10')
    expect(items).toMatchObject([
      { name: 'enrolment', state: 'done' },
      { name: 'premium', state: 'done' },
      { name: 'cardless', state: 'done' },
      { name: 'identity' },
      { name: 'maternity-allowance' },
      { name: 'voucher', state: 'done' },
      { name: 'guide' },
    ])
    expect(items.map(({ text }) => text).join()).not.toMatch(/缴费后生效|您只需缴费|已经缴好/)
    const shown = await api.call(citizen('P000002'), `GET /v1/cases/${(await theCase(stack)).case_id}`)
    expect(shown.body.outcome.years).toEqual([{ year: 2026, amt: '0.00', from: '2026-03-10', to: '2026-12-31' }])
  })

  test('of a child that has died nobody is congratulated, but it is covered from birth', async () => {
    const stack = await makeNursery(at('2026-03-12'))
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('death.registered', { birth_cert_no: 'Z530000001', dead_date: '2026-03-11' })
    await stack.happen('birth.certified', certified('2026-03-10'))
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ amt: '0.00' }] } })
    expect(notices(stack)).toEqual([])
  })
})

describe('the next year', () => {
  test('is offered as ever: declared in the collection period, told at once, covered from 1 January', async () => {
    const stack = await bornFree('2025-11-20')
    expect(await theCase(stack)).toMatchObject({
      status: 'done',
      outcome: { years: [{ year: 2025, from: '2025-11-20' }], cardless_to: '2025-12-31' },
      state: { offers: [{ year: 2026, offer: 'declare' }] },
    })
    const text = notices(stack, 'newborn.premium')[0]!.data.text as string
    expect(text).toContain('2026年的医保费400.00元，不开缴费单')
    expect(text).toContain('最晚2026年2月18日缴上，从2026年1月1日起的医药费都能报销')
    expect(text).not.toContain('从出生那天起')
    await stack.happen('premium.paid', paid(2026, '2026-01-05'))
    expect((await theCase(stack)).outcome).toMatchObject({
      years: [
        { year: 2025, amt: '0.00', from: '2025-11-20', to: '2025-12-31' },
        { year: 2026, amt: '400.00', paid_at: at('2026-01-05', '10:00'), from: '2026-01-01', to: '2026-12-31' },
      ],
      cardless_to: '2026-05-19',
    })
    expect(notices(stack, 'newborn.reminder')).toEqual([])
  })

  test('has a bill outside the collection period, and that year alone', async () => {
    const stack = await makeNursery(at('2026-01-10'))
    await stack.happen('birth.certified', certified('2025-11-20'))
    expect(stack.sent('tax').map(({ data }) => [data.year, data.amt, data.due_date])).toEqual([
      [2026, '400.00', '2026-02-18'],
    ])
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ year: 2025, amt: '0.00' }])
  })

  test('without a published premium waits alone, and is told of when it is set', async () => {
    const stack = await bornFree('2026-11-02')
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ year: 2026, amt: '0.00' }] } })
    expect(await stack.tasks(childOf())).toMatchObject([
      { kind: 'policy-missing', facts: { name: 'resident_premium', year: 2027 } },
    ])
    await stack.policy({ name: 'resident_premium', admdvs: '000000', from: '2027-01-01', value: '430.00' })
    expect(await stack.tasks(childOf())).toEqual([])
    expect(notices(stack, 'newborn.premium').at(-1)!.data.text).toContain('430.00元')
  })
})

describe('a sum paid for the free year', () => {
  test('goes back, whatever it is and whenever it was paid', async () => {
    const stack = await bornFree('2026-03-10', { bank_acct: bankAccount })
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    await stack.happen('premium.paid', paid(2026, '2026-03-13', { amt: '12.00' }))
    await stack.advanceTo(at('2026-12-05'))
    await stack.happen('premium.paid', paid(2026, '2026-12-05'))
    expect(orders(stack)).toMatchObject([
      { amt: '400.00', payer_admdvs: '140100', payee: { acct_no: bankAccount.acct_no } },
      { amt: '12.00' },
      { amt: '400.00' },
    ])
    expect(await stack.tasks(childOf())).toEqual([])
    expect(notices(stack, 'newborn.refund')[0]!.data.text).toContain('孩子出生当年的医保费不用缴')
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ amt: '0.00' }] } })
  })

  test('waits for an account where none is known', async () => {
    const stack = await bornFree('2026-03-10')
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    const row = await theCase(stack)
    expect(row).toMatchObject({ status: 'waiting', actions: ['provide-bank-account'], outcome: { result: 'insured' } })
    await stack.act(row.case_id, { action: 'provide-bank-account', ...account(9) })
    expect(orders(stack)).toMatchObject([{ amt: '400.00' }])
    expect((await theCase(stack)).status).toBe('done')
  })
})

describe('another area or day of birth', () => {
  const mother = (area: string) => enrolment('P000002', area, '2020-01-01')

  test('into a free area: the bill is superseded, what was paid goes back, the child is covered', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    const [bill] = stack.sent('tax')
    await stack.happen('enrolment.registered', mother('140100'))
    expect(await theCase(stack)).toMatchObject({ status: 'done', admdvs: '140100' })
    expect((await stack.file(childOf())).all('bill')).toMatchObject([{ superseded: true }])
    await stack.happen('premium.paid', { bill_no: bill!.data.bill_no, amt: '400.00', paid_at: at('2026-03-10') })
    expect(orders(stack)).toMatchObject([{ amt: '400.00', payer_admdvs: '530100' }])
    expect((await theCase(stack)).outcome?.years).toEqual([
      { year: 2026, amt: '0.00', from: '2026-03-10', to: '2026-12-31' },
    ])
  })

  test('paid before: the payment goes back, and the year is free', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.happen('premium.paid', paid(2026, '2026-03-10'))
    await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    await stack.happen('enrolment.registered', mother('140100'))
    expect(orders(stack)).toMatchObject([{ amt: '400.00' }])
    expect((await theCase(stack)).outcome?.years).toMatchObject([{ amt: '0.00' }])
    expect((await stack.file(childOf())).all('entitlement')).toMatchObject([{ insu_admdvs: '140100' }])
    expect(notices(stack, 'newborn.insured').at(-1)!.data.text).not.toContain('祝贺')
  })

  test('out of it: nothing is covered until paid, a bill comes, the case waits without an outcome', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', certified('2026-03-10'))
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('enrolment.registered', mother('530100'))
    const row = await theCase(stack)
    expect(row).toMatchObject({ status: 'waiting', admdvs: '530100', waiting_for: { what: 'pay-premium' } })
    expect(row.outcome).toBeUndefined()
    expect(stack.sent('tax')).toHaveLength(1)
    expect((await stack.file(childOf())).all('entitlement')).toEqual([])
    expect(await standing(stack, '2026-03-10', '530100')).toBe('0')
    expect(notices(stack, 'newborn.premium').at(-1)!.data.text).toContain('缴费后生效')
    await stack.advanceTo(at('2028-01-02'))
    expect(await theCase(stack)).toMatchObject({ status: 'withdrawn', outcome: { result: 'not-insured' } })
    expect(notices(stack, 'newborn.not-insured')).toHaveLength(1)
  })

  test('out of it before a refund was ordered: what was paid counts', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', certified('2026-03-10'))
    await stack.happen('premium.paid', paid(2026, '2026-03-10'))
    await register(stack, 2, { brdy: motherBirth })
    expect((await theCase(stack)).status).toBe('waiting')
    await stack.happen('enrolment.registered', mother('530100'))
    expect(await theCase(stack)).toMatchObject({ status: 'done', actions: [], outcome: { years: [{ amt: '400.00' }] } })
    expect(orders(stack)).toEqual([])
  })

  test('within the province nothing changes but the area', async () => {
    const stack = await bornFree('2026-03-10')
    await stack.happen('enrolment.registered', mother('140200'))
    expect((await theCase(stack)).outcome).toMatchObject({ insu_admdvs: '140200', years: [{ amt: '0.00' }] })
    expect((await stack.file(childOf())).all('entitlement')).toMatchObject([{ insu_admdvs: '140200' }])
  })

  test.each([
    ['2024-07-10', '2024-07-09', 'waiting', 1],
    ['2024-07-09', '2024-07-10', 'done', 1],
  ])('a clerk finds it born not on %s but on %s', async (first, second, status, bills) => {
    const stack = await makeNursery(at('2024-07-10'))
    await stack.happen('birth.certified', certified(first))
    await stack.happen('birth.certified', certified(second, { fixmedins_code: datong }))
    const [task] = await stack.tasks(childOf())
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    const [row] = (await stack.cases(childOf(), 'newborn')).filter((one) => one.outcome?.duplicate_of === undefined)
    expect(row).toMatchObject({
      status,
      due_at: `2024-10-0${second === '2024-07-10' ? 8 : 7}T23:59:59+08:00`,
    })
    expect(stack.sent('tax')).toHaveLength(bills)
    expect((await stack.file(childOf())).all('entitlement')).toHaveLength(status === 'done' ? 1 : 0)
  })

  test('certified anew: the child stays covered, and is told of no second time', async () => {
    const stack = await bornFree('2026-03-10')
    await stack.happen(
      'birth.certified',
      certified('2026-03-10', { birth_cert_no: 'Z140000009', replaces_cert_no: 'Z530000001' }),
    )
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ amt: '0.00' }] } })
    expect(notices(stack)).toHaveLength(1)
  })
})

describe('one child under two numbers', () => {
  const [kept, lost] = ['Z530000001', 'Z530000002']
  const outcomes = async (stack: Stack) =>
    (await stack.cases(childOf(kept), 'newborn')).map(({ outcome }) => outcome?.years)
  const merged = { psn_no: childOf(lost), into_psn_no: childOf(kept), reason: '同一个孩子' }

  test('both free: it is covered once', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', certified('2026-03-10'))
    await stack.happen('birth.certified', certified('2026-03-10', { birth_cert_no: lost }))
    await stack.happen('person.merged', merged)
    const file = await stack.file(childOf(kept))
    expect(file.all('entitlement')).toMatchObject([{ insu_admdvs: '140100', from: '2026-03-10', to: '2026-12-31' }])
    expect(await outcomes(stack)).toMatchObject([[{ amt: '0.00' }], [{ amt: '0.00' }]])
  })

  test('what was paid under the one that is not free goes back', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    await stack.happen('birth.certified', certified('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10', { birth_cert_no: lost }))
    await stack.happen('premium.paid', paid(2026, '2026-03-10', { birth_cert_no: lost }))
    await stack.happen('person.merged', merged)
    expect(orders(stack)).toMatchObject([{ amt: '400.00' }])
    expect(await outcomes(stack)).toMatchObject([[{ amt: '0.00' }], [{ amt: '0.00' }]])
  })
})

describe('a guardian who asks', () => {
  test('enrols the child as the hospital does', async () => {
    const stack = await makeNursery(at('2026-03-20'))
    const psnNo = await register(stack, 2, { brdy: motherBirth })
    const { guardians: _known, ...form } = certified('2026-03-10')
    const made = await apiOf(stack).call(citizen(psnNo), 'POST /v1/cases', { bundle: 'newborn', form })
    expect(made.body).toMatchObject({ status: 'done', outcome: { years: [{ amt: '0.00', from: '2026-03-10' }] } })
    await stack.happen('birth.certified', certified('2026-03-10'))
    expect((await theCase(stack)).status).toBe('done')
    expect(notices(stack, 'newborn.insured')).toHaveLength(1)
  })
})

describe('a row that is set later', () => {
  const free = (admdvs: string, value: boolean) => ({ name: 'newborn_free', admdvs, from: '2026-01-01', value })

  test('makes a year free that waits for its premium: the bill is superseded, the family told', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.policy(free('530100', true))
    await wake(stack)
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { years: [{ amt: '0.00' }] } })
    expect((await stack.file(childOf())).all('bill')).toMatchObject([{ superseded: true }])
    expect(notices(stack, 'newborn.insured')[0]!.data.text).toContain('以前的缴费单不用缴了')
  })

  test('a sum that a clerk is to judge goes back then', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    await stack.happen('birth.certified', birth('2026-03-10'))
    await stack.happen('premium.paid', paid(2026, '2026-03-10', { amt: '350.00' }))
    await stack.policy(free('530100', true))
    await wake(stack)
    expect(await stack.tasks(childOf())).toEqual([])
    expect(orders(stack)).toMatchObject([{ amt: '350.00' }])
  })

  test('undoes nothing by itself: what was paid stays paid, what was free stays free, who was not insured stays so', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await stack.happen('birth.certified', birth('2026-03-10', { birth_cert_no: 'Z530000002' }))
    await stack.happen('premium.paid', paid(2026, '2026-03-10', { birth_cert_no: 'Z530000002' }))
    await stack.happen('birth.certified', certified('2026-03-10', { birth_cert_no: 'Z140000003' }))
    await stack.happen('birth.certified', birth('2026-03-10', { birth_cert_no: 'Z530000004' }))
    await stack.advanceTo(at('2028-01-02'))
    await stack.policy(free('530000', true))
    await stack.policy(free('140000', false))
    for (const [certNo, status, amt] of [
      ['Z530000002', 'done', '400.00'],
      ['Z140000003', 'done', '0.00'],
      ['Z530000004', 'withdrawn', undefined],
    ] as const) {
      await wake(stack, childOf(certNo))
      const [row] = await stack.cases(childOf(certNo), 'newborn')
      expect(row).toMatchObject({ status, outcome: { years: amt ? [{ amt }] : [] } })
    }
    expect(orders(stack)).toEqual([])
  })
})
