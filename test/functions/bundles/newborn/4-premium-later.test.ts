import { expect, it } from 'vitest'
import { certnoOf, person } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'

it('the year that waits for its premium goes on when it is set, though the other year is paid and the case done', async () => {
  const stack = await makeStack({ now: '2026-11-02T10:00:00+08:00' })
  await stack.happen('person.registered', person(2))
  const guardians = [{ certno: certnoOf(2), psn_name: '测试2', relation: 'mother' }]
  const birth_cert_no = 'Z130000001'
  const born = {
    birth_cert_no,
    brdy: '2026-11-02T08:00:00+08:00',
    gend: '1',
    psn_name: '测试宝',
    fixmedins_code: 'H13010200001',
  }
  await stack.happen('birth.certified', { ...born, guardians })
  const [link] = (await stack.file('P000002')).all('link')
  const child = link!.psn_no
  expect(await stack.tasks(child)).toMatchObject([
    { kind: 'policy-missing', facts: { name: 'resident_premium', year: 2027 } },
  ])
  await stack.happen('premium.paid', { birth_cert_no, year: 2026, amt: '400.00', paid_at: '2026-11-03T09:00:00+08:00' })
  expect(await stack.cases(child)).toMatchObject([{ status: 'done', outcome: { result: 'insured' } }])
  expect(await stack.tasks(child)).toHaveLength(1)
  await stack.policy({ name: 'resident_premium', admdvs: '000000', from: '2027-01-01', value: '420.00' })
  expect(await stack.tasks(child)).toEqual([])
})

it('a payment made before the premium is known is not lost when the year ends first', async () => {
  const stack = await makeStack({ now: '2026-12-12T10:00:00+08:00' })
  await stack.happen('person.registered', person(2))
  const guardians = [{ certno: certnoOf(2), psn_name: '测试2', relation: 'mother' }]
  const birth_cert_no = 'Z130000002'
  const brdy = '2026-12-08T06:15:00+08:00'
  const born = { birth_cert_no, brdy, gend: '1', psn_name: '测试宝', fixmedins_code: 'H13010200001', guardians }
  await stack.happen('birth.certified', born)
  const child = (await stack.file('P000002')).all('link')[0]!.psn_no
  await stack.advanceTo('2027-01-10T12:00:00+08:00')
  await stack.happen('premium.paid', { birth_cert_no, year: 2027, amt: '420.00', paid_at: '2027-01-10T11:00:00+08:00' })
  expect(await stack.cases(child)).toMatchObject([
    { status: 'waiting', waiting_for: { actor: 'operator', what: 'policy-missing' } },
  ])
  await stack.advanceTo('2028-01-10T00:00:00+08:00')
  expect(await stack.cases(child)).toMatchObject([{ status: 'waiting' }])
  expect(await stack.tasks(child)).toMatchObject([{ kind: 'policy-missing' }])
  await stack.policy({ name: 'resident_premium', admdvs: '000000', from: '2027-01-01', value: '420.00' })
  expect(await stack.cases(child)).toMatchObject([
    { status: 'done', outcome: { result: 'insured', years: [{ year: 2027, amt: '420.00' }] } },
  ])
})

it('a year that waits for its premium is what the case waits for once the other is over', async () => {
  const stack = await makeStack({ now: '2028-08-04T10:00:00+08:00' })
  await stack.happen('person.registered', person(2))
  const guardians = [{ certno: certnoOf(2), psn_name: '测试2', relation: 'mother' }]
  const brdy = '2027-10-20T06:15:00+08:00'
  const born = {
    birth_cert_no: 'Z130000003',
    brdy,
    gend: '1',
    psn_name: '测试宝',
    fixmedins_code: 'H13010200001',
    guardians,
  }
  await stack.happen('birth.certified', born)
  const child = (await stack.file('P000002')).all('link')[0]!.psn_no
  expect(await stack.cases(child)).toMatchObject([
    { status: 'waiting', waiting_for: { actor: 'operator', what: 'policy-missing' } },
  ])
})
