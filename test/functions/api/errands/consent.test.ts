/** Errands by a credential; two clerks at once; and whose matters an agent keeps out of (behalf/errands/RULES.md 3). */
import { describe, expect, it } from 'vitest'
import { citizen, clerk, institution } from '../../../support/api.ts'
import { certnoOf } from '../../../support/people.ts'
import { birth, childOf } from '../../bundles/newborn/scene.ts'
import { area, filing, me, paper, start } from './scene.ts'

const hospital = institution('H13010200001')
const used = { status: 409, body: { code: 'used' } }

describe('an errand by a credential', () => {
  it('uses it up: nobody takes it any more, and it opens no other', async () => {
    const { api, helped, open } = await start()
    const { qr } = (await api.call(citizen(helped), 'POST /v1/credentials', {})).body
    const ask = () =>
      api.call(me, 'POST /v1/errands', { matter: 'filing', consent: { qr } }, { 'idempotency-key': 'k' })
    const opened = await ask()
    expect(opened).toMatchObject({ status: 201, body: { psn_no: helped, consent: 'qr', status: 'open' } })
    expect((await ask()).body).toEqual(opened.body)
    expect(await api.call(hospital, 'POST /v1/credential-checks', { qr })).toMatchObject(used)
    expect(await open('filing', { qr })).toMatchObject(used)
  })

  it('takes none that was looked at before, is past its time, or is none', async () => {
    const { api, helped, open, stack } = await start()
    const qrOf = async () => (await api.call(citizen(helped), 'POST /v1/credentials', {})).body.qr as string
    for (const who of [hospital, clerk(area)]) {
      const qr = await qrOf()
      expect((await api.call(who, 'POST /v1/credential-checks', { qr })).status).toBe(200)
      expect(await open('filing', { qr })).toMatchObject(used)
    }
    const old = await qrOf()
    stack.clock.advance('PT1M')
    expect(await open('filing', { qr: old })).toMatchObject({ status: 409, body: { code: 'expired' } })
    expect(await open('filing', { qr: 'MIC1:x' })).toMatchObject({ status: 400, body: { code: 'invalid-code' } })
  })

  it('whose act is done at once', async () => {
    const { api, helped, open, as, read } = await start()
    const { qr } = (await api.call(citizen(helped), 'POST /v1/credentials', {})).body
    const { errand_id } = (await open('filing', { qr })).body
    expect((await as('POST /v1/filings', filing)).status).toBe(201)
    expect((await read(errand_id)).acts).toMatchObject([{ status: 'done' }])
  })
})

describe('two clerks at the same moment', () => {
  const both = async (first: object, second: object) => {
    const scene = await start()
    const { errand_id } = (await scene.open('filing')).body
    const { task_id } = (await scene.as('POST /v1/filings', filing)).body
    const answers = await Promise.all(
      [first, second].map((body, n) =>
        scene.api.call({ ...clerk(area), sub: `clerk${n}` }, `POST /v1/tasks/${task_id}/decision`, body),
      ),
    )
    const [act] = (await scene.read(errand_id)).acts
    return { ...scene, answers, act, filings: (await scene.stack.file(scene.helped)).all('filing') }
  }
  const [approve, reject] = [{ decision: 'approve' }, { decision: 'reject', reason: '不清楚' }]

  it('do an act once, and the second hears that it is decided', async () => {
    const { answers, act, filings, told } = await both(approve, approve)
    expect(answers.map(({ status, body }) => [status, body.code]).sort()).toEqual([
      [200, undefined],
      [409, 'task-closed'],
    ])
    expect([act.status, filings.length]).toEqual(['done', 1])
    expect(told('errand')).toHaveLength(3)
  })

  it('do not do and return it both', async () => {
    for (const [first, second] of [
      [approve, reject],
      [reject, approve],
    ] as const) {
      const { answers, act, filings } = await both(first, second)
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(filings).toHaveLength(act.status === 'done' ? 1 : 0)
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('task-closed')
    }
  })
})

describe('an agent', () => {
  const both = [
    { certno: certnoOf(1), psn_name: '测试1', relation: 'mother' },
    { certno: certnoOf(2), psn_name: '测试2', relation: 'father' },
  ]

  it('does nothing for those in their own care, whoever else they belong to', async () => {
    const { stack, as, open, helped, api } = await start('2026-03-20T10:00:00+08:00')
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: both }))
    await open('filing', paper)
    const barred = { status: 403, body: { code: 'own-matter' } }
    expect(await as('POST /v1/filings', { ...filing, from: '2026-04-01', psn_no: childOf() })).toMatchObject(barred)
    expect((await as('POST /v1/filings', { ...filing, from: '2026-04-01', psn_no: helped })).status).toBe(202)
    const [kase] = await stack.cases(childOf(), 'newborn')
    await api.call(me, 'POST /v1/errands', { matter: 'newborn', consent: paper })
    expect(await as(`POST /v1/cases/${kase?.case_id}/actions`, { action: 'withdraw' })).toMatchObject(barred)
  })

  it('does what concerns those whom only the person helped has in their care', async () => {
    const { stack, as, open } = await start('2026-03-20T10:00:00+08:00')
    await stack.happen('birth.certified', birth('2026-03-10', { guardians: both.slice(0, 1) }))
    await open('filing', paper)
    const answer = await as('POST /v1/filings', { ...filing, from: '2026-04-01', psn_no: childOf() })
    expect([answer.status, answer.body.code]).toEqual([202, undefined])
  })
})
