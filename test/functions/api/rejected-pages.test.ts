/** The list of rejected events, page by page: whatever their times, each is shown once. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listRejected } from '../../../functions/api/rejected.ts'
import { setAside } from '../../../functions/inbox/rejected.ts'
import { addMs, instant } from '../../../shared/calendar/index.ts'
import { rejectedList } from '../../../shared/table/keys.ts'
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

it('goes on from a place that a release gave out which kept one for each shard', async () => {
  const stack = await makeStack({ now: start })
  for (let n = 0; n < 30; n++) {
    const ports = { ...stack.ports, clock: { now: () => addMs(start, Math.floor(n / 5)) } }
    await setAside(ports, { body: `event ${n}` }, { reason: 'invalid', errors: [] })
  }
  const whole = (await listRejected(stack.ports, 30, undefined)).events.map(({ id }) => id)
  for (let shown = 1; shown < 30; shown++) {
    const items = whole.slice(0, shown).map((id) => stack.table.items.get(`R#${id}\u0000event`)!)
    const behind = rejectedList.shards.map((shard) => {
      const last = items.findLast(({ list }) => list === shard)
      return last ? { pk: last.pk, sk: last.sk, list_at: last.list_at } : null
    })
    const place = JSON.stringify({ to: items.at(-1)!.list_at, behind })
    const rest = await listRejected(stack.ports, 30, place)
    expect(rest.events.map(({ id }) => id)).toEqual(whole.slice(shown))
  }
})
