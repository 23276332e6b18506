/** Transfers that older releases stored go on in this one (infra/decisions/0057). */
import { describe, expect, it } from 'vitest'
import { nextRelease } from '../../../simulator/releases.ts'
import { credit, register } from '../../../support/people.ts'
import { leftBy } from '../../../support/stored.ts'
import { A, seen, start, tell, theCase } from './scene.ts'

/** B takes no accounts, and the clerk of A agrees to pay 10.00 out. */
const refund = 'refuse B · enrol A 2019-03-01 · credit A 10.00 · pause A 2026-01-31 · enrol B 2026-03-02 · approve'

const cases = [
  ['a refund under way', refund, 'bank settles', 'B done refunded 10.00'],
  [
    'a refund that arrived',
    `${refund} · bank settles`,
    'bank returns · give 2 · bank settles 2',
    'B done refunded 10.00',
  ],
  [
    'a refund that arrived, of a release that kept how often',
    `${refund} · bank settles`,
    'bank returns · give 2 · bank settles 2',
    'B done refunded 10.00',
  ],
  [
    'a refund that arrived, and another to be approved',
    `${refund} · bank settles · credit A 5.00`,
    'approve · bank settles 2',
    'B done refunded 15.00',
  ],
  [
    'a refund that arrived, and another to be approved',
    `${refund} · bank settles · credit A 5.00`,
    'bank returns 1 · give 2 · bank settles 2 · approve · bank settles 3',
    'B done refunded 15.00',
  ],
] as const

describe('a case of version 1', () => {
  it.each(cases)('with %s goes on: %s, then %s', async (what, before, after, then) => {
    const scene = await tell(await start('2026-03-02', { bank: true }), before)
    await leftBy(scene.stack, await theCase(scene.stack, scene.psn), 1, what)
    expect(await seen(await tell(scene, after))).toMatchObject({ cases: then, money: '', tasks: '' })
    expect(await theCase(scene.stack, scene.psn)).toMatchObject({ chain_version: 3 })
  })
})

describe('a case of the next release', () => {
  it('that ended with a lost number is taken over by that release alone: how much was paid is not guessed', async () => {
    const scene = await tell(await start('2026-03-02', { bank: true }), refund)
    const { stack, psn } = scene
    const [today, next] = [stack.rules.chains, nextRelease(stack.rules).chains]
    stack.rules.chains = next
    await tell(scene, 'bank settles · credit A 5.00')
    stack.rules.chains = today
    const kept = await register(stack, 3, { psn_name: '测试1' })
    const merge = { psn_no: psn, into_psn_no: kept, reason: '同一个人' }
    await expect(stack.happen('person.merged', merge)).rejects.toThrow('"error":"OutOfDate"')
    expect((await stack.file(kept)).all('joined')).toEqual([])
    stack.rules.chains = next
    await stack.happen('account.credited', credit(psn, A, '1.00'))
    expect((await stack.file(kept)).all('joined')).toMatchObject([
      { done: true, left: [{ amt: 1000, lies: 'paid', times: 0 }] },
    ])
  })
})
