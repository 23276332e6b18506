/** The register of institutions: what is reported of them, and how front ends find them (contract-operations.md §2). */
import { describe, expect, it } from 'vitest'
import { institutionOf, institutionWrites } from '../../../shared/table/office/institutions.ts'
import { apiOf, clerk } from '../../support/api.ts'
import { enrolment, register as registerPerson } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const start = () => makeStack({ now: '2026-03-12T09:00:00+08:00' })

const hospital = (fixmedins_code: string, fixmedins_name: string, more: object = {}) => ({
  fixmedins_code,
  fixmedins_name,
  admdvs: fixmedins_code.slice(1, 7),
  cross_region_enabled: true,
  ...more,
})

async function register(stack: Stack, ...institutions: ReturnType<typeof hospital>[]) {
  for (const one of institutions) await stack.send('institution.registered', one)
  await stack.run()
}

/** All pages of a list: its institutions' codes, and how many there were on each. */
async function listed(stack: Stack, query: Record<string, string> = {}) {
  const codes: string[] = []
  const lengths: number[] = []
  const cursors = new Set<string>()
  for (let cursor: string | undefined; ; ) {
    const asked = new URLSearchParams({ ...query, ...(cursor ? { cursor } : {}) })
    const { status, body } = await apiOf(stack).request(`/v1/institutions?${asked}`)
    expect(status).toBe(200)
    codes.push(...body.institutions.map((one: { fixmedins_code: string }) => one.fixmedins_code))
    lengths.push(body.institutions.length)
    cursor = body.cursor
    if (cursor === undefined) return { codes, lengths }
    expect(cursors.has(cursor)).toBe(false)
    cursors.add(cursor)
  }
}

describe('what is reported of an institution', () => {
  it('is told to everyone, its place as a pooling area', async () => {
    const stack = await start()
    await register(stack, hospital('H13010200001', '春风医院', { hosp_lv: '02' }))
    const { body } = await apiOf(stack).request('/v1/institutions')
    expect(body).toEqual({
      institutions: [
        {
          fixmedins_code: 'H13010200001',
          fixmedins_name: '春风医院',
          admdvs: '130100',
          hosp_lv: '02',
          cross_region_enabled: true,
        },
      ],
    })
  })

  it('holds by its time, in whichever order reports arrive, and of one time the same', async () => {
    const reports = [
      ['甲医院', '08:00:00'],
      ['乙医院', '08:30:00'],
      ['丙医院', '08:30:00'],
    ] as const
    const found = new Set<string>()
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0, 1],
    ]) {
      const stack = await start()
      for (const which of order) {
        const [name, at] = reports[which]!
        const envelope = { id: name, time: `2026-03-12T${at}+08:00` }
        await stack.happen('institution.registered', hospital('H13010200001', name), envelope)
      }
      const { fixmedins_name = '', time = '' } = (await institutionOf(stack.table, 'h13010200001')) ?? {}
      found.add(`${fixmedins_name} ${time}`)
    }
    expect(found.size).toBe(1)
    expect([...found][0]).toMatch(/^[乙丙]医院 .*08:30/)
  })

  it('drops what a later report leaves out', async () => {
    const stack = await start()
    await register(stack, hospital('H13010200001', '春风医院', { hosp_lv: '02' }))
    stack.clock.advance('PT1M')
    await register(stack, hospital('H13010200001', '春风医院', { cross_region_enabled: false }))
    const { body } = await apiOf(stack).request('/v1/institutions')
    expect(body.institutions).toEqual([
      { fixmedins_code: 'H13010200001', fixmedins_name: '春风医院', admdvs: '130100', cross_region_enabled: false },
    ])
  })

  it('is refused where its code says that it stands elsewhere, or an id is used for another', async () => {
    const stack = await start()
    await register(stack, hospital('H13010200001', '春风医院', { admdvs: '130200' }))
    await stack.happen('institution.registered', hospital('H13010200002', '甲'), { id: 'one' })
    await stack.happen('institution.registered', hospital('H13010200003', '乙'), { id: 'one' })
    const { body } = await apiOf(stack).call({ role: 'operator', sub: 'o' }, 'GET /v1/rejected-events')
    expect(body.events.map(({ reason }: { reason: string }) => reason).sort()).toEqual(['id-reused', 'place-differs'])
    expect(body.events.at(-1).errors).toEqual([{ field: 'data.admdvs', message: expect.stringContaining('统筹区') }])
    expect((await listed(stack)).codes).toEqual(['H13010200002'])
  })
})

describe('the list of institutions', () => {
  const everywhere = [
    hospital('H11010100001', '北京 医院'),
    hospital('H13010200001', '春风医院'),
    hospital('P13010300001', '大药房（ＡＢＣ）'),
    hospital('H13018100001', '辛集医院', { admdvs: '130181' }),
    hospital('H13062900001', '容城医院', { admdvs: '133100' }),
    hospital('H13063200001', '安新医院', { admdvs: '133100' }),
    hospital('H13060200001', '保定医院'),
    hospital('H13990000001', '省直医院'),
    hospital('H46010500001', '海口医院'),
  ]
  const all = everywhere.map(({ fixmedins_code }) => fixmedins_code)

  it('is of a pooling area, of a province, or of all', async () => {
    const stack = await start()
    await register(stack, ...everywhere)
    expect((await listed(stack)).codes.sort()).toEqual(all.toSorted())
    const inArea = async (admdvs: string) => (await listed(stack, { admdvs })).codes
    expect(await inArea('130100')).toEqual(['H13010200001', 'P13010300001'])
    expect(await inArea('130102')).toEqual(['H13010200001', 'P13010300001'])
    expect(await inArea('130181')).toEqual(['H13018100001'])
    expect(await inArea('133100')).toEqual(['H13062900001', 'H13063200001'])
    expect(await inArea('130600')).toEqual(['H13060200001'])
    expect(await inArea('139900')).toEqual(['H13990000001'])
    expect(await inArea('110000')).toEqual(['H11010100001'])
    expect(await inArea('460100')).toEqual(['H46010500001'])
    expect((await inArea('130000')).sort()).toEqual(all.filter((code) => code.slice(1, 3) === '13').sort())
    expect(await inArea('210000')).toEqual([])
  })

  it('finds by name or code, whatever the case and width', async () => {
    const stack = await start()
    await register(stack, ...everywhere)
    const found = async (q: string) => (await listed(stack, { q })).codes
    expect(await found('abc')).toEqual(['P13010300001'])
    expect(await found('（abc）')).toEqual(['P13010300001'])
    expect(await found('p1301')).toEqual(['P13010300001'])
    expect(await found('Ｈ１１０１')).toEqual(['H11010100001'])
    expect(await found('北京医院')).toEqual(['H11010100001'])
    expect(await found('没有这家')).toEqual([])
    expect((await listed(stack, { q: '', limit: '100' })).codes).toHaveLength(all.length)
  })

  it.each(['1', '3', '5'])('has each once, page by page of %s', async (limit) => {
    const stack = await start()
    await register(stack, ...everywhere)
    for (const query of [{}, { admdvs: '130000' }, { admdvs: '133100' }, { q: '医院' }]) {
      const { codes, lengths } = await listed(stack, { ...query, limit })
      expect(codes).toEqual((await listed(stack, { ...query, limit: '100' })).codes)
      for (const length of lengths.slice(0, -1)) expect(length).toBe(Number(limit))
    }
  })

  it('reads no more at once than is good for it: a page may be empty, and says where to go on', async () => {
    let read = 0
    const stack = await makeStack({
      now: '2026-03-12T09:00:00+08:00',
      through: (table) => ({
        ...table,
        async query(query) {
          const page = await table.query(query)
          read += page.items.length
          return page
        },
      }),
    })
    for (let n = 1; n <= 12_000; n++) {
      const fixmedins_code = `H130102${String(n).padStart(5, '0')}`
      const said = { fixmedins_code, fixmedins_name: `第${n}医院`, cross_region_enabled: true, time: stack.clock.now() }
      for (const write of await institutionWrites(stack.table, said)) await stack.table.transact([write])
    }
    const { status, body } = await apiOf(stack).request('/v1/institutions?admdvs=130100&q=第11999医院')
    expect({ status, institutions: body.institutions }).toEqual({ status: 200, institutions: [] })
    expect(read).toBeLessThanOrEqual(6_000)
    expect(await listed(stack, { admdvs: '130100', q: '第11999医院' })).toEqual({
      codes: ['H13010211999'],
      lengths: [0, 0, 1],
    })
  })

  it('names what is wrong with a call', async () => {
    const stack = await start()
    await register(stack, ...everywhere)
    const { request } = apiOf(stack)
    const { body } = await request('/v1/institutions?limit=1')
    for (const [query, field] of [
      ['admdvs=hebei', 'admdvs'],
      ['admdvs=000000', 'admdvs'],
      ['limit=0', 'limit'],
      ['cursor=ours', 'cursor'],
      [`cursor=${body.cursor}&admdvs=130000`, 'cursor'],
      ['name=x', 'name'],
    ]) {
      const answer = await request(`/v1/institutions?${query}`)
      expect([query, answer.status, answer.body.errors?.[0].field]).toEqual([query, 400, field])
    }
    const cases = await apiOf(stack).call(clerk('130100'), `GET /v1/cases?cursor=${body.cursor}`)
    expect(cases.status).toBe(400)
  })
})

it("a visit's own flag decides, whatever the institution is registered with", async () => {
  const stack = await start()
  await register(stack, hospital('H11010100001', '北京医院', { cross_region_enabled: false }))
  const institution = { role: 'institution', sub: 'i', fixmedins_code: 'H11010100001' } as const
  const psn_no = await registerPerson(stack, 1)
  await stack.happen('enrolment.registered', enrolment(psn_no, '130100', '2020-01-01'))
  const visit = {
    mdtrt_id: 'M1',
    fixmedins_code: 'H11010100001',
    mdtrtarea_admvs: '110101',
    psn_no,
    med_type: '21',
    begntime: stack.clock.now(),
  }
  const decide = (mdtrt_id: string, cross_region_enabled: boolean) =>
    apiOf(stack).call(institution, 'POST /v1/filing-decisions', { ...visit, mdtrt_id, cross_region_enabled })
  const [open, closed] = [await decide('M1', true), await decide('M2', false)]
  expect([open.status, closed.status]).toEqual([200, 200])
  expect(open.body.basis).not.toBe(closed.body.basis)
})
