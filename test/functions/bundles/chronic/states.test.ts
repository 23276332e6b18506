/** Cases of chronic diseases as each version stores them go on in this release (infra/decisions/0057). */
import { expect, it } from 'vitest'
import { leftBy } from '../../../support/stored.ts'
import { lingbi, lueyang, scene, shandong } from './scene.ts'

const stored = async ({ stack, psn }: Awaited<ReturnType<typeof scene>>, what: string) => {
  const [row] = await stack.cases(psn, 'chronic')
  await leftBy(stack, row!, 1, what)
}

it('a choice of version 1 is made', async () => {
  const made = await scene(lingbi)
  await made.treated('2026-03-10')
  await stored(made, 'a choice that is waited for')
  expect((await made.choose('accept')).body.outcome).toMatchObject({ result: 'granted' })
})

it('a review of version 1 is decided, and a refusal reviewed once more', async () => {
  const made = await scene(lueyang)
  await made.experts('E1')
  await made.treated('2026-03-10', 'I10')
  await made.choose('apply')
  await stored(made, 'a review by an expert')
  await made.decides('reject')
  await stored(made, 'a refusal that may be reviewed once more')
  await made.choose('second-review')
  expect(await made.reviewing()).toEqual([['clerk', '2026-03-17']])
})

it('a right of version 1 moves', async () => {
  const made = await scene(shandong)
  await made.treated('2026-03-10')
  await stored(made, 'a right that was granted')
  await made.treated('2026-03-02')
  expect(await made.rights()).toEqual([['chronic-M00500', '2026-03-02', null]])
})
