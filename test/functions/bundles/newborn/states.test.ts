/** Newborns' cases that older releases stored go on in this one (infra/decisions/0057). */
import { expect, it } from 'vitest'
import { childPsnNo } from '../../../../shared/identity/index.ts'
import { nextRelease } from '../../../simulator/releases.ts'
import { apiOf, citizen, institution } from '../../../support/api.ts'
import { bankAccount, certnoOf, register } from '../../../support/people.ts'
import { makeStack, testKeys } from '../../../support/stack.ts'
import { leftBy } from '../../../support/stored.ts'

const birth_cert_no = 'Z530000001'
const brdy = '1994-05-20'
const at = (on: string) => `${on}T10:00:00+08:00`

/** A child that the hospital reports, before whichever release. */
async function born(more: { next?: true } = {}) {
  const stack = await makeStack({ now: '2026-03-10T09:00:00+08:00' })
  const { chains } = stack.rules
  await register(stack, 2, { brdy, bank_acct: bankAccount })
  if (more.next) stack.rules.chains = nextRelease(stack.rules).chains
  await stack.happen('birth.certified', {
    birth_cert_no,
    brdy: '2026-03-10T08:15:00+08:00',
    gend: '2',
    psn_name: '测试宝宝',
    fixmedins_code: 'H53010200001',
    guardians: [{ certno: certnoOf(2, brdy), psn_name: '测试2', relation: 'mother' }],
  })
  stack.rules.chains = chains
  const theCase = async () => (await stack.cases(childPsnNo(testKeys, birth_cert_no)))[0]!
  return { stack, theCase }
}

it('a case of version 1 whose second payment goes back tells the family when it has arrived', async () => {
  const { stack, theCase } = await born()
  for (const on of ['2026-03-12', '2026-03-13']) {
    await stack.happen('premium.paid', { birth_cert_no, year: 2026, amt: '400.00', paid_at: at(on) })
  }
  await leftBy(stack, await theCase(), 1, 'a payment paid twice goes back')
  const [order] = stack.sent('bank', 'payment.ordered')
  await stack.happen('payment.settled', { pay_no: order!.data.pay_no, amt: '400.00', bank_time: at('2026-03-14') })
  const row = await theCase()
  expect(row).toMatchObject({ status: 'done', chain_version: 3, state: { refunds: [{ settled: order!.data.pay_no }] } })
  expect(stack.sent('bank', 'payment.ordered')).toHaveLength(1)
  const told = stack.sent('notice', 'notice.requested').filter(({ data }) => data.template === 'newborn.refunded')
  expect(told).toHaveLength(1)
})

it('a case of version 2 keeps the cover it was paid for, whatever the rows say of late payments since', async () => {
  const { stack, theCase } = await born()
  await stack.happen('premium.paid', { birth_cert_no, year: 2026, amt: '400.00', paid_at: at('2026-06-20') })
  await leftBy(stack, await theCase(), 2, 'insured, paid after the 90th day')
  await stack.policy({ name: 'newborn_late_from', admdvs: '530100', value: 'payment-day' })
  await stack.happen('premium.paid', { birth_cert_no, year: 2026, amt: '400.00', paid_at: at('2026-06-21') })
  const row = await theCase()
  expect(row).toMatchObject({ status: 'done', chain_version: 3, outcome: { years: [{ from: '2026-07-01' }] } })
  expect(stack.sent('bank', 'payment.ordered')).toHaveLength(1)
})

it('a case that the next release has taken over is shown without its items; who must know more comes again', async () => {
  const { stack, theCase } = await born({ next: true })
  const row = await theCase()
  const api = apiOf(stack)
  const shown = await api.call(citizen('P000002'), `GET /v1/cases/${row.case_id}`)
  expect(shown).toMatchObject({ status: 200, body: { case_id: row.case_id, status: 'waiting' } })
  expect(shown.body).not.toHaveProperty('items')
  const asked = await api.call(institution('H53010200001'), `GET /v1/cardless/${birth_cert_no}?date=2026-03-10`)
  expect(asked).toMatchObject({ status: 503, body: { code: 'unavailable' } })
})
