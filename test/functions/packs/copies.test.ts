/** Copies for who helps the recipient (functions/packs/RULES.md, Sending 5). */
import { beforeEach, describe, expect, it } from 'vitest'
import { citizen } from '../../support/api.ts'
import { certnoOf } from '../../support/people.ts'
import { insured, makeScene, type Scene } from './scene.ts'

let scene: Scene
let [old, helper, shower, idle] = ['', '', '', '']
const births = { 3: '1990-01-01', 5: '1991-01-01', 7: '1992-01-01' } as const

async function helps(n: keyof typeof births, who: string, scopes: string[]) {
  const named = { certno: certnoOf(n, births[n]), psn_name: `测试${n}` }
  const asked = { as: 'principal', ...named, relation: 'child', scopes }
  const { body } = await scene.api.call(citizen(old), 'POST /v1/mandates', asked)
  return () => scene.api.call(citizen(who), `POST /v1/mandates/${body.mandate_id}/acceptance`)
}

beforeEach(async () => {
  scene = await makeScene()
  const { stack, prefer } = scene
  await stack.policy({ name: 'helpers_most', admdvs: '000000', value: 5 })
  old = await insured(stack, 1, '1940-01-01')
  helper = await insured(stack, 3, births[3], { insu_admdvs: '310000' })
  shower = await insured(stack, 5, births[5], { insu_admdvs: '310000' })
  idle = await insured(stack, 7, births[7], { insu_admdvs: '310000' })
  await (await helps(3, helper, ['see']))()
  await (await helps(5, shower, ['show']))()
  await helps(7, idle, ['act'])
  await prefer(old, { copy_to_helper: true })
})

describe('a copy', () => {
  it('goes to each active helper who may see or act, counts nowhere, and once', async () => {
    const { out, counts, told, left } = scene
    await out('p')
    expect([await told(helper), await told(shower), await told(idle)]).toEqual([['2026-03-02T10:00 p'], [], []])
    expect(await counts('p')).toMatchObject({ fits: 1, sent: 1 })
    expect([left(old), left(helper)]).toEqual([['p'], ['p']])
    const { body } = await scene.api.call(citizen(helper), 'GET /v1/me/notices')
    const [notice] = body.notices.filter(({ pack_id }: { pack_id?: string }) => pack_id === 'p')
    await scene.api.call(citizen(helper), `POST /v1/me/notices/${notice.notice_id}/read`)
    expect(await counts('p')).toMatchObject({ read: 0 })
  })

  it('does not take from the month of who gets it, and who has got it gets no pack of their own', async () => {
    const { stack, out, counts, told } = scene
    for (const id of ['a', 'b', 'c', 'd']) await out(id)
    await stack.happen('enrolment.registered', {
      psn_no: helper,
      insu_admdvs: '530100',
      insutype: '390',
      psn_type: '15',
      psn_insu_date: '2026-03-01',
    })
    await out('own', { audience: { age_to: 40 } })
    expect(await told(helper)).toHaveLength(5)
    await out('e', { standing: true, audience: { age_from: 80 } })
    await stack.advanceTo('2026-04-01T09:00:00+08:00')
    expect(await told(helper)).toHaveLength(6)
    await out('f', { standing: true, audience: { insutype: '310' } })
    expect(await counts('f')).toMatchObject({ fits: 1, sent: 1 })
    await stack.happen('enrolment.registered', {
      psn_no: helper,
      insu_admdvs: '530100',
      insutype: '310',
      psn_type: '11',
      psn_insu_date: '2026-04-01',
    })
    await stack.advanceTo('2026-04-03T09:00:00+08:00')
    expect(await counts('f')).toMatchObject({ fits: 2, sent: 2 })
    expect((await told(helper)).filter((one) => one.endsWith(' f'))).toHaveLength(1)
  })

  it('goes to nobody who declined, nor after the mandate has ended', async () => {
    const { api, out, told, prefer } = scene
    await prefer(helper, { packs: false })
    await out('declined')
    await prefer(helper, { packs: true })
    const { mandates } = (await api.call(citizen(old), 'GET /v1/mandates')).body
    for (const { mandate_id, status } of mandates) {
      if (status === 'active') await api.call(citizen(old), `DELETE /v1/mandates/${mandate_id}`)
    }
    await out('ended')
    expect(await told(helper)).toEqual([])
    expect(await told(old)).toHaveLength(2)
  })
})
