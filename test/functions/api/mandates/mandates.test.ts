/** Mandates between members of a family (behalf/RULES.md 1): the rules' examples, limits in a race, both files. */
import { beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../../../shared/calendar/index.ts'
import { apiOf, citizen, operator, type TestApi } from '../../../support/api.ts'
import { certnoOf, enrolment, register } from '../../../support/people.ts'
import { makeStack, type Stack } from '../../../support/stack.ts'

let stack: Stack
let api: TestApi
const people: string[] = []
beforeEach(async () => {
  stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  api = apiOf(stack)
  for (let n = 1; n <= 3; n++) people[n] = await register(stack, n)
})

type Side = 'principal' | 'helper'
/** Person `by` asks person `other`. */
const ask = (by: number, as: Side, other: number, more: Record<string, unknown> = {}, headers = {}) =>
  api.call(
    citizen(people[by]!),
    'POST /v1/mandates',
    { as, certno: certnoOf(other), psn_name: `测试${other}`, relation: 'child', scopes: ['see', 'act'], ...more },
    headers,
  )
const accept = (by: number, id: string) => api.call(citizen(people[by]!), `POST /v1/mandates/${id}/acceptance`)
const end = (by: number, id: string) => api.call(citizen(people[by]!), `DELETE /v1/mandates/${id}`)
const mandates = async (of: number) => (await api.call(citizen(people[of]!), 'GET /v1/mandates')).body.mandates
const until = (at: string) => stack.clock.set(instant(at))
const saying = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]
/** In force: `helper` may act for `principal`. */
async function given(principal: number, helper: number) {
  const { body } = await ask(principal, 'principal', helper)
  expect((await accept(helper, body.mandate_id)).status).toBe(200)
  return body.mandate_id as string
}

describe('a mandate', () => {
  it('is asked for by either side and accepted by the other, from then on for a year; both see it and are told', async () => {
    const asked = await ask(1, 'principal', 2)
    expect(asked.status).toBe(201)
    const { mandate_id } = asked.body
    const offer = {
      mandate_id,
      relation: 'child',
      scopes: ['see', 'act'],
      asker: 'principal',
      status: 'offered',
      to: '2027-03-01',
    }
    expect(asked.body).toEqual({ ...offer, as: 'principal', other: { psn_name: '测试2' } })
    expect(await mandates(2)).toEqual([{ ...offer, as: 'helper', other: { psn_name: '测试1' } }])
    const inForce = { ...offer, status: 'active', from: '2026-03-02' }
    const accepted = await accept(2, mandate_id)
    expect(accepted.body).toEqual({ ...inForce, as: 'helper', other: { psn_no: people[1], psn_name: '测试1' } })
    expect(await mandates(1)).toEqual([
      { ...inForce, as: 'principal', other: { psn_no: people[2], psn_name: '测试2' } },
    ])
    const told = stack.sent('notice').filter(({ data }) => data.template === 'mandate')
    expect(told.map(({ data }) => [data.psn_no, data.case_id])).toEqual([
      [people[2], mandate_id],
      [people[1], mandate_id],
      [people[2], mandate_id],
    ])
    expect(new Set(told.map(({ id }) => id)).size).toBe(3)
    for (const n of [1, 2]) {
      const { notices } = (await api.call(citizen(people[n]!), 'GET /v1/me/notices')).body
      expect(notices.map((one: { template: string }) => one.template)).toContain('mandate')
    }
    until('2027-03-01T23:59:00+08:00')
    expect((await mandates(1))[0].status).toBe('active')
    until('2027-03-02T00:00:00+08:00')
    expect((await mandates(1))[0].status).toBe('ended')
  })

  it('is accepted by the end of the seventh day after, by the other side alone, and once', async () => {
    const { mandate_id } = (await ask(1, 'helper', 2)).body
    expect(saying(await accept(1, mandate_id))).toEqual([409, 'already'])
    expect((await accept(3, mandate_id)).status).toBe(404)
    until('2026-03-09T23:59:59+08:00')
    expect((await accept(2, mandate_id)).body.status).toBe('active')
    expect(saying(await accept(2, mandate_id))).toEqual([409, 'already'])
    const late = (await ask(1, 'helper', 3)).body.mandate_id
    until('2026-03-17T00:00:00+08:00')
    expect((await mandates(3))[0].status).toBe('lapsed')
    expect(saying(await accept(3, late))).toEqual([409, 'lapsed'])
    // What has lapsed stands in nobody's way.
    expect((await ask(3, 'principal', 1)).status).toBe(201)
  })

  it('names a known, living person by number and name, and never says which of them is wrong', async () => {
    await stack.happen('death.registered', { certno: certnoOf(3), dead_date: '2026-03-01' })
    const unknown = [
      await ask(1, 'principal', 9),
      await ask(1, 'principal', 2, { psn_name: '别人' }),
      await ask(1, 'principal', 3),
      await ask(1, 'principal', 2, { certno: '没有这个号码' }),
    ]
    expect(new Set(unknown.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(saying(unknown[0]!)).toEqual([404, 'person-unknown'])
  })

  it('is not for oneself or a child, of no scope, or for longer than a year', async () => {
    await register(stack, 5, { brdy: '2008-03-03' })
    people[5] = 'P000005'
    const child = { certno: certnoOf(5, '2008-03-03') }
    for (const wrong of [
      await ask(1, 'principal', 1),
      await ask(1, 'principal', 5, child),
      await ask(5, 'helper', 1),
      await ask(1, 'principal', 2, { scopes: [] }),
      await ask(1, 'principal', 2, { relation: 'friend' }),
      await ask(1, 'principal', 2, { to: '2027-03-02' }),
      await ask(1, 'principal', 2, { to: '2026-03-01' }),
    ]) {
      expect(saying(wrong)).toEqual([400, 'bad-request'])
    }
    expect((await ask(1, 'principal', 2, { to: '2027-03-01' })).body.to).toBe('2027-03-01')
    until('2026-03-03T09:00:00+08:00')
    expect((await ask(1, 'principal', 5, child)).status).toBe(201)
  })

  it('exists once between two, whoever asks; and the other way round beside it', async () => {
    await given(1, 2)
    expect(saying(await ask(1, 'principal', 2))).toEqual([409, 'already'])
    expect(saying(await ask(2, 'helper', 1))).toEqual([409, 'already'])
    expect((await ask(2, 'principal', 1)).status).toBe(201)
    expect(saying(await ask(1, 'helper', 2))).toEqual([409, 'already'])
  })

  it('is ended by either at once, and by a death', async () => {
    const one = await given(1, 2)
    expect((await end(2, one)).body.status).toBe('ended')
    expect(saying(await end(1, one))).toEqual([409, 'already'])
    expect((await end(3, one)).status).toBe(404)
    const offered = (await ask(1, 'principal', 3)).body.mandate_id
    expect((await end(3, offered)).body.status).toBe('ended')
    expect(saying(await accept(3, offered))).toEqual([409, 'lapsed'])
    await given(1, 2)
    await stack.happen('death.registered', { certno: certnoOf(2), dead_date: '2026-03-02' })
    expect((await mandates(1))[0].status).toBe('ended')
  })

  it('is asked for once under one key', async () => {
    const key = { 'idempotency-key': 'k1' }
    const [first, again] = [await ask(1, 'principal', 2, {}, key), await ask(1, 'principal', 2, {}, key)]
    expect(again.body).toEqual(first.body)
    expect(await mandates(1)).toHaveLength(1)
  })
})

describe('limits', () => {
  const crowd = async (to: number) => {
    for (let n = 4; n <= to; n++) people[n] = await register(stack, n)
  }

  it('a helper’s sixth and a person’s third are too many, when asking and when accepting; what has ended counts no more', async () => {
    await crowd(7)
    for (let n = 2; n <= 5; n++) await given(n, 1)
    const sixth = (await ask(7, 'principal', 1)).body.mandate_id
    const fifth = await given(6, 1)
    expect(saying(await accept(1, sixth))).toEqual([409, 'limit'])
    await end(6, fifth)
    expect((await accept(1, sixth)).status).toBe(200)
    expect(saying(await ask(1, 'helper', 6))).toEqual([409, 'limit'])
    await given(2, 3)
    expect(saying(await ask(2, 'principal', 4))).toEqual([409, 'limit'])
    // A death makes room.
    await stack.happen('death.registered', { certno: certnoOf(3), dead_date: '2026-03-02' })
    expect((await ask(2, 'principal', 4)).status).toBe(201)
  })

  it('are those of the insured place of the person helped', async () => {
    const set = { admdvs: '130100', value: 1, source: '测试' }
    await api.call(operator, 'PUT /v1/policies/helpers_most', set)
    await stack.happen('enrolment.registered', enrolment(people[1]!, '130100', '2019-03-01'))
    await given(1, 2)
    expect(saying(await ask(1, 'principal', 3))).toEqual([409, 'limit'])
    await given(3, 1)
    expect((await ask(3, 'principal', 2)).status).toBe(201)
  })

  it('hold when several accept at the same moment', async () => {
    await crowd(7)
    const offers: string[] = []
    for (let n = 2; n <= 7; n++) offers.push((await ask(1, 'helper', n)).body.mandate_id)
    const answers = await Promise.all(offers.map((id, index) => accept(index + 2, id)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(answers.map(saying).filter(([status]) => status !== 200)).toEqual([[409, 'limit']])
    expect((await mandates(1)).filter(({ status }: { status: string }) => status === 'active')).toHaveLength(5)
  })
})
