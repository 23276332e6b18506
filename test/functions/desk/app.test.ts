import { beforeEach, describe, expect, test } from 'vitest'
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
    const answer = await desk.ask(visit('P000001', '999999', { med_type: '99', cross_region_enabled: 'yes' }))
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json', body: { code: 'bad-request' } })
    const fields = (answer.body.errors as { field: string }[]).map(({ field }) => field)
    expect(fields.sort()).toEqual(['cross_region_enabled', 'mdtrtarea_admvs', 'med_type'])
  })
  test.each(['', '{', 'null', '[]', '"text"'])('%j is 400', async (raw) => {
    expect(await desk.ask(raw)).toMatchObject({ status: 400 })
  })
  test('what is much too long is not read', async () => {
    expect(await desk.ask(' '.repeat(20_000))).toMatchObject({ status: 413 })
  })
})

describe('an idempotency key', () => {
  test('gives the same answer to the same question, and 422 to another', async () => {
    const psn_no = await insured(stack, '530100')
    const headers = { 'idempotency-key': 'k1' }
    const first = await desk.ask(visit(psn_no, '110000'), headers)
    await file(stack, psn_no, { to: '110000' })
    expect(await desk.ask(visit(psn_no, '110000'), headers)).toEqual(first)
    expect(await desk.ask(visit(psn_no, '110000', { med_type: '21' }), headers)).toMatchObject({ status: 422 })
    expect((await desk.ask(visit(psn_no, '110000'))).body).toMatchObject({ decision: 'on-file' })
  })
  test('that is malformed is 400', async () => {
    expect(await desk.ask(visit('P000001', '110000'), { 'idempotency-key': 'x'.repeat(200) })).toMatchObject({
      status: 400,
    })
  })
  test('keeps that a person is unknown, too', async () => {
    const headers = { 'idempotency-key': 'k2' }
    const first = await desk.ask(visit('P999999', '110000'), headers)
    expect(first).toMatchObject({ status: 404, body: { code: 'person-unknown' } })
    expect(await desk.ask(visit('P999999', '110000'), headers)).toEqual(first)
  })
})

test('other paths are not there', async () => {
  const response = await desk.app.request('/v1/cases')
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
