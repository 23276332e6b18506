/** A crowd that falls due at one moment: found and woken once, whoever dies or comes twice, at a cost that is counted. */
import { describe, expect, it } from 'vitest'
import { makeSweep } from '../../../functions/clock/clock.ts'
import { makeRules } from '../../../functions/worker/personal.ts'
import { work } from '../../../functions/worker/worker.ts'
import { addMs, instant } from '../../../shared/calendar/index.ts'
import { manualClock } from '../../../shared/clock/index.ts'
import type { OwnMessage } from '../../../shared/engine/messages.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { dueShard, dueShardAt, dueShards } from '../../../shared/table/keys.ts'
import { memoryTable } from '../../../shared/table/memory.ts'
import type { Table } from '../../../shared/table/table.ts'
import { countingUnits } from '../../bench/units.ts'
import { testKeys } from '../../support/stack.ts'

const now = instant('2026-03-31T16:00:00+08:00')
const rules = makeRules(testKeys)

type Sent = { message: OwnMessage; queue: string; group: string | undefined }

/** A table, a clock that stands, and what was sent; messages of ours are worked on when `work` is called. */
function setting() {
  const table = memoryTable()
  const sent: Sent[] = []
  const clock = manualClock(now)
  const ports: Ports = {
    table,
    clock,
    keys: testKeys,
    stage: 'test',
    epoch: 0,
    bundlesLive: true,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    backoff: async () => {},
    queues: {
      async send(queue, bodies, group) {
        sent.push(...bodies.map((body) => ({ message: JSON.parse(body) as OwnMessage, queue, group })))
        return []
      },
    },
  }
  return { table, sent, clock, ports }
}

/** The ports, with every call told before it is made. */
function telling(
  { table, queues, ...rest }: Ports,
  tell: (call: 'read' | 'write' | 'messages', many: number) => void,
): Ports {
  const before =
    <Asked extends unknown[], Answer>(call: 'read' | 'write', make: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked) => {
      tell(call, 1)
      return make(...asked)
    }
  return {
    ...rest,
    table: {
      ...table,
      get: before('read', table.get),
      getMany: before('read', table.getMany),
      query: before('read', table.query),
      write: before('write', table.write),
    },
    queues: {
      async send(queue, bodies, group) {
        tell('messages', bodies.length)
        return queues.send(queue, bodies, group)
      },
    },
  }
}

type Setting = ReturnType<typeof setting>

/** So many persons, each with something that falls due now; all in one shard, or where they belong. */
async function crowd(table: Table, count: number, shard?: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const due = shard === undefined ? dueShard(`P${n}`) : dueShardAt(shard)
    await table.write({ put: { pk: `P#P${n}`, sk: 'B#case#x', due, due_at: now, d: 'x'.repeat(900) } })
  }
}

const sweeps = ({ sent }: Setting) => sent.filter(({ message }) => message.kind === 'sweep')
const wakes = ({ sent }: Setting) =>
  sent.flatMap(({ message }) => (message.kind === 'wake' ? [message.pid as string] : []))

/** Works on the messages of sweepers until none is left. */
async function workOff(made: Setting, ports = made.ports): Promise<void> {
  for (let done = 0; done < sweeps(made).length; done++) await work(ports, rules, sweeps(made)[done]!.message)
}

const everybody = (count: number) => Array.from({ length: count }, (_, n) => `P${n}`).sort()

describe('a crowd in one shard', () => {
  it('is woken by the clock as far as one page goes, and by sweepers to the end: each once', async () => {
    const made = setting()
    await crowd(made.table, 1_234, 7)
    await makeSweep(made.ports)()
    expect(wakes(made)).toHaveLength(100)
    expect(sweeps(made)).toEqual([{ message: { kind: 'sweep', shard: 7 }, queue: 'mass', group: 'sweep' }])
    await workOff(made)
    expect(wakes(made).sort()).toEqual(everybody(1_234))
    for (const { message, queue, group } of made.sent) {
      if (message.kind === 'wake') expect([queue, group]).toEqual(['steady', 'due'])
    }
    expect(await makeSweep(made.ports)()).toBe(0)
  })

  it('is worked on for as long as one message may be, then by a further one', async () => {
    const made = setting()
    await crowd(made.table, 2_000, 7)
    const rested: number[] = []
    const pause = async (ms: number) => {
      rested.push(ms)
      made.clock.set(addMs(made.clock.now(), ms))
    }
    await work({ ...made.ports, pause }, rules, { kind: 'sweep', shard: 7 })
    expect(wakes(made)).toHaveLength(1_500)
    expect(sweeps(made)).toHaveLength(1)
    // Two units for each of a hundred entries that move, four for what comes of each wake; 52 go to events (decision 0064).
    expect(Math.min(...rested) / 1_000).toBeGreaterThanOrEqual((100 * (2 + 4)) / (500 - 52))
    await workOff(made, { ...made.ports, pause })
    expect(wakes(made).sort()).toEqual(everybody(2_000))
  })

  it('is not woken twice by a message that comes twice, nor by the clock while somebody is at it', async () => {
    const made = setting()
    await crowd(made.table, 1_000, 7)
    const pause = async () => {
      await Promise.all([work(made.ports, rules, { kind: 'sweep', shard: 7 }), makeSweep(made.ports)()])
    }
    await Promise.all([1, 2, 3].map(() => work({ ...made.ports, pause }, rules, { kind: 'sweep', shard: 7 })))
    await workOff(made)
    expect(wakes(made).sort()).toEqual(everybody(1_000))
  })

  it('is gone on with by the clock when its sweeper has died', async () => {
    const made = setting()
    await crowd(made.table, 500, 7)
    const never = () => new Promise<void>(() => {})
    void work({ ...made.ports, pause: never }, rules, { kind: 'sweep', shard: 7 })
    while (wakes(made).length < 100) await new Promise((done) => setImmediate(done))
    await new Promise((done) => setImmediate(done))
    const sweep = makeSweep(made.ports)
    expect(await sweep()).toBe(1)
    expect(wakes(made)).toHaveLength(100)
    made.clock.set(addMs(now, 60_000))
    await sweep()
    await workOff(made)
    expect(wakes(made).sort()).toEqual(everybody(500))
  })

  it('loses no wake wherever somebody dies', async () => {
    /** Dies at one call; an hour passes, with a sweep every five minutes. Messages that fail are gone. */
    const anHour = async (dieAt: number) => {
      const made = setting()
      await crowd(made.table, 230, 7)
      const woken = new Set<string>()
      let calls = 0
      const mortal = telling(made.ports, () => {
        if (++calls === dieAt) throw new Error('died')
      })
      const sweep = makeSweep(mortal)
      for (let minute = 0; minute < 60; minute += 5) {
        await sweep().catch(() => {})
        for (const pid of wakes(made)) woken.add(pid)
        for (const { message } of made.sent.splice(0)) {
          if (message.kind === 'sweep') await work(mortal, rules, message).catch(() => {})
        }
        made.clock.set(addMs(made.clock.now(), 5 * 60_000))
      }
      return { calls, woken: [...woken].sort() }
    }
    const { calls, woken } = await anHour(0)
    expect(woken).toEqual(everybody(230))
    for (let dieAt = 1; dieAt < Math.min(calls, 700); dieAt += 11) {
      expect((await anHour(dieAt)).woken, `died at call ${dieAt}`).toEqual(everybody(230))
    }
  })

  it('is believed by the table, not by an index that lags', async () => {
    const made = setting()
    await crowd(made.table, 300, 7)
    const stale = await made.table.query({ index: 'due', pk: dueShardAt(7), limit: 100 })
    await makeSweep(made.ports)()
    const { table } = made.ports
    const lagging: Table = {
      ...table,
      query: (query) => (query.cursor === undefined ? Promise.resolve(stale) : table.query(query)),
    }
    await workOff(made, { ...made.ports, table: lagging })
    expect(wakes(made).sort()).toEqual(everybody(300))
  })
})

it('wakes a person once, however much of theirs falls due', async () => {
  const made = setting()
  for (const sk of ['B#case#x', 'B#case#y', 'B#parked#z']) {
    await made.table.write({ put: { pk: 'P#P1', sk, due: dueShard('P1'), due_at: now } })
  }
  await makeSweep(made.ports)()
  expect(wakes(made)).toEqual(['P1'])
})

it('of a crowd in all shards costs each who is woken a little more than one call, and three units a kilobyte', async () => {
  const made = setting()
  const people = 200 * dueShards
  let units = 0
  const table = countingUnits(made.table, (more) => {
    units += more
  })
  await crowd(table, people)
  const calls = { read: 0, write: 0, messages: 0 }
  const ports = telling({ ...made.ports, table }, (call, many) => {
    calls[call] += many
  })
  units = 0
  await makeSweep(ports)()
  await workOff(made, ports)
  expect(wakes(made)).toHaveLength(people)
  // The item, its entry in the index that goes and the one that comes; beside them those who are at a shard say so.
  expect(units / people).toBeLessThan(3.02)
  expect(calls.write / people).toBeLessThan(1.02)
  expect(calls.messages / people).toBeLessThan(1.01)
  expect(calls.read / people).toBeLessThan(0.04)
})
