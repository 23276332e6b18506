/** outreach/RULES.md 3.1, 3.2: nobody may act in it; what it came to says nothing of other people. */
import { expect, it } from 'vitest'
import { scene } from './scene.ts'

it('offers no action (3.2)', async () => {
  const { api, psnNo, screen, theCase } = await scene()
  await screen()
  const { case_id } = (await theCase())!
  const mine = { role: 'citizen', psn_no: psnNo }
  expect((await api.call(mine, `GET /v1/cases/${case_id}`)).body).toMatchObject({ bundle: 'outreach', actions: [] })
  expect((await api.call(mine, `POST /v1/cases/${case_id}/actions`, { action: 'withdraw' })).status).toBe(409)
})
