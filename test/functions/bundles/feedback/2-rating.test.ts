/** feedback/RULES.md 2: a matter that is over is rated once; a bad rating is looked into, and may name nobody. */
import { describe, expect, it } from 'vitest'
import { type Claims, citizen, clerk } from '../../../support/api.ts'
import { moveAway } from '../../../support/people.ts'
import { answer, home, scene } from './scene.ts'

async function ended() {
  const self = await scene()
  const psn = await moveAway(self.stack, 2)
  const [transfer] = await self.stack.cases(psn, 'transfer')
  const rate = (body: object, who = citizen(psn)) =>
    self.api.call(who, `POST /v1/cases/${transfer!.case_id}/rating`, body)
  return { ...self, mover: psn, transfer: transfer!, rate }
}

describe('a rating', () => {
  it('is given once, by whose case it is, within its days (feedback/RULES.md 2.1)', async () => {
    const { rate, stack, transfer, mover, me, say, api } = await ended()
    expect(transfer.status).toBe('done')
    expect((await rate({ score: 5 }, me)).status).toBe(404)
    expect((await rate({ score: 6 })).status).toBe(400)
    const given = await rate({ score: 4, text: '挺快' })
    expect([given.status, given.body]).toEqual([201, { score: 4, at: '2026-03-06T10:00:00+08:00' }])
    expect((await rate({ score: 1 })).body.code).toBe('already-rated')
    // Told to whose case it is, to nobody else who may read it.
    const seen = async (who: Claims) => (await api.call(who, `GET /v1/cases/${transfer.case_id}`)).body.rating
    expect(await seen(citizen(mover))).toEqual(given.body)
    expect(await seen(clerk(transfer.admdvs!))).toBeUndefined()
    const { body } = await say()
    expect((await api.call(me, `POST /v1/cases/${body.case_id}/rating`, { score: 1 })).body.code).toBe('not-rateable')
    const late = await ended()
    await late.stack.advanceTo('2026-04-05T23:59:00+08:00')
    expect((await late.rate({ score: 5 })).status).toBe(201)
    const later = await ended()
    await later.stack.advanceTo('2026-04-06T00:00:01+08:00')
    expect((await later.rate({ score: 5 })).body.code).toBe('too-late')
    expect(stack).toBeDefined()
  })

  it('of 1 or 2 opens feedback of the case', async () => {
    const { rate, look, mover, tasks } = await ended()
    const { body } = await rate({ score: 2 })
    expect(await look(body.feedback_case_id, citizen(mover))).toMatchObject({ bundle: 'feedback', psn_no: mover })
    const [task] = await tasks('handle-feedback')
    expect(task.facts).toMatchObject({ kind: 'rating', matter: 'transfer', score: 2 })
    expect(task.due_at).toBe('2026-03-13T23:59:59+08:00')
  })

  it('without a name leads staff to nobody (feedback/RULES.md 2.2)', async () => {
    const { rate, look, mover, transfer, tasks, api, decide } = await ended()
    const { body } = await rate({ score: 1, text: '态度差', anonymous: true })
    const [task] = await tasks('handle-feedback')
    expect(task.facts).toMatchObject({ kind: 'rating', matter: 'transfer', text: '态度差' })
    const pid = transfer.case_id.slice(2, 22)
    const cases = (await api.call(clerk(home), 'GET /v1/cases?bundle=feedback')).body
    const one = (await api.call(clerk(home), `GET /v1/cases/${body.feedback_case_id}`)).body
    for (const shown of [task, cases, one]) {
      const text = JSON.stringify(shown)
      for (const secret of [mover, transfer.case_id, pid]) expect(text).not.toContain(secret)
    }
    expect((await api.call(clerk(home), `GET /v1/cases?bundle=feedback&psn_no=${mover}`)).body.cases).toEqual([])
    const own = (await api.call(clerk(home), `GET /v1/cases/${transfer.case_id}`)).body
    expect(JSON.stringify(own)).not.toContain('态度差')
    // Who decided in it is barred all the same.
    expect((await decide(task.task_id, answer, { ...clerk(home), sub: 'clerk:test' })).body.code).toBe('own-matter')
    expect((await decide(task.task_id)).status).toBe(200)
    expect(await look(body.feedback_case_id, citizen(mover))).toMatchObject({ status: 'done', actions: [] })
    expect((await api.call(citizen('P000001'), `GET /v1/cases/${body.feedback_case_id}`)).status).toBe(404)
  })
})
