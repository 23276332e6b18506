/** Trying a parameter before it holds, over HTTP: what every case of the area would come to (bundles/RULES.md 1.6). */
import { describe, expect, it } from 'vitest'
import { apiOf, operator } from '../../support/api.ts'
import { settled } from '../../support/bank.ts'
import { register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'
import { insured as patientInsured, settlement, visit } from '../bundles/filing/scene.ts'
import { delivery, insured as motherInsured, verify } from '../bundles/maternity-allowance/scene.ts'
import { birth, makeNursery, mother, motherBirth, paid } from '../bundles/newborn/scene.ts'
import { retiredMan } from '../bundles/retirement/scene.ts'
import { start, tell } from '../bundles/transfer/scene.ts'

/** A row as it is tried; its source makes no difference. */
type Row = { name: string; admdvs: string; from?: string; value: unknown }

/** Tries a row to the end; answers what is said of it. */
async function tried(stack: Stack, row: Row) {
  const api = apiOf(stack)
  const begun = await api.call(operator, 'POST /v1/policy-trials', { source: '示例文号', ...row })
  expect(begun).toMatchObject({ status: 201, body: { status: 'running' } })
  const { body } = await api.call(operator, `GET /v1/policy-trials/${begun.body.trial_id}`)
  expect(body).toMatchObject({ trial_id: begun.body.trial_id, ...row, by: 'operator', status: 'done', left_out: 0 })
  expect(body.progress).toBe('1.0000')
  const { same, changed, unblocked, blocked } = body.counts
  expect(same + changed + unblocked + blocked).toBe(body.cases)
  expect(body.changed).toHaveLength(Math.min(100, body.cases - same))
  return body
}

/** The items of a stack's table without what trials keep of themselves, and without the lines of the audit trail. */
const itemsOf = (stack: Stack) =>
  new Map([...stack.table.items].filter(([, { pk }]) => !pk.startsWith('TRIAL#') && !pk.startsWith('U#')))

describe('a trial', () => {
  it('of a retirement: more months would have been needed', async () => {
    const { s } = await retiredMan()
    const before = itemsOf(s)
    const row = { name: 'retire_total_months', admdvs: '130000', value: { male: 400, female: 300 } }
    const body = await tried(s, row)
    expect(body).toMatchObject({ cases: 1, counts: { same: 0, changed: 1, unblocked: 0, blocked: 0 } })
    expect(body.changed[0]).toMatchObject({
      bundle: 'retirement',
      before: { step: 'payBack', status: 'done', outcome: { result: 'retired', required_total: 360, shortfall: 0 } },
      after: { step: 'awaitChoice', status: 'waiting' },
    })
    expect(itemsOf(s)).toEqual(before)
    expect(await tried(s, { ...row, value: { male: 372, female: 300 } })).toMatchObject({
      changed: [{ after: { status: 'done', outcome: { result: 'retired', required_total: 372 } } }],
    })
  })

  it('of an allowance: other days, the same payment; whom the employer verified is not verified again', async () => {
    const stack = await motherInsured()
    await stack.happen('delivery.settled', delivery())
    await verify(stack)
    const row = { name: 'extended_days', admdvs: '130000', value: { first: 60, second: 90, third: 90 } }
    const ordered = { before: { step: 'awaitPayment', status: 'waiting' }, after: { status: 'done' } }
    expect(await tried(stack, row)).toMatchObject({ counts: { changed: 1 }, changed: [ordered] })
    await settled(stack, 0, '2026-04-10')
    const { changed } = await tried(stack, row)
    const [{ before, after }] = changed
    expect(before).toMatchObject({ step: 'awaitPayment', status: 'done', outcome: { result: 'paid' } })
    expect(after).toMatchObject({ step: 'awaitPayment', status: 'done', outcome: { result: 'paid' } })
    expect(after.outcome.days - before.outcome.days).toBe(30)
  })

  it('of a premium not yet published: the year that waited for it waits no more', async () => {
    const stack = await makeNursery('2026-11-20T10:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2026-11-10', { guardians: [mother()] }))
    const row = { name: 'resident_premium', admdvs: '530000', from: '2027-01-01', value: '430.00' }
    const body = await tried(stack, row)
    expect(body).toMatchObject({ counts: { same: 0, changed: 0, unblocked: 1, blocked: 0 } })
    expect(body.changed[0]).toMatchObject({
      bundle: 'newborn',
      before: { status: 'waiting', missing: ['resident_premium'] },
      after: { status: 'waiting' },
    })
    expect(body.changed[0].after.missing).toBeUndefined()
  })

  it('of a premium that was paid: the sum would not have been the right one', async () => {
    const stack = await makeNursery('2026-03-20T10:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth })
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: [mother()] }))
    await stack.happen('premium.paid', paid(2026, '2026-03-21'))
    const body = await tried(stack, { name: 'resident_premium', admdvs: '530100', from: '2026-01-01', value: '420.00' })
    expect(body.changed).toMatchObject([{ before: { status: 'done' }, after: { status: 'waiting' } }])
  })

  it('of a transfer: benefits would begin again later', async () => {
    const scene = await tell(
      await start(),
      'enrol A 2019-03-01 · credit A 9.00 · pause A 2025-06-30 · enrol B 2026-03-02',
    )
    const { stack } = await tell(scene, 'approve')
    const row = { name: 'waiting_months', admdvs: '130000', value: 9 }
    const after = { outcome: { result: 'transferred', amt: '9.00', benefit_from: '2026-12-01' } }
    expect(await tried(stack, row)).toMatchObject({
      changed: [{ before: { outcome: { benefit_from: '2026-09-01' } }, after }],
    })
    // It is in the charge of the place that the person has moved to.
    expect(await tried(stack, { ...row, admdvs: '130200' })).toMatchObject({ cases: 0 })
    expect(await tried(stack, { ...row, admdvs: '000000' })).toMatchObject({ cases: 1, counts: { changed: 1 } })
  })

  it('of a rule of filing: a visit elsewhere would have had to be filed', async () => {
    const stack = await makeStack({ now: '2023-09-01T08:00:00+08:00' })
    const psn = await patientInsured(stack, '130100')
    await stack.happen('visit.admitted', visit(psn, '130600'))
    await stack.happen('visit.settled', settlement(psn, '130600'))
    const row = { name: 'province_filing_free', admdvs: '130100', value: false }
    expect(await tried(stack, { ...row, from: '2023-09-02' })).toMatchObject({ cases: 1, counts: { same: 1 } })
    expect(await tried(stack, row)).toMatchObject({
      counts: { changed: 1 },
      changed: [{ bundle: 'filing', before: { outcome: { result: 'not-required' } } }],
    })
  })
})
