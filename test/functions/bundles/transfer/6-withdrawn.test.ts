/** RULES.md 6.1, 6.4: B falls away before money has moved. */
import { describe, expect, it } from 'vitest'
import type { Day } from '../../../../shared/calendar/index.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import { enrolment, pause, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { A, accounts, B, moving, revoked, theCase } from './scene.ts'

describe('B falls away', () => {
  it('ends with B: on the day after a pause of B that was announced, though nothing else happens', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    await stack.happen('enrolment.paused', pause(psn, B, '2026-03-20'))
    expect(await theCase(stack, psn)).toMatchObject({ status: 'waiting', wake_at: '2026-03-21T00:00:00+08:00' })
    await stack.advanceTo('2026-03-21T00:01:00+08:00')
    expect(await theCase(stack, psn)).toMatchObject({ status: 'withdrawn', outcome: { result: 'not-transferred' } })
  })

  it('withdraws when B is revoked before approval; A is paused again', async () => {
    const { stack, psn } = await moving()
    await stack.happen('enrolment.revoked', revoked(psn, B, '2026-03-02'))
    expect(await theCase(stack, psn)).toMatchObject({ status: 'withdrawn' })
    const file = await stack.file(psn)
    expect(standingOn(file.one('relation', `310#${A}`)!, '2026-03-03' as Day)?.psn_insu_stas).toBe('2')
    expect(await stack.tasks(psn)).toEqual([])
    expect(await accounts(stack, psn)).toMatchObject({ a: [217704, 217704], b: [0, 0] })
  })
})
