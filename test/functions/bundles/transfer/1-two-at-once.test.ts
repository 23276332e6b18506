/** RULES.md 1.4: two relations at once. */
import { describe, expect, it } from 'vitest'
import { credit, enrolment, pause, register } from '../../../support/people.ts'
import { makeStack } from '../../../support/stack.ts'
import { A, B, C } from './scene.ts'

describe('two relations at once', () => {
  it('the one begun first takes the account of the place before, whichever is reported first', async () => {
    for (const order of [
      [B, C],
      [C, B],
    ]) {
      const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
      const psn = await register(stack, 1)
      await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
      await stack.happen('account.credited', credit(psn, A, '100.00'))
      await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
      const on: Record<string, string> = { [B]: '2026-03-02', [C]: '2026-08-01' }
      for (const area of order) await stack.happen('enrolment.registered', enrolment(psn, area, on[area] as string))
      const told = (await stack.cases(psn, 'transfer')).map(({ admdvs, waiting_for }) => [admdvs, waiting_for?.what])
      expect(told.sort()).toEqual([
        [B, 'approve-transfer-out'],
        [C, 'enrolment.paused'],
      ])
      expect((await stack.tasks(psn)).map(({ kind }) => kind)).toEqual(['approve-transfer-out'])
    }
  })

  it('the one begun first takes it, though its pause was reported after a clerk had been asked', async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('account.credited', credit(psn, A, '100.00'))
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
    await stack.advanceTo('2026-06-02T09:00:00+08:00')
    await stack.happen('enrolment.registered', enrolment(psn, C, '2026-08-01'))
    await stack.happen('enrolment.paused', pause(psn, A, '2026-03-01'))
    expect(await stack.tasks(psn)).toMatchObject([{ kind: 'approve-transfer-out', facts: { to_admdvs: B } }])
  })
})
