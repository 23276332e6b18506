/** RULES.md 9.2: death of the child or the mother. */
import { describe, expect, test } from 'vitest'
import { at } from '../../../support/bank.ts'
import { certnoOf, register } from '../../../support/people.ts'
import { birth, father, fatherBirth, makeNursery, mother, motherBirth, notices, paid, theCase } from './scene.ts'

async function born(on: string, now = on) {
  const stack = await makeNursery(at(now))
  await register(stack, 2, { brdy: motherBirth })
  await stack.happen('birth.certified', birth(on))
  return stack
}

describe('death', () => {
  const dead = { birth_cert_no: 'Z530000001', dead_date: '2026-03-20' }

  test('of the child: silence; enrolment can still be completed, and covers from birth', async () => {
    const stack = await born('2026-03-10')
    await stack.advanceTo(at('2026-03-21'))
    const before = notices(stack).length
    await stack.happen('death.registered', dead)
    expect((await theCase(stack)).waiting_for).toMatchObject({ actor: 'partner', what: 'premium.paid' })
    await stack.advanceTo(at('2026-06-01'))
    await stack.happen('premium.paid', paid(2026, '2026-06-01'))
    expect(await theCase(stack)).toMatchObject({
      status: 'done',
      outcome: { result: 'insured', years: [{ from: '2026-03-10' }] },
    })
    expect(notices(stack)).toHaveLength(before)
  })

  test('of the mother: no reminder, no congratulation to the father either', async () => {
    const stack = await makeNursery(at('2026-03-10'))
    await register(stack, 2, { brdy: motherBirth })
    await register(stack, 1, { brdy: fatherBirth })
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother(), father()] }))
    const before = notices(stack).length
    await stack.happen('death.registered', { certno: certnoOf(2, motherBirth), dead_date: '2026-03-11' })
    await stack.advanceTo(at('2026-06-08'))
    await stack.happen('premium.paid', paid(2026, '2026-06-08'))
    expect((await theCase(stack)).status).toBe('done')
    expect(notices(stack)).toHaveLength(before)
  })

  test('known before the certificate: a bill is assessed so that costs can be paid, and nothing is said', async () => {
    const stack = await makeNursery(at('2026-03-21'))
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('death.registered', dead)
    await stack.happen('birth.certified', birth('2026-03-10'))
    expect(stack.sent('tax')).toHaveLength(1)
    const said = notices(stack).map(({ data }) => data.text)
    await stack.advanceTo(at('2028-02-01'))
    expect((await theCase(stack)).status).toBe('withdrawn')
    expect(notices(stack).map(({ data }) => data.text)).toEqual(said)
    expect(said).toEqual([])
  })

  test('no message ever congratulates after a death, whichever was reported first', async () => {
    const stack = await born('2026-03-10')
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    expect(notices(stack, 'newborn.insured')[0]?.data.text).toContain('祝贺')
    const quiet = await makeNursery(at('2026-03-21'))
    await register(quiet, 2, { brdy: motherBirth })
    await quiet.send('premium.paid', paid(2026, '2026-03-12'))
    await quiet.send('death.registered', dead)
    await quiet.happen('birth.certified', birth('2026-03-10'))
    expect((await theCase(quiet)).status).toBe('done')
    expect(notices(quiet)).toEqual([])
  })
})
