/** home-service/RULES.md 3: what comes of it. */
import { describe, expect, it } from 'vitest'
import { certnoOf } from '../../../support/people.ts'
import { scene } from './scene.ts'

describe('an agent has gone', () => {
  it.each([
    ['done', '2026-03-02', 'done'],
    ['collected', '2026-03-03', 'collected'],
  ])('%s: served (3.1)', async (result, visited_on) => {
    const { stack, asks, withPoint, claims, decides, theCase, told } = await scene()
    const who = await withPoint('B1')
    await asks()
    await claims(who)
    await stack.advanceTo('2026-03-03T10:00:00+08:00')
    expect((await decides(who, { decision: 'approve', visited_on, result })).status).toBe(200)
    expect(await theCase()).toMatchObject({
      status: 'done',
      outcome: { result: 'served', point_no: 'B1', visited_on },
      actions: [],
    })
    expect(told().map(([template]) => template)).toEqual(['home-service.coming', 'home-service.served'])
  })

  it.each([
    ['the day before', { visited_on: '2026-03-01', result: 'done' }, 'visited_on'],
    ['tomorrow', { visited_on: '2026-03-03', result: 'done' }, 'visited_on'],
    ['no day', { result: 'done' }, 'visited_on'],
    ['no result', { visited_on: '2026-03-02' }, 'result'],
  ])('400: %s (3.1)', async (_, said, field) => {
    const { asks, withPoint, decides } = await scene()
    const who = await withPoint('B1')
    await asks()
    const { status, body } = await decides(who, { decision: 'approve', ...said })
    expect([status, body.errors[0].field]).toEqual([400, field])
  })
})

describe('a clerk', () => {
  it('has gone: served, without a point (3.2)', async () => {
    const { asks, decides, clerk, theCase } = await scene()
    await asks()
    for (const said of [
      {},
      { visited_on: '2026-03-03' },
      { visited_on: '2026-03-01' },
      { visited_on: '2026-03-02', point_no: 'B1' },
    ]) {
      expect((await decides(clerk, { decision: 'approve', ...said })).status).toBe(400)
    }
    expect((await decides(clerk, { decision: 'approve', visited_on: '2026-03-02' })).status).toBe(200)
    expect(await theCase()).toMatchObject({ status: 'done', outcome: { result: 'served', visited_on: '2026-03-02' } })
  })

  it('sees who it is when they claim it (2.4)', async () => {
    const { asks, claims, tasks, clerk } = await scene()
    await asks({ wish: '上午来' })
    expect((await tasks(clerk))[0].facts).not.toHaveProperty('address')
    await claims(clerk)
    expect((await tasks(clerk))[0].facts).toMatchObject({ address: '春风路8号2单元301', wish: '上午来' })
  })

  it('says no: not-served, with the reason (3.2)', async () => {
    const { asks, decides, clerk, theCase, told } = await scene()
    await asks()
    await decides(clerk, { decision: 'reject', reason: '大雪封路' })
    expect((await theCase()).outcome).toEqual({ result: 'not-served', reason: '大雪封路' })
    expect(told()).toEqual([['home-service.not-served', expect.stringContaining('大雪封路')]])
  })
})

it('may be withdrawn until then; the task closes (3.4)', async () => {
  const { api, me, asks, withPoint, claims, theCase, tasks } = await scene()
  const who = await withPoint('B1')
  const { case_id } = (await asks()).body
  await claims(who)
  const withdraw = () => api.call(me, `POST /v1/cases/${case_id}/actions`, { action: 'withdraw' })
  expect((await withdraw()).status).toBe(200)
  expect([await theCase(), await tasks(who)]).toMatchObject([{ status: 'withdrawn' }, []])
  expect((await withdraw()).status).toBe(409)
})

it('nobody goes to who has died (3.4)', async () => {
  const { stack, psn, asks, withPoint, whoIsAsked } = await scene()
  await withPoint('B1')
  await asks()
  await stack.happen('death.registered', { certno: certnoOf(1), dead_date: '2026-03-02' })
  expect(await whoIsAsked()).toEqual([])
  const [row] = await stack.cases(psn, 'home-service')
  expect(row).toMatchObject({ status: 'withdrawn', outcome: { reason: 'deceased' } })
})
