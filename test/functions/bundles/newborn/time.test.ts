/** RULES.md 6, 7.2 and 9.2: reminders, the late rule, the end of the year after birth, death. */
import { describe, expect, test } from 'vitest'
import { certnoOf, register } from '../../../support/people.ts'
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

async function born(on: string, now = on) {
  const stack = await makeNursery(at(now))
  await register(stack, 2, { brdy: motherBirth })
  await stack.happen('birth.certified', birth(on))
  return stack
}

describe('reminders', () => {
  test('come on days 30, 60, 80 and 89, each once', async () => {
    const stack = await born('2026-03-10')
    const counts: number[] = []
    for (const on of [
      '2026-04-08',
      '2026-04-09',
      '2026-05-08',
      '2026-05-09',
      '2026-05-29',
      '2026-06-06',
      '2026-06-07',
      '2026-12-01',
    ]) {
      await stack.advanceTo(at(on))
      counts.push(notices(stack, 'newborn.reminder').length)
    }
    expect(counts).toEqual([0, 1, 1, 2, 3, 3, 4, 4])
  })

  test('of a case that opens late, only those still to come', async () => {
    const stack = await born('2026-03-10', '2026-05-20')
    await stack.advanceTo(at('2026-07-01'))
    expect(notices(stack, 'newborn.reminder')).toHaveLength(2)
  })

  test('stop with the payment', async () => {
    const stack = await born('2026-03-10')
    await stack.advanceTo(at('2026-04-20'))
    await stack.happen('premium.paid', paid(2026, '2026-04-20'))
    await stack.advanceTo(at('2026-07-01'))
    expect(notices(stack, 'newborn.reminder')).toHaveLength(1)
  })
})

describe('not paid', () => {
  test('after day 90 the case waits on under the late rule, until the end of the year after birth', async () => {
    const stack = await born('2026-03-10')
    await stack.advanceTo(at('2026-06-09'))
    expect(await theCase(stack)).toMatchObject({
      status: 'waiting',
      waiting_for: { until: '2027-12-31T23:59:59+08:00' },
    })
    await stack.advanceTo(at('2027-12-31'))
    expect((await theCase(stack)).status).toBe('waiting')
    await stack.advanceTo(at('2028-01-01'))
    expect(await theCase(stack)).toMatchObject({
      status: 'withdrawn',
      outcome: { result: 'not-insured', child_psn_no: childOf(), insu_admdvs: '530100', years: [] },
    })
    expect(notices(stack, 'newborn.not-insured')).toHaveLength(1)
  })

  test('a payment of last year that is reported after the end is still taken up', async () => {
    const stack = await born('2026-03-10')
    await stack.advanceTo(at('2028-01-02'))
    await stack.happen('premium.paid', paid(2026, '2026-03-12'))
    expect(await theCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'insured' } })
  })

  test('a case that opens after that has nothing left to pay', async () => {
    const stack = await born('2024-03-10', '2026-03-10')
    expect(await theCase(stack)).toMatchObject({ status: 'withdrawn', outcome: { result: 'not-insured' } })
    expect(stack.sent('tax')).toEqual([])
  })
})

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
