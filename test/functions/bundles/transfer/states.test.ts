/** Transfers that older releases stored go on in this one (infra/decisions/0057). */
import { describe, expect, it } from 'vitest'
import { leftBy } from '../../../support/stored.ts'
import { seen, start, tell, theCase } from './scene.ts'

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
    expect(await theCase(scene.stack, scene.psn)).toMatchObject({ chain_version: 2 })
  })
})
