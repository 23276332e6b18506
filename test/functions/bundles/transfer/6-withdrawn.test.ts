/** RULES.md 6.1, 6.4: B falls away before money has moved. */
import { describe, expect, it } from 'vitest'
import type { Day } from '../../../../shared/calendar/index.ts'
import { standingOn } from '../../../../shared/registers/relation.ts'
import { enrolment, pause, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { A, accounts, B, moving, revoked, theCase } from './scene.ts'
import { casesIn, holds } from './tables.ts'

const cases = casesIn(`
6.1 revoked before the approval
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · revoke B 2026-03-02
  → cases: B withdrawn not-transferred; money: A 10.00; tasks: none; relations: A paused, B to come
6.1 revoked while the pause is waited for
  enrol A 2019-03-01 · enrol B 2026-03-02 · revoke B 2026-03-02
  → cases: B withdrawn not-transferred; relations: A normal, B to come; told: none
6.1 registers are told of A as it was before
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · revoke B 2026-03-02
  → told: A 4 2026-03-02, A 2 2026-02-01
6.1 also where a clerk had chosen A while it was normal, and no pause was ever reported
  enrol A 2019-03-01 · enrol B 2026-03-02 · on 2026-06-01 · choose A · revoke B 2026-03-02
  → relations: A normal, B to come; told: A 4 2026-03-02, A 1 2026-03-02
6.1 revoked while a clerk is asked to choose
  enrol C 2018-01-01 · pause C 2026-01-31 · enrol A 2018-01-01 · pause A 2026-01-31 · enrol B 2026-03-02 · revoke B 2026-03-02
  → cases: B withdrawn not-transferred; tasks: none; relations: A paused, B to come, C paused
6.1 paused before the approval: from the day after
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · pause B 2026-03-05 · on 2026-03-06
  → cases: B withdrawn not-transferred; money: A 10.00; tasks: none; relations: A paused, B paused
6.1 not on its last day
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · pause B 2026-03-05 · on 2026-03-05
  → cases: B waiting approve-transfer-out; tasks: approve-transfer-out A 10.00
6.1 the enrolment stands again: so does the transfer
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · revoke B 2026-03-02 · enrol B 2026-03-02
  → cases: B waiting approve-transfer-out; tasks: approve-transfer-out A 10.00; benefit: none
6.1 the case of a newer relation decides
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · on 2026-04-01 ·
  pause B 2026-03-31 · enrol C 2026-04-01
  → cases: B withdrawn not-transferred, C done no-balance; tasks: older-relation C of A 10.00
  → relations: A paused, B ended 2026-04-01, C normal
6.4 after no-balance there is nothing to take back
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · revoke B 2026-03-02
  → cases: B withdrawn not-transferred; relations: A paused, B to come
6.4 after balance-held neither
  enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · reject · revoke B 2026-03-02
  → cases: B withdrawn balance-held; money: A 10.00; relations: A paused, B to come
6.4 a mere pause of B after the end changes nothing
  enrol A 2019-03-01 · pause A 2026-01-31 · enrol B 2026-03-02 · pause B 2026-03-05 · on 2026-03-06
  → cases: B done no-balance; relations: A ended 2026-03-02, B paused
`)

describe('before money has moved', () => {
  it.each(cases)('$title', holds)
})

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
