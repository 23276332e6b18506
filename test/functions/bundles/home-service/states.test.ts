/** Cases of home service as each version stores them go on in this release (infra/decisions/0057). */
import { expect, it } from 'vitest'
import { leftBy } from '../../../support/stored.ts'
import { scene } from './scene.ts'

it('a case of version 1 that waits to be claimed is claimed', async () => {
  const { stack, psn, asks, withPoint, claims, told } = await scene()
  const who = await withPoint('B1')
  await asks()
  const [row] = await stack.cases(psn, 'home-service')
  await leftBy(stack, row!, 1, 'a visit that waits to be claimed')
  await claims(who)
  expect(told().map(([template]) => template)).toEqual(['home-service.coming'])
})
