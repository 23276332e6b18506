/** RULES.md 2.1, 9.1: the child as a person, and who is told of it. */
import { describe, expect, test } from 'vitest'
import { at } from '../../../support/bank.ts'
import { person, register } from '../../../support/people.ts'
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

const registerMother = (stack: Stack) => register(stack, 2, { brdy: motherBirth })

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
