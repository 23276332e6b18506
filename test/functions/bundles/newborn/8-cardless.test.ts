/** RULES.md 8: every answer, the first reason that fits, and the boundary days. */
import { describe, expect, test } from 'vitest'
import { cardless } from '../../../../functions/bundles/newborn/rules/cardless.ts'
import { day } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { birth, childOf, makeNursery, paid } from './scene.ts'

const yunnan = '532900' as Admdvs
const ask = (on: string, more: { today?: string; area?: string } = {}) => ({
  on: day(on),
  today: day(more.today ?? on),
  institutionArea: (more.area ?? yunnan) as Admdvs,
})

/** The file of a child born 2026-03-10 in Kunming, with these payments by year and day. */
async function child(payments: [number, string][], born = '2026-03-10') {
  const stack = await makeNursery(`${born}T09:00:00+08:00`)
  await stack.happen('birth.certified', birth(born))
  for (const [year, on] of payments) {
    await stack.advanceTo(`${on}T10:00:00+08:00`)
    await stack.happen('premium.paid', paid(year, on))
  }
  return stack.file(childOf())
}

describe('settlement without card', () => {
  test('a certificate nobody knows', async () => {
    expect(cardless(undefined, ask('2026-03-12'))).toEqual({ eligible: false, reason: 'unknown-certificate' })
    const stack = await makeNursery('2026-03-10T09:00:00+08:00')
    expect(cardless(await stack.file('N0'), ask('2026-03-12')).eligible).toBe(false)
  })

  test('enrolled, paid and covered: eligible until 180 days after birth', async () => {
    const file = await child([[2026, '2026-03-12']])
    const answer = { eligible: true, psn_no: childOf(), insu_admdvs: '530100', valid_to: '2026-09-06' }
    expect(cardless(file, ask('2026-03-10'))).toEqual(answer)
    expect(cardless(file, ask('2026-09-06'))).toEqual(answer)
    expect(cardless(file, ask('2026-09-07'))).toEqual({ eligible: false, reason: 'past-180-days' })
    expect(cardless(file, ask('2026-03-09'))).toEqual({ eligible: false, reason: 'not-covered' })
  })

  test('after death not covered, paid or not; the day of death itself is', async () => {
    for (const payments of [[[2026, '2026-03-12']], []] as [number, string][][]) {
      const stack = await makeNursery('2026-03-10T09:00:00+08:00')
      await stack.happen('birth.certified', birth('2026-03-10'))
      for (const [year, on] of payments) {
        await stack.advanceTo(`${on}T10:00:00+08:00`)
        await stack.happen('premium.paid', paid(year, on))
      }
      await stack.advanceTo('2026-04-01T10:00:00+08:00')
      await stack.happen('death.registered', {
        birth_cert_no: birth('2026-03-10').birth_cert_no,
        dead_date: '2026-03-31',
      })
      const file = await stack.file(childOf())
      expect(cardless(file, ask('2026-04-01'))).toEqual({ eligible: false, reason: 'not-covered' })
      const onTheDay = cardless(file, ask('2026-03-31', { today: '2026-04-01' }))
      if (payments.length > 0) expect(onTheDay).toMatchObject({ eligible: true, valid_to: '2026-03-31' })
      else expect(onTheDay).toMatchObject({ eligible: false, reason: 'premium-unpaid' })
    }
  })

  test('valid until the unbroken cover ends if that is sooner; two years that touch are unbroken', async () => {
    const one = await child([[2025, '2025-12-01']], '2025-11-20')
    expect(cardless(one, ask('2025-12-02'))).toMatchObject({ eligible: true, valid_to: '2025-12-31' })
    expect(cardless(one, ask('2026-01-01'))).toEqual({ eligible: false, reason: 'not-covered' })
    const both = await child(
      [
        [2025, '2025-12-01'],
        [2026, '2026-01-05'],
      ],
      '2025-11-20',
    )
    expect(cardless(both, ask('2025-12-02'))).toMatchObject({ valid_to: '2026-05-19' })
    const gap = await child(
      [
        [2025, '2025-12-01'],
        [2026, '2026-02-19'],
      ],
      '2025-11-20',
    )
    expect(cardless(gap, ask('2026-02-20'))).toEqual({ eligible: false, reason: 'not-covered' })
    expect(cardless(gap, ask('2026-03-01'))).toMatchObject({ eligible: true, valid_to: '2026-05-19' })
    expect(cardless(gap, ask('2025-12-02'))).toMatchObject({ valid_to: '2025-12-31' })
  })

  test('nothing paid: by when paying still covers in retrospect, as long as that is to come', async () => {
    const file = await child([])
    expect(cardless(file, ask('2026-03-12'))).toEqual({
      eligible: false,
      reason: 'premium-unpaid',
      pay_by: '2026-06-08',
    })
    expect(cardless(file, ask('2026-03-12', { today: '2026-06-08' }))).toMatchObject({ pay_by: '2026-06-08' })
    expect(cardless(file, ask('2026-03-12', { today: '2026-06-09' }))).toEqual({
      eligible: false,
      reason: 'premium-unpaid',
    })
  })

  test('the first reason that fits is told: province before 180 days, 180 days before the premium', async () => {
    const file = await child([])
    expect(cardless(file, ask('2026-12-01', { area: '130100' })).eligible).toBe(false)
    expect(cardless(file, ask('2026-12-01', { area: '130100' }))).toMatchObject({ reason: 'other-province' })
    expect(cardless(file, ask('2026-12-01'))).toMatchObject({ reason: 'past-180-days' })
    expect(cardless(file, ask('2026-03-01'))).toMatchObject({ reason: 'premium-unpaid' })
  })

  test('paid late: not covered before the first of the month after payment', async () => {
    const file = await child([[2026, '2026-06-15']])
    expect(cardless(file, ask('2026-06-30'))).toEqual({ eligible: false, reason: 'not-covered' })
    expect(cardless(file, ask('2026-07-01'))).toMatchObject({ eligible: true, valid_to: '2026-09-06' })
  })
})
