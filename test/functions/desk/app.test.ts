import { beforeEach, describe, expect, test } from 'vitest'
import { requestOf } from '../../support/answering.ts'
import { enrolment, person, register } from '../../support/people.ts'
import type { Stack } from '../../support/stack.ts'
import { file, insured } from '../bundles/filing/scene.ts'
import { type Desk, makeDesk, visit } from './scene.ts'

let desk: Desk
let stack: Stack
beforeEach(async () => {
  desk = await makeDesk()
  stack = desk.stack
})

describe('who may ask what', () => {
  test('without a valid token 401, another role 403', async () => {
    expect(await desk.ask(visit('P000001', '110000'), { authorization: '' })).toMatchObject({
      status: 401,
      type: 'application/problem+json',
    })
    expect(await desk.ask(visit('P000001', '110000'), { authorization: 'Bearer citizen P000001' })).toMatchObject({
      status: 403,
    })
  })

  test("another institution's visit is not there", async () => {
    const psn_no = await insured(stack, '130100')
    const answer = await desk.ask(visit(psn_no, '110000', { fixmedins_code: 'H31010100001' }))
    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(desk.takeCalls()).toEqual([])
  })

  test('an institution treats where its code says it stands, whatever district of it', async () => {
    const psn_no = await insured(stack, '130100')
    expect(await desk.ask(visit(psn_no, '310000'))).toMatchObject({
      status: 400,
      body: { code: 'bad-request', errors: [{ field: 'mdtrtarea_admvs' }] },
    })
    expect((await stack.file(psn_no)).all('visit')).toEqual([])
    expect((await desk.ask(visit(psn_no, '110108'))).status).toBe(200)
  })

  test('an unknown person is 404 person-unknown, by either number', async () => {
    expect(await desk.ask(visit('P999999', '110000'))).toMatchObject({ status: 404, body: { code: 'person-unknown' } })
    expect(await desk.ask(visit(undefined, '110000', { certno: person(7).certno }))).toMatchObject({
      status: 404,
      body: { code: 'person-unknown' },
    })
  })

  test('so is one of whom there are only messages that wait for the person', async () => {
    await stack.happen('enrolment.registered', enrolment('P000001', '130100', '2020-01-01'))
    expect(await desk.ask(visit('P000001', '110000'))).toMatchObject({ status: 404, body: { code: 'person-unknown' } })
    await register(stack, 1)
    expect((await desk.ask(visit('P000001', '110000'))).body).toMatchObject({ decision: 'deemed' })
  })

  test('a registered person without any relation is refused, not unknown', async () => {
    const psn_no = await register(stack, 1)
    expect(await desk.ask(visit(psn_no, '110000'))).toMatchObject({
      status: 200,
      body: { decision: 'refused', basis: '1', rates: 'none' },
    })
  })
})

describe('bad input', () => {
  test('names every field that is wrong', async () => {
    const answer = await desk.ask(visit('P000001', '999999', { med_type: '9x', cross_region_enabled: 'yes' }))
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json', body: { code: 'bad-request' } })
    const fields = (answer.body.errors as { field: string }[]).map(({ field }) => field)
    expect(fields.sort()).toEqual(['cross_region_enabled', 'mdtrtarea_admvs', 'med_type'])
  })
  test.each(['', '{', 'null', '[]', '"text"'])('%j is 400', async (raw) => {
    expect(await desk.ask(raw)).toMatchObject({ status: 400 })
  })
  test('a mark before the text is none of it', async () => {
    const psn_no = await insured(stack, '130100')
    expect(await desk.ask(`\ufeff${JSON.stringify(visit(psn_no, '110000'))}`)).toMatchObject({ status: 200 })
  })
  test('what is much too long is not read', async () => {
    expect(await desk.ask(' '.repeat(20_000))).toMatchObject({ status: 413 })
  })
})

describe('an idempotency key', () => {
  test('gives the same answer to the same question, and 422 to another', async () => {
    const psn_no = await insured(stack, '130100')
    const headers = { 'idempotency-key': 'k1' }
    const first = await desk.ask(visit(psn_no, '110000'), headers)
    const { mdtrt_id, ...rest } = visit(psn_no, '110000')
    const otherwiseWritten = JSON.stringify({ ...rest, mdtrt_id }, undefined, 2)
    expect(await desk.ask(otherwiseWritten, headers)).toEqual(first)
    expect(await desk.ask(visit(psn_no, '110000', { med_type: '21' }), headers)).toMatchObject({ status: 422 })
  })
  test('does not keep `required`, which a filing turns', async () => {
    const psn_no = await insured(stack, '530100')
    const headers = { 'idempotency-key': 'k1' }
    expect((await desk.ask(visit(psn_no, '110000'), headers)).body).toMatchObject({ decision: 'required' })
    await file(stack, psn_no, { to: '110000' })
    const turned = await desk.ask(visit(psn_no, '110000'), headers)
    expect(turned.body).toMatchObject({ decision: 'on-file' })
    expect(await desk.ask(visit(psn_no, '110000'), headers)).toEqual(turned)
  })
  test('that is malformed is 400', async () => {
    expect(await desk.ask(visit('P000001', '110000'), { 'idempotency-key': 'x'.repeat(200) })).toMatchObject({
      status: 400,
    })
  })
  test('does not keep that a person is unknown, who may be registered by now', async () => {
    const headers = { 'idempotency-key': 'k2' }
    expect(await desk.ask(visit('P000001', '110000'), headers)).toMatchObject({
      status: 404,
      body: { code: 'person-unknown' },
    })
    const psn_no = await insured(stack, '130100')
    expect((await desk.ask(visit(psn_no, '110000'), headers)).body).toMatchObject({ decision: 'deemed' })
  })
})

describe('who tries numbers out', () => {
  const nobody = (n: number) => visit(`X${n}`, '110000', { mdtrt_id: `M${n}` })
  const miss = async (count: number) => {
    for (let n = 0; n < count; n++) expect((await desk.ask(nobody(n))).status).toBe(404)
  }

  test('is let miss 60 times in ten minutes; then nothing is answered until they are over', async () => {
    const psn_no = await insured(stack, '130100')
    await miss(60)
    expect((await desk.ask(visit(psn_no, '110000'))).status).toBe(200)
    expect(await desk.ask(nobody(60))).toMatchObject({ status: 429, retryAfter: '600' })
    stack.clock.advance('PT4M')
    // Whether somebody is known can't be told by the answer any more.
    for (const asked of [nobody(61), visit(psn_no, '110000', { mdtrt_id: 'M2' })]) {
      expect(await desk.ask(asked)).toMatchObject({
        status: 429,
        retryAfter: '360',
        body: { code: 'too-many-requests' },
      })
    }
    stack.clock.advance('PT6M1S')
    expect((await desk.ask(visit(psn_no, '110000', { mdtrt_id: 'M2' }))).status).toBe(200)
    expect((await desk.ask(nobody(62))).status).toBe(404)
  })

  test('is known to every instance, and one of them beside it counts on', async () => {
    const psn_no = await insured(stack, '130100')
    const other = desk.instance()
    expect((await desk.ask(visit(psn_no, '110000'), {}, other)).status).toBe(200)
    await miss(60)
    expect((await desk.ask(nobody(60))).status).toBe(429)
    expect((await desk.ask(visit(psn_no, '110000', { mdtrt_id: 'M2' }), {}, desk.instance())).status).toBe(429)
    // One that has just looked learns it by the next miss, and at the latest in some seconds.
    expect((await desk.ask(nobody(61), {}, other)).status).toBe(429)
    expect((await desk.ask(visit(psn_no, '110000'), {}, other)).status).toBe(429)
  })

  test('at once is let miss no more often', async () => {
    const statuses = await Promise.all(Array.from({ length: 100 }, async (_, n) => (await desk.ask(nobody(n))).status))
    expect(statuses.filter((status) => status === 404)).toHaveLength(60)
    expect(statuses.filter((status) => status === 429)).toHaveLength(40)
  })

  test('leaves others their questions', async () => {
    const psn_no = await insured(stack, '310000')
    await miss(60)
    expect((await desk.ask(nobody(60))).status).toBe(429)
    const fixmedins_code = 'H11010100002'
    const asked = visit(psn_no, '110000', { fixmedins_code })
    expect((await desk.ask(asked, { authorization: `Bearer institution ${fixmedins_code}` })).status).toBe(200)
  })
})

test('every question is in the audit trail, those about nobody too, without any number', async () => {
  const psn_no = await insured(stack, '130100')
  await desk.ask(visit(psn_no, '110000'))
  await desk.ask(visit(psn_no, '110000', { med_type: '21' }))
  await desk.ask(visit('P999999', '110000', { mdtrt_id: 'M2' }))
  await desk.ask(visit(undefined, '110000', { mdtrt_id: 'M3', certno: person(7).certno }))
  const lines = [...stack.table.items.values()].filter(({ pk }) => pk.startsWith('U#')).map(({ d }) => String(d))
  expect(lines).toHaveLength(4)
  for (const line of lines) expect(line).not.toMatch(new RegExp(`${psn_no}|P999999|${person(7).certno}`))
  expect(lines.filter((line) => line.includes('"by":"institution:H11010100001"'))).toHaveLength(4)
})

test('other paths are not there', async () => {
  const response = await requestOf(desk.app, '/v1/cases')
  expect(response.status).toBe(404)
})

test('a table out of reach is 500, and the next question is answered', async () => {
  const psn_no = await insured(stack, '130100')
  desk.before('query', async () => {
    throw new Error('throttled')
  })
  expect(await desk.ask(visit(psn_no, '110000'))).toMatchObject({ status: 500, body: { code: 'internal' } })
  expect((await desk.ask(visit(psn_no, '110000'))).body).toMatchObject({ decision: 'deemed' })
})
