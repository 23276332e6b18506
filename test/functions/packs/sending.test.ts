/** The examples of the rules (functions/packs/RULES.md), and what they say beside: hours, months, wishes, deaths. */
import { describe, expect, it } from 'vitest'
import { certnoOf } from '../../support/people.ts'
import { born, insured, makeScene, other } from './scene.ts'

describe('the examples', () => {
  it('from 60 years on: two of three', async () => {
    const scene = await makeScene()
    const { stack, out, counts, told, left } = scene
    await insured(stack, 1, '1967-03-02', {})
    const [sixty, old] = [await insured(stack, 3, '1966-03-02'), await insured(stack, 5, '1950-05-05')]
    const { status, body } = await out('p60', { audience: { age_from: 60 } })
    expect({ status, state: body.status }).toEqual({ status: 200, state: 'released' })
    expect(await counts('p60')).toEqual({ fits: 2, sent: 2, waiting: 0, opted_out: 0, lapsed: 0, read: 0 })
    expect(await told(sixty)).toEqual(['2026-03-02T10:00 p60'])
    expect(left(old)).toEqual(['p60'])
    const [notice] = stack.sent('notice').filter(({ data }) => data.template === 'pack')
    expect(notice!.data).toMatchObject({
      tel: '13900000000',
      text: '有一件事告诉您。\n您在昆明市参保。\n昆明市医保窗口',
    })
  })

  it('who wants none is sent none, for good', async () => {
    const { stack, out, counts, told, prefer } = await makeScene()
    const [sixty, old] = [await insured(stack, 3, '1966-03-02'), await insured(stack, 5, '1950-05-05')]
    await prefer(old, { packs: false })
    await out('p60', { audience: { age_from: 60 }, standing: true })
    expect(await counts('p60')).toMatchObject({ fits: 2, sent: 1, opted_out: 1 })
    await prefer(old, { packs: true })
    await stack.advanceTo('2026-03-05T12:00:00+08:00')
    expect([await told(sixty), await told(old)]).toEqual([['2026-03-02T10:00 p60'], []])
  })

  it('standing: one at once, another when the month has come, in the morning', async () => {
    const { stack, out, counts, told } = await makeScene('2026-03-01T10:00:00+08:00')
    const [first, second] = [await insured(stack, 1, '1966-02-11'), await insured(stack, 3, '1966-03-11')]
    await out('soon', { audience: { retires_within_months: 3 }, standing: true })
    expect(await told(first)).toEqual(['2026-03-01T10:00 soon'])
    await stack.advanceTo('2026-04-02T12:00:00+08:00')
    expect(await told(second)).toEqual(['2026-04-01T08:00 soon'])
    expect(await told(first)).toHaveLength(1)
    expect(await counts('soon')).toMatchObject({ fits: 2, sent: 2 })
  })

  it('two children of one couple: each parent once', async () => {
    const { stack, out, counts, left } = await makeScene()
    const guardians = [
      [2, '1994-05-20'],
      [1, '1992-08-08'],
    ] as const
    const mother = await insured(stack, 2, '1994-05-20')
    const father = await insured(stack, 1, '1992-08-08', { insu_admdvs: '310000' })
    await born(stack, 1, '2024-02-10', guardians)
    await born(stack, 2, '2025-12-10', guardians)
    await stack.happen('enrolment.registered', {
      psn_no: (await stack.file(mother)).all('link')[0]!.psn_no,
      insu_admdvs: '530100',
      insutype: '390',
      psn_type: '14',
      psn_insu_date: '2026-01-01',
    })
    await stack.happen('enrolment.registered', {
      psn_no: (await stack.file(mother)).all('link')[1]!.psn_no,
      insu_admdvs: '530100',
      insutype: '390',
      psn_type: '14',
      psn_insu_date: '2026-01-01',
    })
    await out('kids', { audience: { age_to: 6 } })
    expect(await counts('kids')).toMatchObject({ fits: 2, sent: 2 })
    expect([left(mother), left(father)]).toEqual([['kids'], ['kids']])
    await out('young', { audience: { child_under_days: 100 } })
    expect(await counts('young')).toMatchObject({ fits: 1 })
  })

  it.each([
    ['2026-03-02T20:59:59+08:00', '2026-03-02T20:59'],
    ['2026-03-02T21:00:00+08:00', '2026-03-03T08:00'],
    ['2026-03-02T22:10:00+08:00', '2026-03-03T08:00'],
    ['2026-03-02T05:00:00+08:00', '2026-03-02T08:00'],
  ])('released at %s, it is sent at %s', async (now, sent) => {
    const { stack, out, told, counts } = await makeScene(now)
    const psn = await insured(stack, 1, '1970-01-01')
    await out('night')
    if (sent.slice(0, 13) !== now.slice(0, 13)) {
      expect(await told(psn)).toEqual([])
      expect(await counts('night')).toMatchObject({ fits: 1, waiting: 1 })
    }
    await stack.advanceTo('2026-03-03T12:00:00+08:00')
    expect(await told(psn)).toEqual([`${sent} night`])
  })

  it('the fifth of a month waits for the next, in the order of days and ids, or lapses', async () => {
    const { stack, out, told, counts } = await makeScene()
    const psn = await insured(stack, 1, '1970-01-01')
    for (const id of ['a1', 'a2', 'a3', 'a4']) await out(id)
    await out('z', { from: '2026-03-01' })
    await out('b')
    await out('y', { from: '2026-02-28' })
    await out('short', { to: '2026-03-31' })
    expect(await counts('short')).toMatchObject({ fits: 1, waiting: 1, lapsed: 0 })
    await stack.advanceTo('2026-03-31T23:59:59+08:00')
    expect(await told(psn)).toHaveLength(4)
    await stack.advanceTo('2026-04-01T09:00:00+08:00')
    expect((await told(psn)).slice(4)).toEqual(['2026-04-01T08:00 y', '2026-04-01T08:00 b', '2026-04-01T08:00 z'])
    expect(await counts('short')).toMatchObject({ fits: 1, sent: 0, waiting: 0, lapsed: 1 })
  })

  it('more than a second person must agree to: the releaser cannot, another can', async () => {
    const { stack, api, out, counts, get } = await makeScene()
    await stack.policy({ name: 'pack_second_above', admdvs: '530100', value: 2 })
    for (const n of [1, 3, 5]) await insured(stack, n, '1970-01-01')
    const { body } = await out('many')
    expect(body).toMatchObject({ status: 'to-approve', counts: { fits: 3, sent: 0 } })
    const [task] = (await api.call(other, 'GET /v1/tasks')).body.tasks
    expect(task).toMatchObject({ kind: 'approve-pack', admdvs: '530100', facts: { pack_id: 'many', fits: 3 } })
    expect(task.due_at).toBe('2026-03-04T23:59:59+08:00')
    const decide = (who: typeof other, decision: object) =>
      api.call(who, `POST /v1/tasks/${task.task_id}/decision`, decision)
    const own = await decide({ role: 'operator' } as never, { decision: 'approve' })
    expect(own).toMatchObject({ status: 403, body: { code: 'second-person' } })
    expect(await counts('many')).toMatchObject({ fits: 3, sent: 0 })
    expect((await decide(other, { decision: 'approve' })).status).toBe(200)
    expect(await get('many')).toMatchObject({ status: 'released', counts: { fits: 3, sent: 3 } })
    expect((await decide(other, { decision: 'approve' })).body.code).toBe('task-closed')
  })
})

describe('beside the examples', () => {
  it('rejected, it is a draft again, and released anew it asks anew', async () => {
    const { stack, api, out, release, get } = await makeScene()
    await stack.policy({ name: 'pack_second_above', admdvs: '000000', value: 0 })
    await insured(stack, 1, '1970-01-01')
    await out('no')
    for (let round = 0; round < 2; round++) {
      const [task] = (await api.call(other, 'GET /v1/tasks')).body.tasks
      const answer = await api.call(other, `POST /v1/tasks/${task.task_id}/decision`, {
        decision: 'reject',
        reason: '不妥',
      })
      expect(answer.status).toBe(200)
      expect((await get('no')).status).toBe('draft')
      expect((await release('no')).body.status).toBe('to-approve')
    }
  })

  it('who dies before it is sent is sent nothing: lapsed', async () => {
    const { stack, out, told, counts } = await makeScene('2026-03-02T22:00:00+08:00')
    const psn = await insured(stack, 1, '1950-01-01')
    await out('late')
    await stack.happen('death.registered', { certno: certnoOf(1, '1950-01-01'), dead_date: '2026-03-02' })
    await stack.advanceTo('2026-03-03T09:00:00+08:00')
    expect(await told(psn)).toEqual([])
    expect(await counts('late')).toEqual({ fits: 1, sent: 0, waiting: 0, opted_out: 0, lapsed: 1, read: 0 })
    await out('after')
    expect(await counts('after')).toMatchObject({ fits: 0 })
  })

  it('ended, nothing more is sent, and it is never changed again', async () => {
    const { stack, api, out, put, release, told, counts, get } = await makeScene('2026-03-02T22:00:00+08:00')
    const psn = await insured(stack, 1, '1950-01-01')
    await out('over', { standing: true })
    const end = () => api.call({ role: 'operator' }, 'POST /v1/packs/over/end')
    expect((await end()).body.status).toBe('ended')
    expect(await counts('over')).toMatchObject({ fits: 1, waiting: 0, lapsed: 1 })
    await insured(stack, 3, '1950-01-01')
    await stack.advanceTo('2026-03-04T09:00:00+08:00')
    expect(await told(psn)).toEqual([])
    expect(await get('over')).toMatchObject({ status: 'ended', counts: { fits: 1, lapsed: 1 } })
    const codes = [await end(), await release('over'), await put('over', (await import('./scene.ts')).pack())]
    expect(codes.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      '409 pack-not-released',
      '409 pack-released',
      '409 pack-released',
    ])
  })

  it('begins on its first day, for who fits then and nobody afterwards', async () => {
    const { stack, out, told, counts } = await makeScene()
    await out('spring', { from: '2026-03-05' })
    const psn = await insured(stack, 1, '1950-01-01')
    await stack.advanceTo('2026-03-05T12:00:00+08:00')
    await insured(stack, 3, '1950-01-01')
    await stack.advanceTo('2026-03-09T12:00:00+08:00')
    expect(await told(psn)).toEqual(['2026-03-05T08:00 spring'])
    expect(await counts('spring')).toMatchObject({ fits: 1, sent: 1 })
  })

  it('hours and months are those of the pack’s area on the day', async () => {
    const { stack, out, told } = await makeScene('2026-03-02T07:30:00+08:00')
    await stack.policy({ name: 'pack_hours', admdvs: '530000', value: { from: '07:00', to: '12:00' } })
    await stack.policy({ name: 'packs_a_month', admdvs: '530100', value: 1 })
    const psn = await insured(stack, 1, '1950-01-01')
    await out('one')
    await out('two')
    await out('province', { admdvs: '530000' })
    await stack.advanceTo('2026-04-01T09:00:00+08:00')
    expect(await told(psn)).toEqual(['2026-03-02T07:30 one', '2026-03-02T07:30 province', '2026-04-01T07:00 two'])
  })

  it('read is counted once, of who was sent it', async () => {
    const { stack, api, out, counts } = await makeScene()
    const psn = await insured(stack, 1, '1950-01-01')
    await insured(stack, 3, '1950-01-01')
    await out('news')
    const who = { role: 'citizen', psn_no: psn }
    const [notice] = (await api.call(who, 'GET /v1/me/notices')).body.notices
    expect(notice).toMatchObject({ template: 'pack', pack_id: 'news', case_id: 'news' })
    for (let n = 0; n < 2; n++) await api.call(who, `POST /v1/me/notices/${notice.notice_id}/read`)
    expect(await counts('news')).toMatchObject({ sent: 2, read: 1 })
  })

  it('held notices stand, and leave once when the hold ends', async () => {
    const { stack, api, out, told, left } = await makeScene()
    const psn = await insured(stack, 1, '1950-01-01')
    await api.call({ role: 'operator' }, 'PUT /v1/holds/notices', { reason: '测试' })
    await out('held')
    expect([await told(psn), left(psn)]).toEqual([['2026-03-02T10:00 held'], []])
    await api.call({ role: 'operator' }, 'DELETE /v1/holds/notices')
    expect(left(psn)).toEqual(['held'])
  })

  it('somebody who turns out to be another is sent it once', async () => {
    const { stack, out, counts, left } = await makeScene('2026-03-02T22:00:00+08:00')
    const [lost, kept] = [await insured(stack, 1, '1950-01-01'), await insured(stack, 3, '1950-01-01')]
    await out('once', { standing: true })
    await stack.happen('person.merged', { psn_no: lost, into_psn_no: kept, reason: '重复建档' })
    await stack.advanceTo('2026-03-05T12:00:00+08:00')
    expect([left(lost), left(kept)]).toEqual([[], ['once']])
    expect(await counts('once')).toMatchObject({ fits: 2, sent: 1 })
  })
})
