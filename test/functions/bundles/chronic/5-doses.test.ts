/** chronic/RULES.md 5: what of a drug is in hand, and what of it is paid for. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DoseLine,
  doseLines,
  drugOf,
  type Line,
  type Supply,
} from '../../../../functions/bundles/chronic/rules/doses.ts'
import { addDays, type Day } from '../../../../shared/calendar/index.ts'
import { fen } from '../../../../shared/money/index.ts'
import { clerk, institution } from '../../../support/api.ts'
import { scene, shandong } from './scene.ts'

const western = 'XC08CAA000A001010100001'
const patent = 'ZA01AAX0001010100001'
const line = (prd_days: number, fee = '280.00', med_list_codg = western) => ({
  med_list_codg,
  prd_days,
  det_item_fee_sumamt: fee,
})
const supplied = (...drugs: object[]) => ({ med_type: '14', drugs })

describe('the same drug', () => {
  it.each([
    [western, 'XC08CAA000A001999999999', true],
    [western, 'XC08CAA000A002010100001', false],
    [patent, 'ZA01AAX0001999', true],
    [patent, 'ZA01AAX0002010100001', false],
    ['T0001', 'T0001', true],
    ['T0001', 'T00011', false],
    ['xc08caa000a0010', western, true],
  ])('%s and %s: %s', (a, b, same) => expect(drugOf(a) === drugOf(b)).toBe(same))
})

it('supplies one after the other, of any institution, revoked ones left out; a line counts for the next', async () => {
  const { treated, revoke, doses } = await scene(shandong, '2026-03-30T12:00:00+08:00')
  await treated('2026-03-01', 'J00', supplied(line(28)))
  await treated('2026-03-10', 'J00', supplied(line(28), line(7, '9.00', patent)))
  await revoke(await treated('2026-03-12', 'J00', supplied(line(28))))
  const { body } = await doses('2026-03-15T09:00:00+08:00', [
    line(56),
    line(28, '10.01', 'XC08CAA000A0019'),
    line(5, '5.00', patent),
  ])
  // 56 days from 03-01 last through 04-25: 42 are left on 03-15.
  expect(body.lines.map((one: DoseLine) => [one.in_hand_days, one.allowed_days, one.over_days])).toEqual([
    [42, 42, 14],
    [98, 0, 28],
    [2, 5, 0],
  ])
  expect(body.lines.map((one: Record<string, string>) => [one.in_scope_amt, one.psn_amt])).toEqual([
    ['210.00', '70.00'],
    ['0.00', '10.01'],
    ['5.00', '0.00'],
  ])
  expect(body.message).toContain('超出14天')
})

it('settled after the day that is asked about it is not in hand; the days of that day itself are', async () => {
  const { treated, doses } = await scene(shandong, '2026-03-30T12:00:00+08:00')
  await treated('2026-03-15', 'J00', supplied(line(28)))
  const inHand = async (day: string) => (await doses(`${day}T09:00:00+08:00`, [line(28)])).body.lines[0].in_hand_days
  expect([
    await inHand('2026-03-14'),
    await inHand('2026-03-15'),
    await inHand('2026-04-11'),
    await inHand('2026-04-12'),
  ]).toEqual([0, 28, 1, 0])
})

it('goes by the parameter of the main relation’s area, of the nation without one', async () => {
  const { stack, doses } = await scene(shandong)
  await stack.policy({ name: 'max_supply_days', admdvs: '370000', value: 30 })
  const allowed = async (day: string) => (await doses(`${day}T09:00:00+08:00`, [line(90)])).body.lines[0].allowed_days
  expect([await allowed('2026-03-10'), await allowed('2018-12-31')]).toEqual([30, 84])
})

describe('who asks', () => {
  it('about nobody known: 404, in the trail, and not too often', async () => {
    const { doses, stack } = await scene(shandong)
    const unknown = await doses('2026-03-10T09:00:00+08:00', [line(28)], { psn_no: 'P999999' })
    expect(unknown.body).toMatchObject({ status: 404, code: 'person-unknown' })
    for (let n = 0; n < 60; n++) await doses('2026-03-10T09:00:00+08:00', [line(28)], { psn_no: `Q${n}` })
    expect((await doses('2026-03-10T09:00:00+08:00', [line(28)], { psn_no: 'Q99' })).status).toBe(429)
    const asked = [...stack.table.items.values()].filter(({ d }) => String(d).includes('dose-check.ask'))
    expect(asked.length).toBeGreaterThan(60)
  })

  it('by the identity number, as by the person’s', async () => {
    const { doses, stack, psn, treated } = await scene(shandong)
    await treated('2026-03-01', 'J00', supplied(line(28)))
    const { certno } = (await stack.file(psn)).person!.private
    const { body } = await doses('2026-03-10T09:00:00+08:00', [line(28)], { psn_no: undefined, certno })
    expect(body.lines[0].in_hand_days).toBe(19)
  })

  it('for another institution it is 404, as anybody but an institution 403, and bad input 400', async () => {
    const { api, doses, psn } = await scene(shandong)
    const body = { mdtrt_id: 'M1', fixmedins_code: 'H37010200001', psn_no: psn, begntime: '2026-03-10T09:00:00+08:00' }
    const asked = { ...body, drugs: [line(28)] }
    expect((await api.call(institution('H37010200002'), 'POST /v1/dose-checks', asked)).status).toBe(404)
    expect((await api.call(clerk('370100'), 'POST /v1/dose-checks', asked)).status).toBe(403)
    for (const drugs of [[], [line(0)], [line(367)], [line(28, '-1.00')]]) {
      expect((await doses('2026-03-10T09:00:00+08:00', drugs)).status).toBe(400)
    }
    expect((await doses('2026-03-10T09:00:00+08:00', [line(28)], { psn_no: undefined })).status).toBe(400)
  })

  it('leaves nothing in the person’s file', async () => {
    const { doses, stack, psn } = await scene(shandong)
    const { version } = await stack.file(psn)
    await doses('2026-03-10T09:00:00+08:00', [line(28)])
    expect((await stack.file(psn)).version).toBe(version)
  })
})

const days = fc.integer({ min: 1, max: 366 })
const on = '2026-03-15' as Day
const supplies = fc.array(
  fc.record({
    med_list_codg: fc.constantFrom(western, patent),
    prd_days: days,
    day: fc.integer({ min: -400, max: 3 }).map((n) => addDays(on, n)),
  }),
  { maxLength: 8 },
)
const lines = fc.array(
  fc.record({
    med_list_codg: fc.constantFrom(western, patent),
    prd_days: days,
    fee: fc.integer({ min: 0, max: 1e9 }).map((n) => fen(n)),
  }),
  { minLength: 1, maxLength: 5 },
)

it('days and sums add up, nothing is allowed beyond the most, and the order of reports leaves no trace', () => {
  const holds = (known: Supply[], asked: Line[], most: number) => {
    const said = doseLines(known, asked, { on, most })
    for (const [index, { in_hand_days, allowed_days, over_days, inScope, own }] of said.entries()) {
      const { prd_days, fee } = asked[index] as Line
      expect(allowed_days + over_days).toBe(prd_days)
      expect(inScope + own).toBe(fee)
      expect(Math.min(allowed_days, over_days, inScope, own, in_hand_days)).toBeGreaterThanOrEqual(0)
      if (allowed_days > 0) expect(in_hand_days + allowed_days).toBeLessThanOrEqual(most)
    }
    const inHand = (some: DoseLine[]) => some.map(({ in_hand_days }) => in_hand_days)
    expect(inHand(doseLines(known.toReversed(), asked, { on, most }))).toEqual(inHand(said))
  }
  fc.assert(fc.property(supplies, lines, fc.integer({ min: 1, max: 366 }), holds))
})
