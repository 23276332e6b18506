/** Who writes packs, and who reads them. */
import { beforeAll, describe, expect, it } from 'vitest'
import { clerk, operator, supervisor } from '../../support/api.ts'
import { makeScene, other, pack, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await makeScene()
  const { put, out } = scene
  for (const [area, admdvs] of Object.entries({ a: '530100', b: '530300', p: '530000', o: '310000' })) {
    await put(`${area}-draft`, pack({ admdvs }))
    await out(`${area}-out`, { admdvs })
  }
})

const listed = async (who: Parameters<Scene['api']['call']>[0], query = '') => {
  const ids: string[] = []
  let cursor = ''
  for (;;) {
    const { body } = await scene.api.call(who, `GET /v1/packs?limit=2${query}${cursor}`)
    ids.push(...body.packs.map(({ pack_id }: { pack_id: string }) => pack_id))
    if (body.cursor === undefined) return ids
    cursor = `&cursor=${body.cursor}`
  }
}

describe('packs', () => {
  it('are listed page by page: a supervisor’s own, and released ones of the province; an operator’s all', async () => {
    expect(await listed(operator)).toEqual([
      'o-draft',
      'o-out',
      'p-draft',
      'p-out',
      'a-draft',
      'a-out',
      'b-draft',
      'b-out',
    ])
    expect(await listed(operator, '&status=draft')).toEqual(['o-draft', 'p-draft', 'a-draft', 'b-draft'])
    expect(await listed(supervisor('530100'))).toEqual(['p-out', 'a-draft', 'a-out'])
    expect(await listed(clerk('530100'))).toEqual(['p-out', 'a-out'])
    expect(await listed(clerk('530100'), '&status=draft')).toEqual([])
    expect(await listed(clerk('530000'))).toEqual(['p-out', 'a-out', 'b-out'])
    expect((await scene.api.call(operator, 'GET /v1/packs?status=sent')).status).toBe(400)
  })

  it('of others are not there', async () => {
    const { api } = scene
    const status = async (who: Parameters<typeof api.call>[0], target: string, body?: unknown) =>
      (await api.call(who, target, body)).status
    const own = supervisor('530100')
    expect(await status(own, 'GET /v1/packs/a-draft')).toBe(200)
    for (const id of ['b-draft', 'b-out', 'p-draft', 'nothing']) {
      expect(await status(own, `GET /v1/packs/${id}`), id).toBe(404)
      expect(await status(own, `POST /v1/packs/${id}/release`), id).toBe(404)
      expect(await status(own, `POST /v1/packs/${id}/end`), id).toBe(404)
    }
    expect(await status(own, 'GET /v1/packs/p-out')).toBe(200)
    expect(await status(own, 'POST /v1/packs/p-out/end')).toBe(404)
    expect(await status(own, 'PUT /v1/packs/new', pack({ admdvs: '530000' }))).toBe(404)
    expect(await status(own, 'PUT /v1/packs/b-draft', pack())).toBe(404)
    expect(await status(clerk('530100'), 'GET /v1/packs/a-draft')).toBe(404)
    expect(await status(clerk('530100'), 'PUT /v1/packs/new', pack())).toBe(403)
    expect(await status(clerk('530100'), 'POST /v1/packs/a-draft/release')).toBe(403)
  })

  it('are written, released and ended by the supervisor of the area', async () => {
    const { api } = scene
    const own = supervisor('530100')
    expect((await api.call(own, 'PUT /v1/packs/mine', pack())).body.status).toBe('draft')
    expect((await api.call(own, 'POST /v1/packs/mine/release')).body.status).toBe('released')
    expect((await api.call(own, 'POST /v1/packs/mine/end')).body.status).toBe('ended')
    const { lines } = (await api.call(other, 'GET /v1/audit?on=2026-03-02&by=supervisor')).body
    expect(lines.length === 0 || lines.every(({ what }: { what: string }) => what.startsWith('pack.'))).toBe(true)
  })

  it('whose last day is past are not released', async () => {
    await scene.put('past', pack({ from: '2026-02-01', to: '2026-03-01' }))
    expect((await scene.release('past')).body).toMatchObject({ status: 409, code: 'pack-past' })
  })
})
