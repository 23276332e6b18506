/**
 * The real processes under kill -9: events come in, desks, clerks and citizens call over HTTP, while processes of the stack are
 * killed at random and in the middle of calls, the table does not answer for seconds and the queues go away and come back.
 * Nobody tells the stack; it must come out as if nothing had happened. `MIANSHEN_STORM=5` plays five times as much in five
 * times the weather, `MIANSHEN_STORM_SEED` another storm.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addFen, formatYuan } from '../../shared/money/index.ts'
import { premiums } from './storm/premiums.ts'
import { paidAndGivenBack, prepare, tenTimes, twoDesks } from './storm/races.ts'
import { receipts } from './storm/receipts.ts'
import { clearedOf, sharing } from './storm/sharing.ts'
import { transfers } from './storm/transfers.ts'
import { openWorld, playInStorm, type World } from './storm/world.ts'

const times = Number(process.env.MIANSHEN_STORM ?? 1)
const seed = Number(process.env.MIANSHEN_STORM_SEED ?? 7)
const weather = { kills: 8 * times, cuts: 5 * times, pauses: 4 * times, restarts: 3 * times }
const strikes = Object.values(weather).reduce((sum, count) => sum + count, 0)

/** So often is each race run. */
const rounds = 3
const moved = transfers(16 * times)
const shared = sharing(times)
const wanted = receipts(2 * times, rounds)
const tales = [moved, shared, premiums(2 * times), wanted]

let world: World
beforeAll(async () => {
  world = await openWorld(seed)
  await Promise.all([prepare(world), ...tales.map((tale) => tale.before(world))])
}, 180_000)
afterAll(() => world?.close())

describe('at once, in calm weather', () => {
  it.each([
    ['two desks that ask for more than there is are given what there is', twoDesks],
    ['what is paid and given back at once stays with the holder', paidAndGivenBack],
    ['ten of the same call are charged once', tenTimes],
    ['a receipt that two persons claim is one’s', wanted.race],
  ])('%s', async (_, race) => {
    for (let round = 0; round < rounds; round++) await race(world, round)
  })
})

it('kill -9 of all processes, amid calls, leaves no trace', { timeout: 240_000 * times }, async () => {
  const struck = await playInStorm(world, tales, weather, seed)
  expect(Object.values(struck).reduce((sum, count) => sum + count, 0)).toBe(strikes)
  expect(struck).toMatchObject({ dynamodb: weather.pauses, sqs: weather.restarts })
  expect(world.callers.lost, 'calls whose answer was lost').toBeGreaterThanOrEqual(weather.cuts)
  for (const tale of tales) await tale.audit(world)
  const check = await world.callers.read({ role: 'operator' }, '/v1/ledger/check')
  expect(check).toMatchObject({ balanced: true, violations: [] })
  const { amt, count } = shared.owed()
  expect(check.unfunded).toBe(formatYuan(addFen(moved.owed(), amt)))
  expect(await clearedOf(world)).toEqual([{ from_admdvs: '210200', to_admdvs: '210100', amt: formatYuan(amt), count }])
})
