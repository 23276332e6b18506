/** Cases of reimbursement as each version stores them go on in this release (infra/decisions/0057). */
import { expect, it } from 'vitest'
import { settled } from '../../../support/bank.ts'
import { leftBy } from '../../../support/stored.ts'
import { scene } from './scene.ts'

it('a case of version 1 that waits for the choice is claimed', async () => {
  const { stack, posts, theCase, chooses, paid } = await scene()
  await posts()
  await leftBy(stack, await theCase(), 1, 'a receipt that waits for the choice')
  await chooses()
  expect(paid()).toEqual(['840.00'])
})

it('one that a clerk looks at is approved, one that is ordered is paid', async () => {
  const { stack, posts, theCase, chooses, decides, paid } = await scene()
  await posts('1728.58')
  await chooses()
  await leftBy(stack, await theCase(), 1, 'a claim that a clerk looks at')
  await decides('review-claim')
  expect(paid()).toEqual(['1000.01'])
  const ordered = await scene()
  await ordered.posts()
  await ordered.chooses()
  await leftBy(ordered.stack, await ordered.theCase(), 1, 'a claim that is ordered')
  await settled(ordered.stack, 0, '2026-03-11')
  expect((await ordered.theCase()).outcome).toMatchObject({ result: 'paid', amt: '840.00' })
})
