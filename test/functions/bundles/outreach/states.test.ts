/** Cases of outreach as each version stores them go on in this release (infra/decisions/0057). */
import { expect, it } from 'vitest'
import { leftBy } from '../../../support/stored.ts'
import { scene } from './scene.ts'

it('a case of version 1 that waits for a visit hears what it found', async () => {
  const { stack, screen, theCase, finds, outcome } = await scene()
  await screen()
  await leftBy(stack, (await theCase())!, 1, 'nobody has visited yet')
  await finds('military')
  expect(await outcome()).toMatchObject({ result: 'military', exempt_to: '2026-12-31' })
})
