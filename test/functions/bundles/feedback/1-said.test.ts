/** feedback/RULES.md 1.1 to 1.5: what somebody says, where it belongs, and what is said already. */
import { describe, expect, it } from 'vitest'
import { citizen, clerk } from '../../../support/api.ts'
import { enrolment, moveAway, register } from '../../../support/people.ts'
import { home, scene, ticket } from './scene.ts'

describe('what is said here', () => {
  it('names a matter and has a text; an unknown matter, kind or point, or none in charge, is refused', async () => {
    const { say, stack } = await scene()
    const faultOf = async (more: object) => (await say(more as never)).body.errors?.[0]?.field
    expect(await faultOf({ matter: 'nothing' })).toBe('matter')
    expect(await faultOf({ matter: undefined })).toBe('matter')
    expect(await faultOf({ kind: 'rating' })).toBe('kind')
    expect(await faultOf({ text: ' ' })).toBe('text')
    expect(await faultOf({ text: '字'.repeat(1001) })).toBe('text')
    expect(await faultOf({ point_no: 'nowhere' })).toBe('point_no')
    expect(await faultOf({ question_id: 'none' })).toBe('question_id')
    const nowhere = await register(stack, 2)
    expect((await say({}, citizen(nowhere))).body.errors[0].field).toBe('admdvs')
    expect((await say({ admdvs: '130203' }, citizen(nowhere))).body.admdvs).toBe('130200')
    const long = await say({ matter: 'other', text: `第一行\n${'字'.repeat(996)}` })
    expect([long.status, long.body.admdvs]).toEqual([201, home])
  })

  it('about a case belongs to that case’s area and bundle; another’s case is 404, feedback 400 (feedback/RULES.md 1.4)', async () => {
    const { say, stack } = await scene()
    const psn = await moveAway(stack, 2)
    const [transfer] = await stack.cases(psn, 'transfer')
    const said = await say({ matter: 'newborn', case_id: transfer!.case_id }, citizen(psn))
    expect(said).toMatchObject({ status: 201, body: { admdvs: transfer!.admdvs } })
    expect((await stack.tasks(psn)).find(({ kind }) => kind === 'handle-feedback')?.facts).toMatchObject({
      matter: 'transfer',
      case_id: transfer!.case_id,
    })
    expect((await say({ case_id: said.body.case_id }, citizen(psn))).body.errors[0].field).toBe('case_id')
    expect((await say({ case_id: transfer!.case_id })).status).toBe(404)
  })

  it('is said once while it is open: by kind and matter, or by kind and case (feedback/RULES.md 1.5)', async () => {
    const { say, act } = await scene()
    const first = await say()
    const again = await say({ text: '还是没有到账。' })
    expect(again).toMatchObject({ status: 409, body: { code: 'already-open', case_id: first.body.case_id } })
    expect((await say({ kind: 'stuck' })).status).toBe(201)
    expect((await say({ matter: 'filing' })).status).toBe(201)
    await act(first.body.case_id, { action: 'withdraw', reason: '弄清楚了' })
    expect((await say()).status).toBe(201)
  })

  it('makes one case under one Idempotency-Key', async () => {
    const { api, me } = await scene()
    const body = { kind: 'question', matter: 'account', text: '余额怎么查？' }
    const say = () => api.call(me, 'POST /v1/feedback', body, { 'idempotency-key': 'k1' })
    const [one, two] = [await say(), await say()]
    expect([one.status, two.status, two.body.case_id]).toEqual([201, 201, one.body.case_id])
  })
})

describe('a ticket', () => {
  it('opens when it was raised, once a number (feedback/RULES.md 1.2)', async () => {
    const { stack, psn } = await scene('2026-03-10T10:00:00+08:00')
    const said = ticket({ psn_no: psn })
    await stack.happen('ticket.raised', said)
    await stack.happen('ticket.raised', { ...said, text: '窗口排队还是太久。' }, { time: '2026-03-10T11:00:00+08:00' })
    const rows = await stack.cases(psn, 'feedback')
    expect(rows).toMatchObject([{ due_at: '2026-03-13T23:59:59+08:00', started_at: said.raised_at, admdvs: home }])
  })

  it('that names nobody is a case without a person; without an area too it is rejected', async () => {
    const { stack, api, tasks, decide, toHotline } = await scene()
    await stack.happen('ticket.raised', ticket({ admdvs: home }))
    const [task] = await tasks('handle-feedback')
    expect(task).not.toHaveProperty('psn_no')
    expect(task.facts).not.toHaveProperty('psn_name')
    const { body } = await api.call(clerk(home), 'GET /v1/cases?bundle=feedback')
    expect(body.cases[0]).not.toHaveProperty('psn_no')
    await decide(task.task_id)
    const { body: done } = await api.call(clerk(home), `GET /v1/cases/${task.case_id}`)
    expect([done.status, 'psn_no' in done]).toEqual(['done', false])
    expect(toHotline()).toEqual([
      ['GD1', 'accepted'],
      ['GD1', 'answered'],
      ['GD1', 'closed'],
    ])
    await stack.happen('ticket.raised', ticket({ ticket_no: 'GD2' }))
    const { body: rejected } = await api.call({ role: 'operator' }, 'GET /v1/rejected-events')
    expect(rejected.events).toMatchObject([{ reason: 'bad-data', errors: [{ field: 'data.admdvs' }] }])
  })

  it('waits for whom it names, and where nobody is insured for an insured place', async () => {
    const { stack } = await scene()
    await stack.happen('ticket.raised', ticket({ psn_no: 'P000002' }))
    expect(await stack.cases('P000002')).toEqual([])
    const psn = await register(stack, 2)
    expect(await stack.cases(psn)).toEqual([])
    await stack.happen('enrolment.registered', enrolment(psn, '130200', '2020-01-01'))
    expect(await stack.cases(psn)).toMatchObject([{ bundle: 'feedback', admdvs: '130200' }])
  })

  it('joins what is open of the same, and hears with it from then on', async () => {
    const { stack, psn, say, tasks, decide, act, toHotline } = await scene()
    const { body } = await say({ matter: 'other' })
    await stack.happen('ticket.raised', ticket({ psn_no: psn }))
    expect(await stack.cases(psn, 'feedback')).toHaveLength(1)
    expect(toHotline()).toEqual([])
    await decide((await tasks())[0].task_id)
    await stack.happen('ticket.raised', ticket({ psn_no: psn, ticket_no: 'GD2' }))
    const both = ['accepted', 'answered']
    expect(toHotline()).toEqual(['GD1', 'GD2'].flatMap((no) => both.map((status) => [no, status])))
    await act(body.case_id, { action: 'confirm', solved: true, satisfied: true })
    expect(toHotline().slice(4)).toEqual([
      ['GD1', 'closed'],
      ['GD2', 'closed'],
    ])
    await stack.happen('ticket.raised', ticket({ psn_no: psn, ticket_no: 'GD3' }))
    expect(await stack.cases(psn, 'feedback')).toHaveLength(2)
  })
})
