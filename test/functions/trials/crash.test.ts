/** Neither a message twice nor a death between two lines counts a case twice, or forgets one. */
import { describe, expect, it } from 'vitest'
import { makeWorker } from '../../../functions/worker/worker.ts'
import { trialParts } from '../../../shared/table/keys.ts'
import { apiOf, operator } from '../../support/api.ts'
import { makeStack } from '../../support/stack.ts'
import { monthsUpTo, pension, settleIn } from '../bundles/retirement/scene.ts'

const persons = 9
const row = { name: 'retire_total_months', admdvs: '130000', value: { male: 400, female: 300 }, source: '示例文号' }

describe('a trial that is worked on again and again', () => {
  it('counts every case once', async () => {
    const dies = { left: 0 }
    const stack = await makeStack({
      now: '2026-05-20T10:00:00+08:00',
      through: (table) => ({
        ...table,
        // The write took place, and who asked for it died before it heard so.
        transact: async (writes) => {
          const written = await table.transact(writes)
          const isPage = writes.some((write) => 'put' in write && write.put.sk.startsWith('part#') && write.put.v !== 1)
          if (isPage && dies.left-- > 0) throw new Error('died')
          return written
        },
      }),
    })
    for (let n = 1; n < 2 * persons; n += 2) {
      const { psn_no, brdy } = await settleIn(stack, { n, paid: 0 })
      await stack.happen('contribution.posted', monthsUpTo(psn_no, '130100', 372, '202605'))
      await stack.happen('pension.approved', pension(n, brdy, '2026-05-18', { emp_no: 'E130100' }))
    }
    const api = apiOf(stack)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await api.token(operator)}` }
    const begun = await api.app.request('/v1/policy-trials', { method: 'POST', headers, body: JSON.stringify(row) })
    const { trial_id } = (await begun.json()) as { trial_id: string }

    dies.left = 5
    const worker = makeWorker(stack.ports, stack.rules)
    const body = (part: number) => JSON.stringify({ kind: 'trial', trial_id, part })
    const all = [...Array(trialParts).keys()].flatMap((part) => [part, part])
    for (let round = 0; round < 3; round++) {
      const records = all.map((part, index) => ({ messageId: `m${round}.${index}`, body: body(part) }))
      await worker({ Records: records } as never)
    }
    const { body: view } = await api.call(operator, `GET /v1/policy-trials/${trial_id}`)
    expect(view).toMatchObject({ status: 'done', cases: persons, counts: { changed: persons }, left_out: 0 })
    const listed = view.changed.map(({ case_id }: { case_id: string }) => case_id)
    expect(new Set(listed).size).toBe(persons)
  })

  it('goes on by itself if nobody was sent for', async () => {
    const stack = await makeStack({ now: '2026-05-20T10:00:00+08:00' })
    const { psn_no, brdy } = await settleIn(stack, { n: 1, paid: 372 })
    await stack.happen('pension.approved', pension(1, brdy, '2026-05-18', { emp_no: 'E130100' }))
    const silent = { ...stack.ports, queues: { send: async () => [] } }
    const api = apiOf({ ...stack, ports: silent } as never)
    const { body } = await api.call(operator, 'POST /v1/policy-trials', row)
    expect((await api.call(operator, `GET /v1/policy-trials/${body.trial_id}`)).body.status).toBe('running')
    await stack.advanceTo('2026-05-20T10:10:00+08:00')
    const { body: view } = await api.call(operator, `GET /v1/policy-trials/${body.trial_id}`)
    expect(view).toMatchObject({ status: 'done', cases: 1, counts: { changed: 1 } })
    expect(psn_no).toBeDefined()
  })
})
