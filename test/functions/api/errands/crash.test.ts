/** Whatever dies between two writes of an act by an errand: it is done once, noted once, told once, and may be looked at once. */
import { expect, it } from 'vitest'
import { clerk, supervisor } from '../../../support/api.ts'
import { mortality } from '../../../support/mortality.ts'
import { area, filing, me, start } from './scene.ts'

const decision = { decision: 'approve' }
const chief = { ...supervisor(area), sub: 'chief' }
const tries = 3

/** Opens an errand on paper or by a code, and carries an act through, dying at the `at`th write, before it or after. */
async function playDyingAt(at: number, after: boolean, consent: 'paper' | 'code') {
  const { state, mortal } = mortality()
  const scene = await start('2026-03-02T09:00:00+08:00', mortal)
  const { stack, api, helped, open, byCode, told, read } = scene
  await stack.policy({ name: 'spot_check', admdvs: area, value: '1.0000' })
  /** Whoever hears nothing, or that the system is busy, asks again under the same key, once a running one is given up. */
  const untilHeard = async (call: () => Promise<{ status: number; body: { task_id?: string } }>) => {
    for (let tried = 0; tried < tries; tried++) {
      const answer = await call()
      state.dead = false
      if (answer.status < 500) return answer
      stack.clock.advance('PT2M')
    }
    throw new Error('never answered')
  }
  const { errand_id } = (await (consent === 'paper' ? open('filing') : byCode('filing'))).body
  const before = told('errand').length
  Object.assign(state, { writes: 0, at, after })
  const headers = (key: string) => ({ 'idempotency-key': key, 'on-behalf-of': helped })
  const acted = await untilHeard(() => api.call(me, 'POST /v1/filings', filing, headers('act')))
  const { task_id } = acted.body
  if (consent === 'paper') {
    const key = { 'idempotency-key': 'decision' }
    const decided = await untilHeard(() => api.call(clerk(area), `POST /v1/tasks/${task_id}/decision`, decision, key))
    expect(decided.status).toBe(200)
  }
  const total = state.writes
  state.writes = Number.NEGATIVE_INFINITY
  await stack.advanceTo('2026-03-02T12:00:00+08:00')
  const checks = (await api.call(chief, 'GET /v1/tasks?kind=spot-check')).body.tasks
  const ids = new Set(told('errand').map(({ id }) => id))
  const came = {
    status: acted.status,
    filings: (await stack.file(helped)).all('filing').length,
    acts: (await read(errand_id)).acts.map(({ status }: { status: string }) => status),
    told: ids.size - before,
    checks: checks.filter(({ facts }: { facts: { by: string } }) => facts.by === 'A1').length,
    paid: (await api.call(me, 'GET /v1/points/B1/statement?month=202603')).body.matters[0]?.acts,
  }
  return { writes: total, came }
}

it.each([
  ['code', { status: 201, filings: 1, acts: ['done'], told: 1, checks: 1, paid: 1 }],
  ['paper', { status: 202, filings: 1, acts: ['done'], told: 2, checks: 1, paid: 1 }],
] as const)('an act by %s is done, noted, told and paid once', async (consent, usual) => {
  const undisturbed = await playDyingAt(0, false, consent)
  expect(undisturbed.came).toEqual(usual)
  expect(undisturbed.writes).toBeGreaterThan(3)
  for (let at = 1; at <= undisturbed.writes; at++)
    for (const after of [false, true]) {
      const { came } = await playDyingAt(at, after, consent)
      expect(came, `write ${at} ${after ? 'after' : 'before'}`).toEqual(usual)
    }
})
