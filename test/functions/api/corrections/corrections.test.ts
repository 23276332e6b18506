/** Corrections by operators: two persons, whatever the stage says, and then the way of every event (decision 0079). */
import { beforeEach, describe, expect, it } from 'vitest'
import { archivedIn, archivePrefix } from '../../../../functions/inbox/archive.ts'
import { monthsInProvince } from '../../../../shared/registers/months.ts'
import type { Table } from '../../../../shared/table/table.ts'
import { apiOf, type Claims, citizen, type TestApi } from '../../../support/api.ts'
import { register } from '../../../support/people.ts'
import { makeStack, type Stack, testKeys } from '../../../support/stack.ts'
import { contribution } from '../../bundles/retirement/scene.ts'

const one: Claims = { role: 'operator', sub: 'operator:1' }
const other: Claims = { role: 'operator', sub: 'operator:2' }
const months = { insu_admdvs: '130100', insutype: '310', accrym_begn: '202601', accrym_end: '202602' }

/** While it is set, nothing of a person's file is committed. */
let dying = false
const mortal = (table: Table): Table => ({
  ...table,
  transact: (writes) => {
    if (dying && writes.some((write) => 'put' in write && write.put.pk.startsWith('P#'))) throw new Error('died')
    return table.transact(writes)
  },
})

let stack: Stack
let api: TestApi
let psn_no: string
beforeEach(async () => {
  dying = false
  stack = await makeStack({ now: '2026-03-12T09:00:00+08:00', through: mortal })
  api = apiOf(stack)
  psn_no = await register(stack, 1)
  await stack.happen('contribution.posted', contribution(psn_no, '130100', '202601', '202603'))
})

const proposal = (data: object = {}) => ({
  type: 'contribution.revoked',
  data: { psn_no, ...months, ...data },
  reason: '单位重复申报',
})
const propose = async (headers?: Record<string, string>) =>
  (await api.call(one, 'POST /v1/corrections', proposal(), headers)).body.correction_id as string
/** What is archived in our own name. */
async function archived(): Promise<string[]> {
  const keys: string[] = []
  for await (const key of stack.archive.list(archivePrefix)) if (key.includes('mianshen')) keys.push(key)
  return keys
}
const counting = async () => monthsInProvince(await stack.file(psn_no), '13')

describe('a correction', () => {
  it('changes nothing before another operator has released it', async () => {
    const { status, body } = await api.call(one, 'POST /v1/corrections', proposal())
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'proposed', by: 'operator:1', data: { psn_no, reason: '单位重复申报' } })
    const release = `POST /v1/corrections/${body.correction_id}/release`
    expect(await api.call(one, release)).toMatchObject({ status: 403, body: { code: 'second-person' } })
    expect(await counting()).toHaveLength(3)
    expect(await api.call(other, release)).toMatchObject({
      status: 200,
      body: { status: 'released', decided: { by: 'operator:2' }, result: { status: 'accepted' } },
    })
    expect(await counting()).toEqual(['202603'])
    expect(await api.call(other, release)).toMatchObject({ status: 409, body: { code: 'correction-closed' } })
    const gone = await api.call(one, `DELETE /v1/corrections/${body.correction_id}`)
    expect(gone).toMatchObject({ status: 409, body: { code: 'correction-closed' } })
  })

  it('is of the time at which it was proposed: what is reported between that and the release holds over it', async () => {
    const id = await propose()
    stack.clock.set('2026-03-13T09:00:00+08:00' as never)
    await stack.happen('contribution.posted', contribution(psn_no, '130100', '202601'))
    await api.call(other, `POST /v1/corrections/${id}/release`)
    expect(await counting()).toEqual(['202601', '202603'])
  })

  it('is checked as the inbox checks it', async () => {
    for (const [data, field] of [
      [{ accrym_begn: '202613' }, 'data.accrym_begn'],
      [{ psn_no: undefined }, 'data.psn_no'],
    ] as const) {
      const answer = await api.call(one, 'POST /v1/corrections', proposal(data))
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } })
    }
    const posted = { ...proposal(), type: 'contribution.posted' }
    expect(await api.call(one, 'POST /v1/corrections', posted)).toMatchObject({ status: 400 })
    expect((await api.call(one, 'GET /v1/corrections')).body).toEqual({ corrections: [] })
  })

  it('that is withdrawn never happens', async () => {
    const id = await propose()
    const withdrawn = await api.call(other, `DELETE /v1/corrections/${id}`)
    expect(withdrawn).toMatchObject({ status: 200, body: { status: 'withdrawn', decided: { by: 'operator:2' } } })
    expect(await api.call(other, `POST /v1/corrections/${id}/release`)).toMatchObject({ status: 409 })
    expect(await counting()).toHaveLength(3)
  })

  it('is one for one request, and is listed without what it says of people', async () => {
    const key = { 'idempotency-key': 'k-1' }
    expect(await propose(key)).toBe(await propose(key))
    const second = await propose()
    const { corrections } = (await api.call(other, 'GET /v1/corrections?limit=1')).body
    expect(corrections).toMatchObject([{ status: 'proposed', type: 'contribution.revoked' }])
    expect(JSON.stringify(corrections)).not.toContain(psn_no)
    expect((await api.call(other, `GET /v1/corrections/${second}`)).body).toMatchObject({ data: { psn_no } })
    expect((await api.call(other, 'GET /v1/corrections')).body.corrections).toHaveLength(2)
  })

  it('stands in the archive as it goes on, and in the audit trail with who did what', async () => {
    const id = await propose()
    expect(await archived()).toEqual([])
    await api.call(other, `POST /v1/corrections/${id}/release`)
    const [key = ''] = await archived()
    const bytes = await stack.archive.get(key)
    expect(archivedIn(testKeys, key, bytes as Uint8Array)).toMatchObject([{ id, via: 'corrections' }])
    const lines = [...stack.table.items.values()].filter(({ pk }) => pk.startsWith('U#')).map(({ d }) => String(d))
    for (const [what, by] of [
      ['correction.propose', 'operator:1'],
      ['correction.release', 'operator:2'],
    ]) {
      expect(lines.filter((line) => line.includes(`"${what}"`) && line.includes(`"${by}"`))).toHaveLength(1)
    }
    expect(lines.join()).not.toContain(psn_no)
  })

  it('whose release died before it was carried out is carried out by a worker', async () => {
    const id = await propose()
    dying = true
    expect(await api.call(other, `POST /v1/corrections/${id}/release`)).toMatchObject({ status: 500 })
    dying = false
    expect(await counting()).toHaveLength(3)
    await stack.advanceTo('2026-03-12T09:10:00+08:00')
    expect(await counting()).toEqual(['202603'])
    expect((await api.call(one, `GET /v1/corrections/${id}`)).body).toMatchObject({ result: { status: 'accepted' } })
    expect(stack.table.items.get(`CORRECTION#${id}`)?.due_at).toBeUndefined()
  })

  it('is nobody else’s to see', async () => {
    const id = await propose()
    expect(await api.call(citizen(psn_no), `GET /v1/corrections/${id}`)).toMatchObject({ status: 403 })
    expect(await api.call(other, 'GET /v1/corrections/CO-nothing')).toMatchObject({ status: 404 })
  })
})

describe('what two operators may not do', () => {
  it('an event in our own name from outside is still nobody’s', async () => {
    await stack.send('contribution.revoked', { psn_no, ...months, reason: '假冒' }, { source: 'urn:mianshen:system' })
    await stack.run()
    expect(await counting()).toHaveLength(3)
    expect((await api.call(one, 'GET /v1/rejected-events')).body.events).toMatchObject([{ reason: 'not-your-source' }])
  })
})
