import { expect, it } from 'vitest'
import { wholeLife } from './life.ts'
import { limits, lived } from './lifelong.ts'

it('what an input reads of a person stays small for life', { timeout: 120_000 }, async () => {
  // Eight years at the pace of forty: with months, what has been at rest for years, and what is on its way there.
  const { events, desk, bytes, months } = await lived({ ...wholeLife, years: 8, firstMove: 2, yearsInPlace: 3 })
  for (const [type, units] of Object.entries(events)) expect(units, type).toBeLessThanOrEqual(limits.event)
  expect(desk).toBeLessThanOrEqual(limits.desk)
  expect(bytes).toBeLessThanOrEqual(limits.bytes)
  expect(months).toBeLessThanOrEqual(limits.months)
})
