/** `GET /v1/areas` (contract-operations.md §2). */
import { expect, it } from 'vitest'
import { poolingAreas, provinces } from '../../../shared/codes/area-list.ts'
import { apiOf } from '../../support/api.ts'
import { makeStack } from '../../support/stack.ts'

const { request } = apiOf(await makeStack({ now: '2026-03-12T09:00:00+08:00' }))

it('lists all pooling areas in one answer, to everyone, and may be kept', async () => {
  const { status, body, headers } = await request('/v1/areas')
  expect({ status, body }).toEqual({ status: 200, body: { areas: poolingAreas, provinces } })
  expect(headers.get('cache-control')).toContain('public')
})

it.each([
  ['130000', 15],
  ['13', 15],
  ['110000', 1],
  ['460000', 1],
])('lists those of province %s', async (province, count) => {
  const { status, body } = await request(`/v1/areas?province=${province}`)
  expect(status).toBe(200)
  expect(body.areas).toHaveLength(count)
  for (const area of body.areas as { province: string }[]) expect(area.province).toBe(`${province.slice(0, 2)}0000`)
})

it.each(['990000', '130100', '1300', 'hebei', '000000'])(
  'names the fault of %s, which is no province',
  async (province) => {
    const { status, body } = await request(`/v1/areas?province=${province}`)
    expect(status).toBe(400)
    expect(body.errors).toEqual([{ field: 'province', message: expect.stringContaining('省份') }])
  },
)

it('says of an area that no published source names that it is to be confirmed', async () => {
  const { body } = await request('/v1/areas?province=410000')
  expect(body.areas).toContainEqual({
    admdvs: '419001',
    name: '济源市',
    province: '410000',
    standing: 'to-confirm',
  })
})

it('names the provinces, for which a filing may be too', async () => {
  const { body } = await request('/v1/areas?province=13')
  expect(body.provinces).toEqual([{ admdvs: '130000', name: '河北省' }])
  expect(provinces).toHaveLength(new Set(poolingAreas.map(({ province }) => province)).size)
  for (const { name } of provinces) expect(name).toMatch(/^[一-龥]+$/)
})
