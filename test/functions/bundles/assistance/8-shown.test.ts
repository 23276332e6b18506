/** assistance/RULES.md 8.1: what the call shows, and to whom. */
import { expect, it } from 'vitest'
import { citizen } from '../../../support/api.ts'
import { register } from '../../../support/people.ts'
import { scene } from './scene.ts'

it('is of this year and oneself if left out; of nobody else, and of a real year', async () => {
  const s = await scene()
  await s.settle()
  const ask = async (query: string, who = s.me) => (await s.api.call(who, `GET /v1/me/assistance${query}`)).status
  expect((await s.api.call(s.me, 'GET /v1/me/assistance')).body).toMatchObject({
    year: 2026,
    settlements: [{ setl_id: 'S1' }],
  })
  expect(await s.asked(2025)).toEqual({ year: 2025, settlements: [], payers: [] })
  const stranger = citizen(await register(s.stack, 2))
  expect(await ask(`?psn_no=${s.psn}`)).toBe(200)
  expect(await ask(`?psn_no=${s.psn}`, stranger)).toBe(404)
  expect(await ask('?psn_no=NOBODY')).toBe(404)
  expect(await ask('?year=26')).toBe(400)
})
