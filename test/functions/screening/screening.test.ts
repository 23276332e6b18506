/** Screenings (screening/RULES.md 2): what is found, once a day, whoever dies in between. */
import { expect, test } from 'vitest'
import { makeDaily } from '../../../functions/clock/daily.ts'
import { workOnScreening } from '../../../functions/screening/work.ts'
import { startOfDay } from '../../../shared/calendar/index.ts'
import { lanes } from '../../../shared/queues.ts'
import type { Table } from '../../../shared/table/table.ts'
import { certnoOf } from '../../support/people.ts'
import { area, community, jump, makeTown, operator } from './scene.ts'

test('of 5 residents 3 normal, 1 paused, 1 never insured; exempt, then one enrols and two are paused', async () => {
  const { stack, api, resident, insure, pause, screen, map } = await makeTown()
  const [a, b, c, d, e] = [
    await resident(1),
    await resident(2),
    await resident(3),
    await resident(4),
    await resident(5),
  ]
  // Insured anywhere counts.
  await insure(a)
  await insure(b)
  await insure(c, '2026-01-01', '440100')
  await insure(d)
  await pause(d, '2026-02-28')
  const { screening_id, ...screened } = await screen()
  expect(screened).toMatchObject({ admdvs: area, on: '2026-03-09' })
  expect((await api.call(operator, `GET /v1/screenings/${screening_id}`)).body.status).toBe('done')
  const first = await map()
  expect(first.body).toEqual({
    code: area,
    period: 'day',
    from: '2026-03-09',
    to: '2026-03-09',
    residents: 5,
    insured: 3,
    exempt: 0,
    not_insured: 2,
    rate: '0.6000',
    new: 0,
    lost: 0,
    net: 0,
    parts: [{ code: '130102', residents: 5, insured: 3, exempt: 0, not_insured: 2, rate: '0.6000' }],
  })
  // One a day: asked again it is the same, whatever has happened since.
  await insure(e, '2026-03-09')
  expect(await screen()).toMatchObject({ screening_id, status: 'done' })
  expect((await map()).body).toEqual(first.body)
  jump(stack, '2026-03-10T09:00:00+08:00')
  await pause(a, '2026-03-09')
  await pause(b, '2026-03-09')
  await screen()
  expect((await map()).body).toMatchObject({ insured: 2, not_insured: 3, new: 1, lost: 2, net: -1 })
  expect((await map(area, 'day', '2026-03-09')).body).toEqual(first.body)
})

test('who died, moved away or is not there yet is no resident', async () => {
  const { stack, resident, screen, map } = await makeTown()
  const [dead, gone, later] = [await resident(1), await resident(2), await resident(3)]
  await resident(4)
  await stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2026-03-01' })
  await stack.happen('residence.registered', { psn_no: gone, community: '130202001001', from: '2026-03-09' })
  await stack.happen('residence.registered', { psn_no: later, community, from: '2026-01-01', to: '2026-03-08' })
  await screen()
  expect((await map()).body).toMatchObject({ residents: 1, not_insured: 1 })
  await stack.happen('death.revoked', { certno: certnoOf(1), reason: '报错' })
  jump(stack, '2026-03-10T09:00:00+08:00')
  await screen()
  expect((await map()).body).toMatchObject({ residents: 2 })
  expect(dead).toBeDefined()
})

/** A table whose transactions fail from the `n`th on, so many times, as if the process had died. */
function dying(at: number) {
  let transactions = 0
  return (table: Table): Table => ({
    ...table,
    transact: async (writes) => {
      const isScreening = writes.some((write) => 'put' in write && write.put.pk.startsWith('SCREENING#'))
      if (isScreening && ++transactions === at) throw new Error('died')
      return table.transact(writes)
    },
  })
}

test.each([2, 5, 9])('who dies before the %ith page is stored has counted nobody', async (at) => {
  const town = await makeTown('2026-03-09T09:00:00+08:00', {
    through: dying(at),
    log: { info() {}, warn() {}, error() {} },
  })
  for (let n = 1; n <= 9; n++) await town.resident(n)
  await town.api.call(operator, 'POST /v1/screenings', { admdvs: area }).catch(() => {})
  for (const lane of lanes) town.stack.take(lane)
  // Its message is lost; the sweep finds the part.
  await town.stack.advanceTo('2026-03-09T09:20:00+08:00')
  expect((await town.map()).body).toMatchObject({ residents: 9, not_insured: 9 })
})

test('two at one page count it once, and a message that comes again counts nothing', async () => {
  const town = await makeTown()
  for (let n = 1; n <= 5; n++) await town.resident(n)
  const { screening_id } = await town.screen()
  for (let part = 0; part < 8; part++) await workOnScreening(town.stack.ports, screening_id, part)
  await Promise.all([0, 1].map(() => workOnScreening(town.stack.ports, screening_id, undefined)))
  expect((await town.map()).body).toMatchObject({ residents: 5 })
})

test('how everybody stood is gone once the next screening has compared it', async () => {
  const town = await makeTown()
  for (let n = 1; n <= 5; n++) await town.resident(n)
  await town.screen()
  const seen = () => [...town.stack.table.items.values()].filter(({ sk }) => sk.startsWith('seen#')).map(({ pk }) => pk)
  expect(new Set(seen())).toEqual(new Set(['SCREENING#SC-130100-2026-03-09']))
  jump(town.stack, '2026-03-12T09:00:00+08:00')
  await town.screen()
  expect(new Set(seen())).toEqual(new Set(['SCREENING#SC-130100-2026-03-12']))
})

test('an area is screened by itself at 02:00 where its parameter says so; a night that was missed is not made up', async () => {
  const town = await makeTown('2026-03-09T09:00:00+08:00')
  const nanjing = '320100'
  await town.resident(1, '320102001001')
  await town.resident(2)
  const daily = makeDaily(town.stack.ports)
  const until = async (now: string) => {
    jump(town.stack, now)
    await daily()
    await town.stack.run()
  }
  await until('2026-03-09T09:00:00+08:00')
  expect((await town.map(nanjing)).status).toBe(404)
  await until('2026-03-10T01:59:00+08:00')
  expect((await town.map(nanjing)).status).toBe(404)
  await until('2026-03-10T02:00:00+08:00')
  expect((await town.map(nanjing)).body).toMatchObject({ residents: 1 })
  expect((await town.map(area)).status).toBe(404)
  await until('2026-03-13T08:00:00+08:00')
  expect((await town.map(nanjing, 'day', '2026-03-12')).status).toBe(404)
  expect((await town.map(nanjing)).status).toBe(200)
  await town.stack.policy({ name: 'screening', admdvs: area, value: true })
  await until(startOfDay('2026-03-14' as never).replace('00:00:00', '02:00:30'))
  expect((await town.map(area)).body).toMatchObject({ residents: 1 })
})
