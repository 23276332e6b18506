import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Batching, ReadOnce } from '../../shared/batching.ts'

/** Calls that end when the test says so. */
function calls() {
  const begun: { asked: readonly number[]; end(answers: readonly string[]): void; fail(error: Error): void }[] = []
  const call = (asked: readonly number[]) =>
    new Promise<readonly string[]>((end, fail) => begun.push({ asked, end, fail }))
  return { begun, call }
}

describe('what is asked', () => {
  it('in one turn goes together, and each has its own answer', async () => {
    const { begun, call } = calls()
    const batching = new Batching(call)
    const answers = Promise.all([batching.ask(1), batching.ask(2)])
    await turn()
    expect(begun.map(({ asked }) => asked)).toEqual([[1, 2]])
    begun[0]?.end(['one', 'two'])
    expect(await answers).toEqual(['one', 'two'])
  })

  it('while a call is under way waits for the next: no answer is older than its question', async () => {
    const { begun, call } = calls()
    const batching = new Batching(call)
    const first = batching.ask(1)
    await turn()
    const late = [batching.ask(2), batching.ask(3)]
    await turn()
    expect(begun).toHaveLength(1)
    begun[0]?.end(['one'])
    expect(await first).toBe('one')
    await turn()
    expect(begun[1]?.asked).toEqual([2, 3])
    begun[1]?.end(['two', 'three'])
    expect(await Promise.all(late)).toEqual(['two', 'three'])
  })

  it('goes in calls of the size that is taken', async () => {
    const sizes: number[] = []
    const call = async (asked: readonly number[]) => {
      sizes.push(asked.length)
      return asked
    }
    const batching = new Batching(call, (waiting) => Math.min(3, waiting.length))
    expect(await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => batching.ask(n)))).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(sizes).toEqual([3, 3, 1])
  })

  it('by a crowd goes in several calls beside each other; what is less than one waits for one of them', async () => {
    const { begun, call } = calls()
    const batching = new Batching(call, (waiting) => Math.min(2, waiting.length), 2)
    const answers = Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => batching.ask(n)))
    await turn()
    expect(begun.map(({ asked }) => asked)).toEqual([
      [1, 2],
      [3, 4],
    ])
    begun[1]?.end(['3', '4'])
    await turn()
    expect(begun[2]?.asked).toEqual([5, 6])
    begun[2]?.end(['5', '6'])
    await turn()
    expect(begun).toHaveLength(3)
    begun[0]?.end(['1', '2'])
    await turn()
    begun[3]?.end(['7'])
    expect(await answers).toEqual(['1', '2', '3', '4', '5', '6', '7'])
  })

  it('fails with its call alone: the next goes on', async () => {
    const { begun, call } = calls()
    const batching = new Batching(call)
    const lost = batching.ask(1)
    await turn()
    const later = batching.ask(2)
    begun[0]?.fail(new Error('gone'))
    await expect(lost).rejects.toThrow('gone')
    await turn()
    begun[1]?.end(['two'])
    expect(await later).toBe('two')
  })
})

describe('what is read once', () => {
  it('is there for who comes later, without waiting', async () => {
    const reads = new ReadOnce()
    let loads = 0
    const load = async () => ++loads
    const both = [reads.load('a', load), reads.load('a', load)]
    expect(reads.known('a')).toBeUndefined()
    expect(await Promise.all(both)).toEqual([1, 1])
    expect(reads.known('a')).toEqual({ value: 1 })
  })

  it('is loaded anew if it failed', async () => {
    const reads = new ReadOnce()
    await expect(reads.load('a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
    expect(reads.known('a')).toBeUndefined()
    expect(await reads.load('a', async () => 2)).toBe(2)
  })
})
