/** Who waits for a topic: all are woken, in whatever shard they stand, and so are those of before there were shards. */
import { expect, it } from 'vitest'
import { wakeMarked } from '../../../functions/worker/topics.ts'
import { baseTopic, policyTopic, subscriberKey, subscriberPartitions, topicKey } from '../../../shared/table/keys.ts'
import { makeStack } from '../../support/stack.ts'

const topic = policyTopic('demo')

async function setting(waiting: number) {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  const woken: string[] = []
  const send = async (queue: string, bodies: readonly string[], group?: string) => {
    for (const body of bodies) {
      const message = JSON.parse(body)
      expect([queue, group, message.kind]).toEqual(['mass', topic, 'wake'])
      woken.push(message.pid)
    }
    return []
  }
  for (let n = 0; n < waiting; n++) {
    await stack.table.write({ put: { ...subscriberKey(topic, `case${n}`), d: `P${n}` } })
  }
  await stack.table.write({ put: { ...topicKey(topic), v: 1, due: 'due#0', due_at: stack.clock.now() } })
  return { stack, ports: { ...stack.ports, queues: { send } }, woken }
}

it('wakes each of a parameter’s many, page by page and shard by shard, and takes the mark away', async () => {
  const { stack, ports, woken } = await setting(3_000)
  await wakeMarked(ports, topic)
  expect(woken.sort()).toEqual(Array.from({ length: 3_000 }, (_, n) => `P${n}`).sort())
  expect((await stack.table.get(topicKey(topic)))?.due).toBeUndefined()
})

it('brings who stands where an older release wrote it to where its case will look for it, and wakes it', async () => {
  const { stack, ports, woken } = await setting(0)
  const old = Array.from({ length: 40 }, (_, n) => ({ pk: topicKey(topic).pk, sk: `sub#case${n}`, d: `P${n}` }))
  for (const put of old) await stack.table.write({ put })
  await wakeMarked(ports, topic)
  expect([...new Set(woken)].sort()).toEqual(old.map(({ d }) => d).sort())
  for (const { d, sk } of old) {
    expect(await stack.table.get(subscriberKey(topic, sk.slice('sub#'.length)))).toMatchObject({ d })
  }
  const waiting = [...stack.table.items.values()].filter((item) => item.sk.startsWith('sub#'))
  expect(waiting).toHaveLength(old.length)
})

it('spreads those who wait for a parameter, and keeps an employer’s staff together', () => {
  expect(subscriberPartitions(topic)[0]).toBe(topicKey(topic).pk)
  expect(subscriberPartitions(topic)).toHaveLength(8)
  expect(subscriberPartitions(baseTopic('E1', '130100' as never, 2026))).toHaveLength(1)
})
