/** Lines of the audit trail share requests: none is lost, none is answered for before it stands, one's fault is its own. */
import { describe, expect, test } from 'vitest'
import { audited } from '../../../functions/calls/audit.ts'
import { instant } from '../../../shared/calendar/index.ts'
import { manualClock } from '../../../shared/clock/index.ts'
import { memoryTable } from '../../../shared/table/memory.ts'
import type { Item } from '../../../shared/table/table.ts'

const clerk = { id: 'clerk:130100', role: 'clerk' } as const
const turn = () => new Promise((done) => setImmediate(done))

/** A trail on a table whose requests wait until they are let through, or fail. */
function scene() {
  const table = memoryTable()
  const requests: { lines: readonly Item[]; pass(): void; fail(error: Error): void }[] = []
  const { putMany } = table
  table.putMany = async (lines) => {
    await new Promise<void>((pass, fail) => requests.push({ lines, pass, fail }))
    return putMany(lines)
  }
  const ports = { table, clock: manualClock(instant('2026-05-01T08:00:00+08:00')) }
  const note = (about: string, detail?: unknown) => audited(ports, clerk, 'case.read', about, detail)
  const stored = () => [...table.items.values()].map(({ d }) => JSON.parse(d as string).about as string).sort()
  return { requests, note, stored }
}

describe('lines of the audit trail', () => {
  test('go at once when none is under way, and say who did what about whom and when', async () => {
    const { requests, note, stored } = scene()
    const noted = note('TR-1', { ids: ['a'] })
    await turn()
    const line = requests[0]?.lines[0]
    expect(line?.pk).toMatch(/^U#2026-05-01#\d+$/)
    expect(JSON.parse(line?.d as string)).toEqual({
      at: '2026-05-01T08:00:00+08:00',
      by: clerk.id,
      role: 'clerk',
      what: 'case.read',
      about: 'TR-1',
      detail: { ids: ['a'] },
    })
    requests[0]?.pass()
    await noted
    expect(stored()).toEqual(['TR-1'])
  })

  test('wait for the request under way and go together, 25 in one; nobody is answered before their line stands', async () => {
    const { requests, note, stored } = scene()
    const first = note('first')
    await turn()
    let answered = 0
    const others = Array.from({ length: 30 }, (_, n) => note(`${n}`).then(() => answered++))
    await turn()
    expect(requests).toHaveLength(1)
    requests[0]?.pass()
    await first
    await turn()
    expect(requests[1]?.lines).toHaveLength(25)
    expect(answered).toBe(0)
    requests[1]?.pass()
    await turn()
    expect(answered).toBe(25)
    expect(requests[2]?.lines).toHaveLength(5)
    requests[2]?.pass()
    await Promise.all(others)
    expect(stored()).toHaveLength(31)
  })

  test('that could not be written fail their calls, and the next are written', async () => {
    const { requests, note, stored } = scene()
    const failed = Promise.allSettled([note('a'), note('b')])
    await turn()
    const next = note('c')
    requests[0]?.fail(Object.assign(new Error('throttled'), { name: 'ThrottlingException' }))
    for (const one of await failed) {
      expect(one).toMatchObject({ status: 'rejected', reason: { name: 'ThrottlingException' } })
    }
    await turn()
    // Not again by itself: whoever is told no asks again.
    expect(requests).toHaveLength(2)
    requests[1]?.pass()
    await next
    expect(stored()).toEqual(['c'])
  })

  test('are written one by one where the table refuses them for what one of them holds', async () => {
    const { requests, note, stored } = scene()
    const noted = Promise.allSettled([note('a'), note('too long', 'x'.repeat(500_000)), note('b')])
    await turn()
    requests[0]?.pass()
    await turn()
    for (const { pass } of requests.slice(1)) pass()
    expect((await noted).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(stored()).toEqual(['a', 'b'])
  })
})
