/** What the bank says late of payments of one person under two numbers: nothing is paid twice unheard, no fen is lost. */
import { describe, expect, it } from 'vitest'
import { liftHold, setHold } from '../../functions/api/holds.ts'
import { pidOf } from '../../shared/identity/index.ts'
import { loadPerson } from '../../shared/table/files.ts'
import { bankAccount, certnoOf, register } from '../support/people.ts'
import { type Stack, testKeys } from '../support/stack.ts'
import { birth, childOf, makeNursery, motherBirth, paid } from './bundles/newborn-support.ts'
import { allowance } from './merged-support.ts'

const other = { ...bankAccount, acct_no: '6222000099998888' }

const fileOf = (stack: Stack, psnNo: string) => loadPerson(stack.table, testKeys, pidOf(testKeys, psnNo))
const orders = (stack: Stack) => stack.sent('bank', 'payment.ordered').map(({ data }) => data)
const settled = (stack: Stack, { pay_no, amt }: Record<string, unknown>, time: string) =>
  stack.happen('payment.settled', { pay_no, amt, bank_time: time }, { time })
const returned = (stack: Stack, { pay_no, amt }: Record<string, unknown>, time: string) =>
  stack.happen('payment.returned', { pay_no, amt, reason: '账户已销户' }, { time })

describe('an order of a case that had ended under the lost number', () => {
  it('does not leave once it is called off under the number that is kept', async () => {
    const stack = await makeNursery('2026-03-10T09:00:00+08:00')
    await register(stack, 2, { brdy: motherBirth, bank_acct: bankAccount })
    await register(stack, 4, { brdy: '2026-03-10' })
    await stack.happen('birth.certified', birth('2026-03-10'))
    for (const hour of ['08', '09']) {
      const more = { payer_certno: certnoOf(2, motherBirth), paid_at: `2026-03-10T${hour}:00:00+08:00` }
      await stack.happen('premium.paid', { ...paid(2026, '2026-03-10'), ...more })
    }
    const [first = {}] = orders(stack)
    await returned(stack, first, '2026-03-10T10:00:00+08:00')
    // Whoever ordered it anew is stopped before anything has left.
    const { send } = stack.ports.queues
    stack.ports.queues.send = async (queue, bodies) => {
      if (queue === 'bank') throw new Error('stopped')
      return send(queue, bodies)
    }
    await expect(register(stack, 2, { brdy: motherBirth, bank_acct: other })).rejects.toThrow('worker failed')
    stack.ports.queues.send = send
    expect((await stack.cases(childOf(), 'newborn'))[0]).toMatchObject({ status: 'done' })
    await stack.happen('person.merged', { psn_no: childOf(), into_psn_no: 'P000004', reason: '同一个孩子' })
    await settled(stack, first, '2026-03-10T11:00:00+08:00')
    const rows = (await fileOf(stack, 'P000004')).all('payment')
    expect(rows.map(({ called_off }) => called_off !== undefined).sort()).toEqual([false, true])
    await stack.advanceTo('2026-03-11T09:00:00+08:00')
    expect(orders(stack)).toHaveLength(1)
  })
})

describe('an order that the bank had returned before its number was lost', () => {
  const lost = 'P000002'
  const kept = 'P000004'
  const area = '440100'
  const merge = { psn_no: lost, into_psn_no: kept, reason: '同一人重复建档' }
  const byHand = async (stack: Stack) => (await stack.tasks(kept)).filter(({ kind }) => kind === 'reverse-by-hand')
  const openCase = async (stack: Stack) =>
    (await stack.cases(kept, 'maternity-allowance')).find(({ status }) => status !== 'withdrawn')

  /** The two are found to be one, and what is asked anew is answered. */
  async function mergeAndVerify(stack: Stack) {
    await stack.happen('person.merged', merge)
    const verify = (await stack.tasks(kept)).find(({ kind }) => kind === 'verify-birth')
    await stack.decideTask(verify?.task_id ?? '', { decision: 'approve' })
  }

  /** The mother's allowance was ordered under the lost number, and came back. */
  async function cameBack() {
    const stack = await allowance({ bank_acct: bankAccount })
    const [first = {}] = orders(stack)
    await returned(stack, first, '2026-04-08T10:00:00+08:00')
    return { stack, first }
  }

  it('and is paid after all: who pays is told once, and no second order leaves', async () => {
    const { stack, first } = await cameBack()
    await setHold(stack.ports, 'payments', '核对', 'operator:test')
    await mergeAndVerify(stack)
    expect(await byHand(stack)).toEqual([])
    await settled(stack, first, '2026-04-08T11:00:00+08:00')
    expect(await byHand(stack)).toMatchObject([
      { owner: { role: 'clerk', area }, facts: { psn_no: lost, reason: 'merged', orders: [{ pay_no: first.pay_no }] } },
    ])
    await liftHold(stack.ports, 'payments', 'operator:test')
    await stack.run()
    expect(orders(stack)).toHaveLength(1)
    expect(await openCase(stack)).toMatchObject({ status: 'done', outcome: { result: 'paid' } })
    // Said again it changes nothing; taken back, it is owed once more and nobody has to recover anything.
    await settled(stack, first, '2026-04-08T12:00:00+08:00')
    expect(await byHand(stack)).toHaveLength(1)
    await returned(stack, first, '2026-04-08T13:00:00+08:00')
    expect(await byHand(stack)).toEqual([])
    expect(await openCase(stack)).toMatchObject({ status: 'waiting' })
    await settled(stack, first, '2026-04-08T14:00:00+08:00')
    expect(await byHand(stack)).toHaveLength(1)
  })

  it('and both are paid: who pays is told of the first', async () => {
    const { stack, first } = await cameBack()
    await mergeAndVerify(stack)
    const second = orders(stack)[1] ?? {}
    expect(second.amt).toBe(first.amt)
    await settled(stack, second, '2026-04-08T11:00:00+08:00')
    await settled(stack, first, '2026-04-08T12:00:00+08:00')
    const [task] = await byHand(stack)
    expect(task?.facts.orders).toEqual([{ pay_no: first.pay_no, amt: first.amt }])
    const decided = await stack.decideTask(task?.task_id ?? '', { decision: 'approve' })
    expect(decided.result).toBe('done')
    await settled(stack, first, '2026-04-08T13:00:00+08:00')
    expect(await byHand(stack)).toEqual([])
  })
})
