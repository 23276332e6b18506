/** What the simulator found while it was built, each as the shortest story that shows it. */
import type { SQSEvent } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { advanceClearing, openClearing } from '../../functions/clearing/clearing.ts'
import { makeSweep } from '../../functions/clock/clock.ts'
import { messageOf } from '../../functions/inbox/inbox.ts'
import { makeWorker } from '../../functions/worker/worker.ts'
import { addMs, type Day } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { accountIn } from '../../shared/registers/ledger.ts'
import { queryAll } from '../../shared/table/table.ts'
import { credit, enrolment, pause, register } from '../support/people.ts'
import { makeStack, type Stack } from '../support/stack.ts'

const A = '130200'
const B = '130100'
const today = '2026-03-02' as Day

/** A person whose account waits for the clerk of A. */
async function moving(stack: Stack, n: number, amt: string): Promise<string> {
  const psn = await register(stack, n)
  await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
  await stack.happen('account.credited', credit(psn, A, amt))
  await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
  await stack.happen('enrolment.registered', enrolment(psn, B, today))
  return psn
}

async function approve(stack: Stack, psn: string): Promise<void> {
  const [task] = await stack.tasks(psn)
  await stack.decideTask(task?.task_id ?? '', { decision: 'approve' })
}

const start = () => makeStack({ now: `${today}T09:00:00+08:00` })

describe('found by the simulator', () => {
  it('an order that is sent twice says the same twice (seed 201: its time was that of the sending)', async () => {
    const stack = await start()
    await approve(stack, await moving(stack, 1, '100.00'))
    const sent: string[] = []
    let marks = 0
    const table: Ports['table'] = {
      ...stack.table,
      async write(write) {
        // The clearing's mark is not taken away the first time: its orders leave again.
        if ('update' in write && write.update.pk.startsWith('CR#') && ++marks === 1) throw new Error('timed out')
        return stack.table.write(write)
      },
    }
    const queues: Ports['queues'] = {
      async send(_queue, bodies) {
        sent.push(...bodies)
        return []
      },
    }
    const ports: Ports = { ...stack.ports, table, queues }
    await expect(openClearing(ports, stack.rules, '13', today)).rejects.toThrow()
    stack.clock.set(addMs(stack.clock.now(), 120_000))
    await advanceClearing(ports, stack.rules, `CLR-13-${today}`)
    expect(sent).toHaveLength(2)
    expect(sent[1]).toBe(sent[0])
  })

  it('no claim joins a clearing whose orders are being reckoned (seed 175: it was funded without an order)', async () => {
    const stack = await start()
    const [one, two] = [await moving(stack, 1, '100.00'), await moving(stack, 2, '30.00')]
    await approve(stack, one)
    let met = false
    const table: Ports['table'] = {
      ...stack.table,
      async query(query) {
        const page = await stack.table.query(query)
        if (query.pk.startsWith('CR#') && !met) {
          // While one worker has read the claims, another is approved; a second worker takes it in, and dies.
          met = true
          await approve(stack, two)
          const dying: Ports = { ...stack.ports, table: { ...stack.table, write: () => new Promise(() => {}) } }
          void advanceClearing(dying, stack.rules, `CLR-13-${today}`)
          await new Promise((done) => setTimeout(done, 20))
        }
        return page
      },
    }
    const clearing = await openClearing({ ...stack.ports, table }, stack.rules, '13', today)
    const claims = await queryAll(stack.table, { pk: `CR#${clearing.clearing_id}`, from: 'claim#', to: 'claim~' })
    const taken = claims.reduce((sum, item) => sum + (JSON.parse(item.d as string) as { amt: number }).amt, 0)
    expect(clearing.gross.reduce((sum, { amt }) => sum + amt, 0)).toBe(taken)
    expect(clearing.orders.reduce((sum, { amt }) => sum + amt, 0)).toBe(taken)
  })

  it('a message given to two at once leaves nothing unsent if the one who committed dies (seed 23)', async () => {
    const stack = await start()
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
    const event = { type: 'enrolment.registered', id: 'x', source: 'urn:test', time: stack.clock.now() } as const
    const came = { body: '', via: 'inbox', digest: '' }
    const message = messageOf(stack.ports, { ...event, data: enrolment(psn, B, today) } as never, came)
    const record = {
      messageId: 'm',
      body: JSON.stringify(message),
      attributes: { ApproximateReceiveCount: '1' },
    }
    const batch = { Records: [record] } as unknown as SQSEvent
    const dies: Ports = { ...stack.ports, queues: { send: () => new Promise(() => {}) } }
    void makeWorker(dies, stack.rules)(batch)
    await new Promise((done) => setTimeout(done, 20))
    expect(stack.sent('registry')).toEqual([])
    const { batchItemFailures } = await makeWorker(stack.ports, stack.rules)(batch)
    expect(batchItemFailures).toEqual([])
    expect(stack.sent('registry')).toHaveLength(1)
  })

  it('more events than a commit holds can wait for one person for an hour (seed 146: none could go on)', async () => {
    const stack = await start()
    const late = 130
    for (let i = 0; i < late; i++) await stack.send('account.credited', credit('P000001', A, '1.00'))
    await stack.run()
    stack.clock.set(addMs(stack.clock.now(), 3_700_000))
    for (let sweeps = 0; sweeps < 12; sweeps++) {
      await makeSweep(stack.ports)()
      await stack.run()
    }
    await register(stack, 1)
    const file = await stack.file('P000001')
    expect(file.all('parked')).toEqual([])
    expect(accountIn(file, A as never).balance).toBe(late * 100)
  })
})
