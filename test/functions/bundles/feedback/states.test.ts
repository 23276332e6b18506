/** Cases of feedback as each version stores them go on in this release (infra/decisions/0057). */
import { expect, it } from 'vitest'
import { leftBy } from '../../../support/stored.ts'
import { scene, ticket } from './scene.ts'

it('a case of version 1 that waits to be answered is answered', async () => {
  const { stack, psn, tasks, decide } = await scene()
  await stack.happen('ticket.raised', ticket({ psn_no: psn }))
  const [row] = await stack.cases(psn, 'feedback')
  await leftBy(stack, row!, 1, 'a ticket that waits for its answer')
  await decide((await tasks())[0].task_id)
  const [answered] = await stack.cases(psn, 'feedback')
  expect(answered).toMatchObject({ status: 'waiting', state: { first: { result: 'mended' } } })
})
