/** RULES.md 8.1 to 8.2: no receipt is paid twice, whoever names it, whoever is faster, whatever dies in between. */
import { expect, it } from 'vitest'
import { pidOf } from '../../../../shared/identity/index.ts'
import { loadFile } from '../../../../shared/table/files.ts'
import type { Table } from '../../../../shared/table/table.ts'
import { citizen } from '../../../support/api.ts'
import { at, settled } from '../../../support/bank.ts'
import { mortality } from '../../../support/mortality.ts'
import { testKeys } from '../../../support/stack.ts'
import { form, resident, type Scene, scene, upload } from './scene.ts'

/** Holds back every commit until so many have come: who read before all of them finds one written. */
function meeting(count: number) {
  const state = { on: false, waiting: [] as (() => void)[] }
  const through = (table: Table): Table => ({
    ...{ get: table.get, getMany: table.getMany, query: table.query, scan: table.scan },
    ...{ write: table.write, putMany: table.putMany },
    async transact(all) {
      if (state.on) {
        await new Promise<void>((go) => {
          state.waiting.push(go)
          if (state.waiting.length < count) return
          state.on = false
          for (const one of state.waiting) one()
        })
      }
      return table.transact(all)
    },
  })
  return { state, through }
}

const paidFor = ({ paid }: Scene) => paid().length

it('two persons claim the same receipt at once: one of them has it', async () => {
  const { state, through } = meeting(2)
  const one = await scene({ through })
  const other = await resident(one.stack, 2)
  await one.stack.advanceTo(at('2026-03-10'))
  state.on = true
  const body = { bundle: 'reimbursement', form: form() }
  const answers = await Promise.all([one.psn, other].map((psn) => one.api.call(citizen(psn), 'POST /v1/cases', body)))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('receipt-taken')
})

it('a receipt of a visit of which another was paid long ago is paid, and the other one not again', async () => {
  const { stack, psn, posts, chooses, theCase, paid } = await scene()
  await posts('800.00')
  await chooses()
  await settled(stack, 0, '2026-03-11')
  await stack.advanceTo(at('2026-04-20'))
  await posts('250.00', {}, 2)
  expect((await loadFile(stack.table, testKeys, pidOf(testKeys, psn))).all('payment')).toEqual([])
  await chooses('claim', 2)
  expect(paid()).toEqual(['350.00', '175.00'])
  expect(await theCase(1)).toMatchObject({ status: 'done', outcome: { result: 'paid' } })
})

it('uploaded for one while another claims it: it is the upload’s, whoever is faster', async () => {
  const { state, through } = meeting(2)
  const one = await scene({ through })
  const other = await resident(one.stack, 2)
  await one.stack.advanceTo(at('2026-03-10'))
  await one.stack.send('ownpay.posted', upload(other))
  state.on = true
  const body = { bundle: 'reimbursement', form: form() }
  const [answer] = await Promise.all([one.api.call(citizen(one.psn), 'POST /v1/cases', body), one.stack.run()])
  await one.stack.run()
  expect([201, 409]).toContain(answer.status)
  for (const row of await one.casesOf()) expect(row.outcome).toMatchObject({ reason: 'receipt-taken' })
  expect(await one.theCase(1, other)).toMatchObject({ waiting_for: { what: 'choose' } })
})

it('uploaded for another while it is ordered: ordered and to be recovered, or not ordered', async () => {
  const { state, through } = meeting(2)
  const one = await scene({ through })
  const other = await resident(one.stack, 2)
  await one.posts()
  await one.stack.advanceTo(at('2026-03-10'))
  await one.stack.send('ownpay.posted', upload(other))
  state.on = true
  await Promise.all([one.chooses(), one.stack.run()])
  await one.stack.run()
  const kinds = (await one.stack.tasks(one.psn)).map(({ kind }) => kind)
  expect(kinds).toEqual(paidFor(one) === 1 ? ['recover-claim'] : [])
  if (paidFor(one) === 0) expect((await one.theCase()).outcome).toMatchObject({ reason: 'receipt-taken' })
  await one.chooses('claim', 1, other)
  expect(paidFor(one)).toBeLessThanOrEqual(1)
})

it('paid under a lost number it is claimed already under the one that took its place', async () => {
  const { stack, psn, posts, chooses, theCase, claims, paid } = await scene()
  const other = await resident(stack, 2)
  await posts()
  await chooses()
  const { case_id } = await theCase()
  await stack.happen('person.merged', { psn_no: psn, into_psn_no: other, reason: '重复登记' })
  expect(await claims({}, citizen(other))).toMatchObject({ status: 409, body: { code: 'already-claimed', case_id } })
  expect(paid()).toEqual(['840.00'])
})

/** Uploads, claims and moves a receipt to another, dying at the `nth` write, before it or after. */
async function playDyingAt(nth: number, after: boolean) {
  const { state, mortal } = mortality()
  const one = await scene({ through: mortal })
  const { stack, api, psn } = one
  const other = await resident(stack, 2)
  await one.posts()
  await stack.advanceTo(at('2026-03-10'))
  const { case_id } = await one.theCase()
  Object.assign(state, { writes: 0, at: nth, after })
  const untilHeard = async (call: () => Promise<{ status: number }>) => {
    for (let tried = 0; tried < 3; tried++) {
      const answer = await call().catch(() => ({ status: 500 }))
      state.dead = false
      if (answer.status < 500) return answer
      stack.clock.advance('PT2M')
    }
    throw new Error('never answered')
  }
  const act = { action: 'choose', option: 'claim' }
  const headers = { 'idempotency-key': 'choice' }
  await untilHeard(() => api.call(citizen(psn), `POST /v1/cases/${case_id}/actions`, act, headers))
  const total = state.writes
  state.writes = Number.NEGATIVE_INFINITY
  await stack.advanceTo(at('2026-03-10', '12:00'))
  await stack.happen('ownpay.posted', upload(other))
  const orders = stack.sent('bank', 'payment.ordered')
  const came = {
    ids: new Set(orders.map(({ data }) => data.pay_no)).size,
    stamped: new Set(stack.sent('invoice', 'invoice.stamped').map(({ id }) => id)).size,
    tasks: (await stack.tasks(psn)).map(({ kind }) => kind),
    others: (await one.theCase(1, other)).outcome?.reason,
  }
  return { writes: total, came }
}

it('whatever dies between two writes of the claim, it is ordered and stamped once', async () => {
  const usual = { ids: 1, stamped: 1, tasks: ['recover-claim'], others: 'receipt-taken' }
  const undisturbed = await playDyingAt(0, false)
  expect(undisturbed.came).toEqual(usual)
  expect(undisturbed.writes).toBeGreaterThan(1)
  for (let nth = 1; nth <= undisturbed.writes; nth++) {
    for (const after of [false, true]) {
      expect((await playDyingAt(nth, after)).came, `write ${nth} ${after ? 'after' : 'before'}`).toEqual(usual)
    }
  }
})
