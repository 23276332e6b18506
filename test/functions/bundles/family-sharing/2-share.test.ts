/** family-sharing/RULES.md 2: granted on commitment, told, listed and ended. */
import { describe, expect, it } from 'vitest'
import { type Grant, whyNot } from '../../../../functions/bundles/family-sharing/rules/grant.ts'
import { citizen } from '../../../support/api.ts'
import { certnoOf } from '../../../support/people.ts'
import { birth } from '../newborn/scene.ts'
import { home, nameOf, near, scene } from './scene.ts'

const fine: Grant = {
  isUserAlive: true,
  isSelf: false,
  commitment: true,
  isKnown: false,
  relation: 'spouse',
  relations: ['spouse'],
  maxUsers: 1,
  scope: 'pooling-area',
  holderArea: '210200' as never,
  userArea: '210200' as never,
  isSameProvince: true,
  isShared: false,
  users: 0,
}

describe('of several reasons against it the first is told', () => {
  const reasons: [Partial<Grant>, string, number][] = [
    [{ isUserAlive: false }, 'person-unknown', 404],
    [{ isSelf: true }, 'bad-request', 400],
    [{ commitment: false }, 'bad-request', 400],
    [{ relations: [] }, 'relation-not-shared', 409],
    [{ holderArea: undefined }, 'no-account', 409],
    [{ userArea: undefined }, 'user-not-insured', 409],
    [{ userArea: '210100' as never }, 'out-of-scope', 409],
    [{ isShared: true }, 'already-shared', 409],
    [{ users: 1 }, 'too-many-users', 409],
  ]

  it.each(reasons.map(([, code], index) => [index, code] as const))('%i: %s', (index) => {
    // All that come after it fit, too.
    const worst = Object.assign(
      {},
      ...reasons
        .slice(index)
        .map(([more]) => more)
        .reverse(),
    )
    const [, code, status] = reasons[index]!
    const is = index < 6 && worst.holderArea === undefined && index > 4 ? { holderArea: '210200' } : {}
    expect(whyNot({ ...fine, ...worst, ...is })).toMatchObject({ code, status })
  })

  it('none: granted', () => {
    expect(whyNot(fine)).toBeUndefined()
    expect(whyNot({ ...fine, commitment: false, isKnown: true })).toBeUndefined()
    expect(whyNot({ ...fine, scope: 'province', userArea: '210100' as never })).toBeUndefined()
    expect(whyNot({ ...fine, scope: 'province', userArea: '130100' as never, isSameProvince: false })?.code).toBe(
      'out-of-scope',
    )
  })
})

describe('a share', () => {
  it('is in force from that day; both are told, by its id', async () => {
    const { stack, user, share, shares, holder } = await scene()
    const psn = await user(2)
    const { status, body } = await share(2, { limit: '100.00' })
    const share_id = body.share_id
    expect([status, body]).toEqual([
      201,
      {
        share_id,
        psn_no: holder,
        psn_name: nameOf(1),
        user_psn_no: psn,
        user_psn_name: nameOf(2),
        relation: 'spouse',
        from: '2026-03-02',
        limit: '100.00',
        used: '0.00',
        status: 'active',
      },
    ])
    const told = stack.sent('notice').map(({ data }) => [data.psn_no, data.template, data.case_id])
    expect(told.sort()).toEqual([
      [holder, 'family-sharing.shared', share_id],
      [psn, 'family-sharing.shared', share_id],
    ])
    expect((await shares(citizen(psn))).shares).toEqual([body])
  })

  it('is granted by identity number, or by the registers’ word where a child is the holder’s', async () => {
    const { stack, api, me, user, share, shares } = await scene()
    await user(2)
    const { psn_name, ...by } = { psn_name: nameOf(2), user_psn_no: undefined, user_certno: certnoOf(2) }
    expect((await share(2, { ...by, user_psn_name: psn_name })).status).toBe(201)
    const guardians = [
      { certno: certnoOf(1), psn_name: '测试1', relation: 'father' },
      { certno: certnoOf(2), psn_name: '测试2', relation: 'mother' },
    ]
    await stack.happen('birth.certified', birth('2026-03-01', { insu_admdvs: home, guardians }))
    const [{ psn_no, psn_name: name, relation }] = (await shares()).offers
    const before = stack.sent('notice').length
    const child = await api.call(me, 'POST /v1/shares', { user_psn_no: psn_no, user_psn_name: name, relation })
    expect(child.status).toBe(201)
    const told = stack.sent('notice').slice(before)
    expect(told.map(({ data }) => data.psn_no).sort()).toEqual(['P000001', 'P000002'])
    // The mother sees what her child may use, and ends it.
    const mother = citizen('P000002')
    expect((await shares(mother)).shares.map((one: { share_id: string }) => one.share_id)).toContain(
      child.body.share_id,
    )
    const ended = await api.call(mother, `DELETE /v1/shares/${child.body.share_id}`)
    expect(ended.body).toMatchObject({ status: 'ended', to: '2026-03-02' })
  })

  it.each([
    ['of another name', { user_psn_name: '别人' }, 404, 'person-unknown'],
    ['of nobody', { user_psn_no: 'P000099' }, 404, 'person-unknown'],
    ['of oneself', { user_psn_no: 'P000001', user_psn_name: '测试1' }, 400, 'bad-request'],
    ['without a commitment', { commitment: false }, 400, 'bad-request'],
    ['as something else', { relation: 'cousin' }, 400, 'bad-request'],
    ['by two numbers', { user_certno: certnoOf(2) }, 400, 'bad-request'],
  ])('%s is not granted', async (_, more, status, code) => {
    const { user, share } = await scene()
    await user(2)
    const answer = await share(2, more)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  it('is nobody else’s to see or to end', async () => {
    const { user, share, shares, end } = await scene()
    await user(2)
    const other = citizen(await user(3))
    const { body } = await share(2)
    expect((await end(body.share_id, other)).status).toBe(404)
    expect((await shares(other)).shares).toEqual([])
  })

  it('ended twice is 409, and granted again it is another', async () => {
    const { user, share, end, shares } = await scene()
    const psn = await user(2)
    const first = (await share(2)).body.share_id
    const twice = await share(2)
    expect([twice.status, twice.body.code]).toEqual([409, 'already-shared'])
    expect((await end(first, citizen(psn))).status).toBe(200)
    expect((await end(first)).body.code).toBe('share-ended')
    const second = (await share(2)).body.share_id
    expect(second).not.toBe(first)
    expect((await shares()).shares).toHaveLength(2)
  })

  it('ends with a death, and did not if the death is revoked', async () => {
    const { stack, user, share, shares, end } = await scene()
    await user(2)
    const { body } = await share(2)
    await stack.happen('death.registered', { certno: certnoOf(2), dead_date: '2026-03-02' })
    expect((await shares()).shares[0]).toMatchObject({ status: 'ended', to: '2026-03-02' })
    expect((await end(body.share_id)).status).toBe(409)
    stack.clock.advance('PT1M')
    await stack.happen('death.revoked', { certno: certnoOf(2), reason: '错报' })
    expect((await shares()).shares[0].status).toBe('active')
  })

  it('asked for twice at once is granted once; nor are there more users than may', async () => {
    const { stack, user, share, shares } = await scene()
    await stack.policy({ name: 'share_max_users', admdvs: home, from: '2026-03-01', value: 2 })
    for (const n of [2, 3, 4]) await user(n, { at: n === 4 ? near : home })
    const twice = await Promise.all([share(2), share(2)])
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 409])
    const both = await Promise.all([share(3), share(4)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await shares()).shares).toHaveLength(2)
  })

  it('asked for again under the same key is the same', async () => {
    const { api, user, me, shares } = await scene()
    await user(2)
    const body = { user_psn_no: 'P000002', user_psn_name: nameOf(2), relation: 'spouse', commitment: true }
    const key = { 'idempotency-key': 'k1' }
    const [first, second] = [
      await api.call(me, 'POST /v1/shares', body, key),
      await api.call(me, 'POST /v1/shares', body, key),
    ]
    expect(second).toMatchObject({ status: 201, body: first.body })
    expect((await shares()).shares).toHaveLength(1)
  })
})
