/** The list of rejected events, page by page: whatever their times, each is shown once. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { setAside } from '../../../functions/inbox/rejected.ts'
import { addMs, instant } from '../../../shared/calendar/index.ts'
import { apiOf, operator } from '../../support/api.ts'
import { makeStack } from '../../support/stack.ts'

const start = instant('2026-03-02T09:00:00+08:00')

/** Reads the list to its end; between two pages something new may come. */
async function readAll(api: ReturnType<typeof apiOf>, limit: number, between: () => Promise<unknown>) {
  const shown: { id: string; received_at: string }[] = []
  const cursors = new Set<string>()
  for (let cursor: string | undefined; ; ) {
    const path = `/v1/rejected-events?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`
    const { body } = await api.call(operator, `GET ${path}`)
    shown.push(...body.events)
    cursor = body.cursor
    if (cursor === undefined) return shown
    expect(cursors).not.toContain(cursor)
    cursors.add(cursor)
    await between()
  }
}

it('shows all of them once, newest first, however many bear the same time and whatever comes meanwhile', async () => {
  const moments = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(moments, fc.integer({ min: 1, max: 25 }), async (times, limit) => {
      const stack = await makeStack({ now: start })
      const api = apiOf(stack)
      const set: string[] = []
      for (const [n, time] of times.entries()) {
        const ports = { ...stack.ports, clock: { now: () => addMs(start, time) } }
        set.push(await setAside(ports, { body: `event ${n}` }, { reason: 'invalid', errors: [] }))
      }
      let later = 0
      const newcomer = { ...stack.ports, clock: { now: () => addMs(start, 1000) } }
      const between = () => setAside(newcomer, { body: `late ${later++}` }, { reason: 'invalid', errors: [] })
      const shown = await readAll(api, limit, between)
      expect(shown.map(({ id }) => id).sort()).toEqual([...set].sort())
      const order = shown.map(({ received_at }) => received_at)
      expect(order).toEqual([...order].sort().reverse())
    }),
    { numRuns: 40 },
  )
})
