/** Nobody twice, at night, or after declining; whoever dies after which write (functions/packs/RULES.md, Always true). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeWorker } from '../../../functions/worker/worker.ts'
import type { Table } from '../../../shared/table/table.ts'
import { insured, makeScene, pack } from './scene.ts'

/** A table that dies after some of the writes that are made through it: they took place, and nobody heard so. */
function dying(left: { writes: number }) {
  const counted = <Done>(done: Done): Done => {
    if (left.writes-- === 0) throw new Error('died')
    return done
  }
  return (table: Table): Table => ({
    ...table,
    write: async (write) => counted(await table.write(write)),
    transact: async (writes) => counted(await table.transact(writes)),
  })
}

const many = [1, 3, 5, 7, 9, 11]

describe('whoever dies after any write', () => {
  it('has sent each recipient once, and counts them right', async () => {
    for (let write = 0; ; write++) {
      const left = { writes: Number.POSITIVE_INFINITY }
      const scene = await makeScene('2026-03-02T10:00:00+08:00', { through: dying(left), log: quiet })
      const { stack } = scene
      const people = await Promise.all(many.map((n) => insured(stack, n, '1970-01-01')))
      await scene.prefer(people[0]!, { packs: false })
      await scene.put('p', pack())
      const release = async () => scene.release('p').catch(() => undefined)
      left.writes = write
      await release()
      const died = left.writes < 0
      left.writes = Number.POSITIVE_INFINITY
      await comesAgain(stack)
      await release()
      await stack.advanceTo('2026-03-02T12:00:00+08:00')
      expect(await scene.counts('p'), `after write ${write}`).toEqual({
        fits: many.length,
        sent: many.length - 1,
        waiting: 0,
        opted_out: 1,
        lapsed: 0,
        read: 0,
      })
      for (const [n, psn] of people.entries()) {
        expect(await scene.told(psn), `after write ${write}`).toHaveLength(n === 0 ? 0 : 1)
        // A message may leave twice, under one id.
        const left = stack.sent('notice').filter(({ data }) => data.psn_no === psn && data.template === 'pack')
        expect(new Set(left.map(({ id }) => id)).size).toBe(n === 0 ? 0 : 1)
      }
      if (!died) break
    }
  }, 60_000)
})

const quiet = { info: () => {}, warn: () => {}, error: () => {} }

/** What a worker had in hand when it died comes again. */
async function comesAgain({ ports, rules, run }: Awaited<ReturnType<typeof makeScene>>['stack']) {
  const worker = makeWorker(ports, rules)
  const parts = Array.from({ length: 8 }, (_, part) => JSON.stringify({ kind: 'pack-part', pack_id: 'p', part }))
  for (const body of parts) await worker({ Records: [{ messageId: body, body }] } as never)
  await run()
}

describe('whatever happens', () => {
  it('nobody is sent a pack twice, at night or after declining, and the counts add up', async () => {
    const hour = fc.integer({ min: 1, max: 30 })
    const step = fc.oneof(
      fc.record({ do: fc.constant('release' as const), id: fc.integer({ min: 0, max: 7 }) }),
      fc.record({ do: fc.constant('end' as const), id: fc.integer({ min: 0, max: 7 }) }),
      fc.record({ do: fc.constant('pass' as const), hours: hour }),
      fc.record({ do: fc.constant('prefer' as const), who: fc.integer({ min: 0, max: 2 }), packs: fc.boolean() }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
        const scene = await makeScene('2026-03-27T18:00:00+08:00')
        const { stack, api } = scene
        const people = await Promise.all([1, 3, 5].map((n) => insured(stack, n, '1970-01-01')))
        await stack.policy({ name: 'packs_a_month', admdvs: '530100', value: 2 })
        for (let id = 0; id < 8; id++) {
          const days = { from: `2026-03-2${id}`, to: `2026-04-0${1 + (id % 9)}` }
          await scene.put(`p${id}`, pack({ ...days, standing: id % 2 === 0 }))
        }
        const declined = new Map<string, [from: string, to: string][]>()
        for (const one of steps) {
          if (one.do === 'release') await scene.release(`p${one.id}`)
          if (one.do === 'end') await api.call({ role: 'operator' }, `POST /v1/packs/p${one.id}/end`)
          if (one.do === 'pass') {
            const to = new Date(Date.parse(stack.clock.now()) + one.hours * 3_600_000).toISOString()
            await stack.advanceTo(to)
          }
          if (one.do !== 'prefer') continue
          const psn = people[one.who]!
          const spans = declined.get(psn) ?? []
          const last = spans.at(-1)
          if (!one.packs && last?.[1] !== '~') spans.push([stack.clock.now(), '~'])
          if (one.packs && last?.[1] === '~') last[1] = stack.clock.now()
          declined.set(psn, spans)
          await scene.prefer(psn, { packs: one.packs })
        }
        for (const psn of people) {
          const told = await scene.told(psn)
          const ids = told.map((one) => one.split(' ')[1])
          expect(new Set(ids).size).toBe(ids.length)
          for (const one of told) {
            const time = one.slice(11, 16)
            expect(time >= '08:00' && time < '21:00', one).toBe(true)
            for (const [from, to] of declined.get(psn) ?? []) {
              expect(one.slice(0, 16) <= from.slice(0, 16) || one.slice(0, 16) >= to.slice(0, 16), one).toBe(true)
            }
          }
          const months = Object.values(Object.groupBy(told, (one) => one.slice(0, 7)))
          for (const some of months) expect(some!.length).toBeLessThanOrEqual(2)
          expect([...scene.left(psn)].sort()).toEqual([...ids].sort())
        }
        for (let id = 0; id < 8; id++) {
          const { fits, sent, waiting, opted_out, lapsed, read } = await scene.counts(`p${id}`)
          const isDraft = (await scene.get(`p${id}`)).status === 'draft'
          if (!isDraft) expect(sent + waiting + opted_out + lapsed).toBe(fits)
          expect(read).toBe(0)
        }
      }),
      { numRuns: 6, seed: 20_260_327 },
    )
  }, 60_000)
})
