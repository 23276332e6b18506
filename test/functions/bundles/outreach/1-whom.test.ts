/** outreach/RULES.md 1: for whom a case is opened. */
import { expect, it } from 'vitest'
import { instant } from '../../../../shared/calendar/index.ts'
import { childPsnNo } from '../../../../shared/identity/index.ts'
import { enrolment, pause } from '../../../support/people.ts'
import { testKeys } from '../../../support/stack.ts'
import { area, scene } from './scene.ts'

it('a screening opens a case for who is not insured, once, in the charge of the area (1.1)', async () => {
  const { stack, psnNo, screen } = await scene()
  await screen()
  await screen()
  const cases = await stack.cases(psnNo, 'outreach')
  expect(cases).toMatchObject([{ status: 'waiting', admdvs: area, waiting_for: { what: 'visit-uninsured' } }])
})

it('who is insured anywhere, paused later or not, is asked when they are found not to be (1.1)', async () => {
  const { stack, psnNo, screen } = await scene()
  await stack.happen('enrolment.registered', enrolment(psnNo, '440100', '2020-01-01'))
  await screen()
  expect(await stack.cases(psnNo, 'outreach')).toEqual([])
  await stack.happen('enrolment.paused', pause(psnNo, '440100', '2026-03-09'))
  stack.clock.set(instant('2026-03-10T09:00:00+08:00'))
  await screen()
  expect(await stack.cases(psnNo, 'outreach')).toHaveLength(1)
})

it('no case while another leads to being insured: a newborn not yet paid for is not insured, and has none (1.2)', async () => {
  const { stack, api, screen, lives } = await scene()
  await stack.happen('birth.certified', {
    birth_cert_no: 'Z130000001',
    brdy: '2026-03-08T08:00:00+08:00',
    gend: '1',
    psn_name: '小宝',
    fixmedins_code: 'H13010200001',
    insu_admdvs: area,
    guardians: [
      { certno: (await stack.file('P000001')).person!.private.certno, psn_name: '测试1', relation: 'father' },
    ],
  })
  const child = childPsnNo(testKeys, 'Z130000001')
  await lives(child)
  await screen()
  const map = await api.call({ role: 'operator' }, `GET /v1/enrolment-map?code=${area}`)
  expect(map.body).toMatchObject({ residents: 2, not_insured: 2 })
  expect(await stack.cases(child, 'outreach')).toEqual([])
})

it('who was asked in the last 180 days is not asked again; a bureau may say how many (1.2)', async () => {
  const { stack, psnNo, screen, finds } = await scene()
  const count = async () => (await stack.cases(psnNo, 'outreach')).length
  await screen()
  await finds('refuses')
  stack.clock.set(instant('2026-09-05T09:00:00+08:00'))
  await screen()
  expect(await count()).toBe(1)
  stack.clock.set(instant('2026-09-06T09:00:00+08:00'))
  await screen()
  expect(await count()).toBe(2)
})
