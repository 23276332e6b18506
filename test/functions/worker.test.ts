/** What the inputs of one batch share, and what they must not. */
import { describe, expect, it } from 'vitest'
import { makeWorker } from '../../functions/worker/worker.ts'
import { instant } from '../../shared/calendar/index.ts'
import { measuredBy } from '../../shared/metrics.ts'
import { policyPartition } from '../../shared/table/keys.ts'
import { certnoOf, credit, enrolment, pause, person, register } from '../support/people.ts'
import { makeStack, type Stack } from '../support/stack.ts'

const A = '130200'
const B = '130100'

/** Counts the reads of all parameters from here on. */
function countReads({ table }: Stack): () => number {
  const query = table.query
  let reads = 0
  table.query = (asked) => {
    if (asked.pk === policyPartition) reads++
    return query(asked)
  }
  return () => reads
}

describe('a batch', () => {
  it('reads the parameters once for all its inputs, and the next batch reads them again', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const people = [await register(stack, 1), await register(stack, 2), await register(stack, 3)]
    for (const psn of people) {
      await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
      await stack.happen('account.credited', credit(psn, A, '100.00'))
      await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
    }
    const reads = countReads(stack)
    for (const psn of people.slice(0, 2)) await stack.send('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    await stack.run()
    expect(reads()).toBe(1)
    await stack.happen('enrolment.registered', enrolment(people[2]!, B, '2026-03-02'))
    expect(reads()).toBe(2)
    for (const psn of people) expect(await stack.cases(psn, 'transfer')).toHaveLength(1)
  })

  it('asks only for the version of parameters that it knows, and decides once', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const people = [await register(stack, 1), await register(stack, 2), await register(stack, 3)]
    for (const psn of people) {
      await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
      await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
    }
    await stack.happen('enrolment.registered', enrolment(people[0]!, B, '2026-03-02'))
    stack.clock.set(instant('2026-03-02T09:01:00+08:00'))
    await stack.happen('enrolment.registered', enrolment(people[1]!, B, '2026-03-02'))
    const reads = countReads(stack)
    await stack.happen('enrolment.registered', enrolment(people[2]!, B, '2026-03-02'))
    expect(reads()).toBe(0)
    for (const psn of people) expect(await stack.cases(psn, 'transfer')).toHaveLength(1)
  })

  it('sees what was set before its events were sent', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, '140100', '2019-03-01'))
    await stack.happen('enrolment.paused', pause(psn, '140100', '2026-01-31'))
    const switchedOn = { name: 'transfer_without_application', admdvs: '140000', from: '2026-01-01', value: true }
    await stack.policy(switchedOn)
    await stack.happen('enrolment.registered', enrolment(psn, '140200', '2026-03-02'))
    expect(await stack.cases(psn, 'transfer')).toHaveLength(1)
  })

  it('reads anew for an input that lost a race: a parameter set meanwhile is not waited for', async () => {
    const stack = await makeStack({ now: '2026-11-02T10:00:00+08:00' })
    await stack.happen('person.registered', person(2))
    const { table } = stack
    const transact = table.transact
    table.transact = async (writes) => {
      const waits = writes.some((write) => 'check' in write && write.check.pk === policyPartition)
      if (waits) {
        table.transact = transact
        await stack.policy({ name: 'resident_premium', admdvs: '000000', from: '2027-01-01', value: '420.00' })
      }
      return transact(writes)
    }
    await stack.happen('birth.certified', {
      birth_cert_no: 'Z130000001',
      brdy: '2026-11-02T08:00:00+08:00',
      gend: '1',
      psn_name: '测试宝',
      fixmedins_code: 'H13010200001',
      guardians: [{ certno: certnoOf(2), psn_name: '测试2', relation: 'mother' }],
    })
    expect(table.transact).toBe(transact)
    const child = (await stack.file('P000002')).all('link')[0]!.psn_no
    expect(await stack.tasks(child)).toEqual([])
    const [kase] = await stack.cases(child)
    expect(kase?.state).toMatchObject({
      offers: [{ year: 2026 }, { year: 2027, offer: expect.not.stringMatching('missing') }],
    })
  })
})

describe('what only a newer release knows', () => {
  const message = (pid: string) => ({ kind: 'wake', pid })

  it.each([
    ['a message', (pid: string) => ({ kind: 'audit', pid })],
    ['a signal', (pid: string) => ({ kind: 'signal', pid, signal: { kind: 'moved-in', from: pid } })],
  ])('%s of an unknown kind comes again, changes nothing, and holds up no other', async (_, unknown) => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    const before = await stack.file(psn)
    const lines: { message: string; fields: Record<string, unknown> }[] = []
    const note = (message: string, fields: Record<string, unknown> = {}) => void lines.push({ message, fields })
    const work = makeWorker({ ...stack.ports, log: { info: note, warn: note, error: note } })
    const bodies = [unknown(before.pid), message(before.pid)].map((body) => JSON.stringify(body))
    const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body }))
    const { batchItemFailures } = await work({ Records } as Parameters<typeof work>[0])
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }])
    const after = await stack.file(psn)
    expect({ version: after.version, rows: after.all('link') }).toEqual({
      version: before.version,
      rows: before.all('link'),
    })
    // It says so in the log, and is not held against the release by which it failed.
    const failed = lines.filter(({ message }) => message === 'message failed')
    expect(failed).toHaveLength(1)
    expect(failed.flatMap(({ message, fields }) => measuredBy[message]?.(fields) ?? [])).toEqual([])
  })
})
