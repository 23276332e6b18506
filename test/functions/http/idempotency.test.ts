import { describe, expect, it } from 'vitest'
import { apiOf, citizen, clerk } from '../../support/api.ts'
import { bankAccount, credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const filing = { kind: 'long-term', to_admdvs: '310000', from: '2026-03-12', commitment: true }
const key = (value: string) => ({ 'idempotency-key': value })

async function setting() {
  const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  const me = citizen(await register(stack, 1))
  const other = citizen(await register(stack, 2))
  return { stack, api: apiOf(stack), me, other }
}

const items = (stack: Stack) => [...stack.table.items.values()]
const filings = (stack: Stack) => items(stack).filter(({ sk }) => sk.startsWith('A#filing#')).length

/** The first write of an answer is lost: the process died after its commit. */
function dieBeforeAnswering(stack: Stack) {
  const { write } = stack.table
  let dead = false
  stack.table.write = async (one) => {
    if (!dead && 'put' in one && one.put.sk === 'answer' && one.put.state === 'done') {
      dead = true
      throw new Error('died')
    }
    if (dead && 'put' in one && one.put.state === 'open') return true
    return write(one)
  }
  return () => {
    stack.table.write = write
  }
}

describe('an idempotency key', () => {
  it('gives the same answer to the same request, which is done once', async () => {
    const { stack, api, me } = await setting()
    const first = await api.call(me, 'POST /v1/filings', filing, key('a'))
    const second = await api.call(me, 'POST /v1/filings', filing, key('a'))
    expect(first.status).toBe(201)
    expect(second).toMatchObject({ status: 201, body: first.body })
    expect(filings(stack)).toBe(1)
  })

  it('is not refused by its own effect, where the table carries that out after all', async () => {
    const { stack, api, me } = await setting()
    const { transact, write } = stack.table
    const late: Parameters<typeof transact>[0][] = []
    stack.table.transact = async (all) => {
      stack.table.transact = transact
      late.push(all)
      throw new Error('no answer in time')
    }
    expect((await api.call(me, 'POST /v1/filings', filing, key('a'))).status).toBe(500)
    // The next attempt has looked for the effect, and begins.
    stack.table.write = async (one) => {
      const written = await write(one)
      for (const all of late.splice(0)) await transact(all)
      return written
    }
    const again = await api.call(me, 'POST /v1/filings', filing, key('a'))
    expect(again.status).toBe(201)
    expect(await api.call(me, 'POST /v1/filings', filing, key('a'))).toMatchObject({ status: 201, body: again.body })
    expect(filings(stack)).toBe(1)
  })

  it('does not keep a refusal: what stood in the way may be gone', async () => {
    const { stack, api, me } = await setting()
    await api.call(me, 'POST /v1/filings', filing)
    const refused = await api.call(me, 'POST /v1/filings', filing, key('a'))
    expect(refused).toMatchObject({ status: 409, body: { code: 'filing-overlaps' } })
    await api.call(me, `DELETE /v1/filings/${refused.body.filing_id}`)
    const made = await api.call(me, 'POST /v1/filings', filing, key('a'))
    expect(made.status).toBe(201)
    expect(await api.call(me, 'POST /v1/filings', filing, key('a'))).toMatchObject({ status: 201, body: made.body })
    expect(filings(stack)).toBe(2)
  })

  it('is of one body, as JSON: another, or another call, is 422, also after a refusal', async () => {
    const { api, me } = await setting()
    await api.call(me, 'POST /v1/filings', filing, key('a'))
    const { kind, ...rest } = filing
    const otherwiseWritten = ` ${JSON.stringify({ ...rest, kind }, undefined, 2)}\n`
    expect((await api.call(me, 'POST /v1/filings', otherwiseWritten, key('a'))).status).toBe(201)
    const another = await api.call(me, 'POST /v1/filings', { ...filing, to_admdvs: '110000' }, key('a'))
    expect(another).toMatchObject({ status: 422, body: { code: 'key-reused' } })
    expect((await api.call(me, 'POST /v1/filings', filing, key('b'))).status).toBe(409)
    expect((await api.call(me, 'POST /v1/filings', { ...filing, to_admdvs: '110000' }, key('b'))).status).toBe(422)
    const form = { bundle: 'newborn', form: {} }
    expect((await api.call(me, 'POST /v1/cases', form, key('a'))).status).toBe(400)
  })

  it('of a refusal is one call at a time, too', async () => {
    const { stack, api, me } = await setting()
    await api.call(me, 'POST /v1/filings', filing)
    const refused = await api.call(me, 'POST /v1/filings', filing, key('a'))
    await api.call(me, `DELETE /v1/filings/${refused.body.filing_id}`)
    const both = await Promise.all([1, 2, 3].map(() => api.call(me, 'POST /v1/filings', filing, key('a'))))
    expect(both.map(({ status }) => status)).toContain(201)
    expect(filings(stack)).toBe(2)
    expect(new Set(both.map(({ body }) => body.filing_id ?? body.code)).size).toBeLessThanOrEqual(2)
  })

  it("is the caller's own: another's is another", async () => {
    const { api, me, other } = await setting()
    await api.call(me, 'POST /v1/filings', filing, key('a'))
    const theirs = await api.call(other, 'POST /v1/filings', { ...filing, to_admdvs: '110000' }, key('a'))
    expect(theirs.status).toBe(201)
  })

  it('may be used again after a day', async () => {
    const { stack, api, me } = await setting()
    await api.call(me, 'POST /v1/filings', filing, key('a'))
    await stack.advanceTo('2026-03-13T09:00:01+08:00')
    const later = await api.call(me, 'POST /v1/filings', { ...filing, to_admdvs: '110000' }, key('a'))
    expect(later.status).toBe(201)
  })

  it('of what cannot be a key is 400', async () => {
    const { api, me } = await setting()
    for (const bad of ['a b', 'x'.repeat(129)]) {
      const answer = await api.call(me, 'POST /v1/filings', filing, key(bad))
      expect(answer.body).toMatchObject({ status: 400, errors: [{ field: 'Idempotency-Key' }] })
    }
  })

  it('still in progress is 409, with a time to come again', async () => {
    const { stack, api, me } = await setting()
    const { transact } = stack.table
    let inside: Awaited<ReturnType<typeof api.call>> | undefined
    stack.table.transact = async (writes) => {
      stack.table.transact = transact
      inside = await api.call(me, 'POST /v1/filings', filing, key('a'))
      return transact(writes)
    }
    expect((await api.call(me, 'POST /v1/filings', filing, key('a'))).status).toBe(201)
    expect(inside).toMatchObject({ status: 409, body: { code: 'key-in-progress' } })
    expect(inside?.headers.get('retry-after')).toBe('1')
    expect(filings(stack)).toBe(1)
  })

  it('of a call that died after its commit: repeated a minute later it answers as the first would have', async () => {
    const { stack, api, me } = await setting()
    const revive = dieBeforeAnswering(stack)
    expect((await api.call(me, 'POST /v1/filings', filing, key('a'))).status).toBe(500)
    revive()
    expect((await api.call(me, 'POST /v1/filings', filing, key('a'))).status).toBe(409)
    await stack.advanceTo('2026-03-12T09:01:01+08:00')
    const again = await api.call(me, 'POST /v1/filings', filing, key('a'))
    expect(again).toMatchObject({ status: 201, body: { kind: 'long-term', status: 'active' } })
    expect(filings(stack)).toBe(1)
    const other = await api.call(me, 'POST /v1/filings', { ...filing, to_admdvs: '110000' }, key('a'))
    expect(other.status).toBe(422)
  })

  it('of a call whose messages could not be sent: repeated at once it answers as the first would have', async () => {
    const { stack, api } = await setting()
    const psn = await register(stack, 5)
    await stack.setting('130100', { accepts_account_transfer: false })
    await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(psn, '130200', '10.00'))
    await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
    const [kase] = await stack.cases(psn, 'transfer')
    const give = { action: 'provide-bank-account', ...bankAccount, acct_name: '测试5' }
    const { send } = stack.ports.queues
    stack.ports.queues.send = async () => {
      throw new Error('out of reach')
    }
    const target = `POST /v1/cases/${kase!.case_id}/actions`
    expect((await api.call(citizen(psn), target, give, key('a'))).status).toBe(500)
    stack.ports.queues.send = send
    const again = await api.call(citizen(psn), target, give, key('a'))
    expect(again).toMatchObject({ status: 200, body: { waiting_for: { actor: 'clerk', what: 'approve-refund' } } })
    expect((await api.call(citizen(psn), target, give)).status).toBe(409)
    const [task] = await stack.tasks(psn)
    const approve = [clerk('130200'), `POST /v1/tasks/${task!.task_id}/decision`, { decision: 'approve' }] as const
    const decided = await api.call(...approve, key('b'))
    expect(await api.call(...approve, key('b'))).toMatchObject({ status: 200, body: decided.body })
    expect(await api.call(...approve)).toMatchObject({ status: 409, body: { code: 'task-closed' } })
    expect(stack.sent('bank', 'payment.ordered')).toHaveLength(1)
  })
})
