/** What every queue must do: at least once, in no promised order, hidden while somebody works on it. */
import { describe, expect, it } from 'vitest'

/** A message as received. */
export interface Got {
  body: string
  receipt: string
  receiveCount: number
}

/** A queue as the contract sees it. */
export interface QueueUnderTest {
  send(bodies: readonly string[], group?: string): Promise<readonly { body: string; reason: string }[]>
  /** At most `max` messages, hidden from others for so many seconds. */
  receive(max: number, hiddenSeconds: number): Promise<Got[]>
  remove(receipt: string): Promise<void>
  giveBack(receipt: string): Promise<void>
  /** Lets seconds pass. */
  pass(seconds: number): Promise<void>
}

const sorted = (got: readonly { body: string }[]) => got.map(({ body }) => body).sort()

/** Runs the contract; `open` gives an empty queue each time. */
export function queueContract(name: string, open: () => Promise<QueueUnderTest>): void {
  const all = async (queue: QueueUnderTest): Promise<Got[]> => {
    const got: Got[] = []
    for (;;) {
      const some = await queue.receive(10, 30)
      if (some.length === 0) return got
      got.push(...some)
    }
  }

  describe(`a queue (${name})`, () => {
    it('gives every message that was sent, more than a batch holds too, in whatever order', async () => {
      const queue = await open()
      const bodies = Array.from({ length: 37 }, (_, i) => `message ${String(i).padStart(2, '0')} 医保`)
      await queue.send(bodies)
      expect(sorted(await all(queue))).toEqual(bodies)
    })

    it('gives at most ten at once, and no more than asked for', async () => {
      const queue = await open()
      await queue.send(Array.from({ length: 15 }, (_, i) => `m${i}`))
      expect((await queue.receive(3, 30)).length).toBeLessThanOrEqual(3)
      expect((await queue.receive(10, 30)).length).toBeLessThanOrEqual(10)
    })

    it('lets groups take turns: a flood of one holds up neither another nor what names none', async () => {
      const queue = await open()
      await queue.send(
        Array.from({ length: 5_000 }, (_, i) => `flood ${i}`),
        'urn:partner:tax',
      )
      await queue.send(['other'], 'urn:partner:bank')
      await queue.send(['alone'])
      const first = [...(await queue.receive(10, 30)), ...(await queue.receive(10, 30))]
      expect(first.map(({ body }) => body)).toEqual(expect.arrayContaining(['other', 'alone']))
    })

    it('gives nothing when there is nothing', async () => {
      const queue = await open()
      expect(await queue.receive(10, 30)).toEqual([])
      await queue.send([])
      expect(await queue.receive(10, 30)).toEqual([])
    })

    it('takes the same body twice as two messages', async () => {
      const queue = await open()
      await queue.send(['same', 'same'])
      expect(sorted(await all(queue))).toEqual(['same', 'same'])
    })

    it('hides a message while it is worked on, gives it again when its time is over, and counts', async () => {
      const queue = await open()
      await queue.send(['slow'])
      expect(await queue.receive(1, 1)).toMatchObject([{ body: 'slow', receiveCount: 1 }])
      expect(await queue.receive(1, 1)).toEqual([])
      await queue.pass(1.5)
      expect(await queue.receive(1, 1)).toMatchObject([{ body: 'slow', receiveCount: 2 }])
    })

    it('gives a message that was given back at once', async () => {
      const queue = await open()
      await queue.send(['again'])
      const [got] = await queue.receive(1, 30)
      await queue.giveBack(got?.receipt ?? '')
      expect(await queue.receive(1, 30)).toMatchObject([{ body: 'again', receiveCount: 2 }])
    })

    it('never gives again what was removed', async () => {
      const queue = await open()
      await queue.send(['done', 'stays'])
      for (const got of await queue.receive(10, 1)) if (got.body === 'done') await queue.remove(got.receipt)
      await queue.pass(1.5)
      expect(sorted(await all(queue))).toEqual(['stays'])
    })

    it('takes large messages, several together, and refuses one beyond all bounds', async () => {
      const queue = await open()
      const large = Array.from({ length: 5 }, (_, i) => `${i}${'x'.repeat(100 * 1024)}`)
      await queue.send(large)
      expect(sorted(await all(queue))).toEqual(large)
      const tooLarge = 'x'.repeat(1100 * 1024)
      expect((await queue.send([tooLarge])).map(({ body }) => body)).toEqual([tooLarge])
      expect(await queue.receive(10, 1)).toEqual([])
    })

    it('sends the rest once when it refuses one for good, and says which', async () => {
      const queue = await open()
      const tooLarge = 'x'.repeat(1100 * 1024)
      expect((await queue.send(['before', tooLarge, 'after'])).map(({ body }) => body)).toEqual([tooLarge])
      expect(sorted(await all(queue))).toEqual(['after', 'before'])
    })

    it('takes every letter of a name, beyond the basic plane too, and what JSON writes of half a letter', async () => {
      const queue = await open()
      const bodies = ['𠮷野·阿依古丽 👶', '\u{10ffff}', '\uffff\ufffe', '\ud842', '\u0001\n'].map((text) =>
        JSON.stringify(text),
      )
      expect(await queue.send(bodies)).toEqual([])
      expect((await all(queue)).map(({ body }) => JSON.parse(body)).sort()).toEqual(
        bodies.map((b) => JSON.parse(b)).sort(),
      )
    })
  })
}
