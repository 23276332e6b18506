import { describe, expect, it } from 'vitest'
import { act, call, decideTasks } from '../../../../infra/local/day/actors.ts'
import type { ApiAnswer, ApiClient } from '../../../../infra/local/day/api-client.ts'
import { instant } from '../../../../shared/calendar/index.ts'

const at = instant('2026-03-02T12:00:00+08:00')
const clerk = { role: 'clerk', admdvs: '130100' } as const

/** An API that gives these pages, notes what is posted, and answers that as told. */
function fakeApi(pages: Record<string, object[]>, answer: ApiAnswer = { status: 200, body: {} }) {
  const posted: unknown[] = []
  const api: ApiClient = {
    async call(caller, method, path, body, onBehalfOf) {
      posted.push([caller.role, method, path, body, ...(onBehalfOf === undefined ? [] : [onBehalfOf])])
      return answer
    },
    async get() {
      throw new Error('not asked for here')
    },
    async *pages<T>(caller: { role: string; psn_no?: string }, path: string) {
      yield* (pages[`${caller.psn_no ?? caller.role} ${path}`] ?? [{ cases: [], tasks: [] }]) as T[]
    },
    async setClock() {},
  }
  return { api, posted }
}

describe('those in office', () => {
  const tasks = [
    { tasks: [{ task_id: 'T1', case_id: 'C1', kind: 'approve-refund' }], cursor: 'more' },
    {
      tasks: [
        { task_id: 'T2', case_id: 'C2', kind: 'approve-refund' },
        { task_id: 'T3', kind: 'other-province' },
      ],
    },
  ]
  const approve = { decision: 'approve' } as const

  it('approve every open task, on all pages', async () => {
    const { api, posted } = fakeApi({ 'clerk /v1/tasks?status=open': tasks })
    expect(await decideTasks(api, clerk, [])).toEqual([])
    expect(posted).toEqual(['T1', 'T2', 'T3'].map((id) => ['clerk', 'POST', `/v1/tasks/${id}/decision`, approve]))
  })

  it('answer otherwise, or let lie, where the day says so of that person', async () => {
    const cases = (case_id: string) => [{ cases: [{ case_id, actions: [] }] }]
    const pages = { 'clerk /v1/tasks?status=open': tasks, 'P1 /v1/cases': cases('C1'), 'P2 /v1/cases': cases('C2') }
    const { api, posted } = fakeApi(pages)
    const no = { decision: 'reject', reason: '材料不符' } as const
    await decideTasks(api, clerk, [
      { of: 'P1', kind: 'approve-refund', answer: no },
      { of: 'P2', kind: 'approve-refund', answer: 'leave' },
      { of: 'P2', kind: 'choose-origin', answer: no },
    ])
    expect(posted).toEqual([
      ['clerk', 'POST', '/v1/tasks/T1/decision', no],
      ['clerk', 'POST', '/v1/tasks/T3/decision', approve],
    ])
  })

  it('say so when a decision is refused', async () => {
    const { api } = fakeApi({ 'clerk /v1/tasks?status=open': tasks }, { status: 409, body: { code: 'decided' } })
    expect(await decideTasks(api, clerk, [])).toHaveLength(3)
  })
})

describe('a citizen', () => {
  const step = { at, do: 'act', psn_no: 'P1', bundle: 'transfer', action: { action: 'withdraw' } } as const
  const cases = [{ cases: [{ case_id: 'C1', actions: [] }] }, { cases: [{ case_id: 'C2', actions: ['withdraw'] }] }]

  it('acts in the case that offers the action', async () => {
    const { api, posted } = fakeApi({ 'P1 /v1/cases?bundle=transfer': cases })
    expect(await act(api, step)).toEqual([])
    expect(posted).toEqual([['citizen', 'POST', '/v1/cases/C2/actions', { action: 'withdraw' }]])
  })

  it('says so when no case offers it', async () => {
    expect(await act(fakeApi({}).api, step)).toEqual(['no case of transfer offers withdraw to P1'])
  })
})

describe('whoever calls', () => {
  const step = { at, do: 'call', as: { role: 'operator' }, method: 'GET', path: '/v1/x' } as const

  it('gets the answer, which must hold what is expected', async () => {
    const { api } = fakeApi({}, { status: 200, body: { a: 1, b: 2 } })
    expect(await call(api, { ...step, expect: { a: 1 } })).toEqual({ body: { a: 1, b: 2 }, faults: [] })
    expect((await call(api, { ...step, expect: { a: 2 } })).faults).toHaveLength(1)
  })

  it('calls on somebody’s behalf, and names what an earlier answer said, however deep', async () => {
    const { api, posted } = fakeApi({}, { status: 200, body: { cases: [{ case_id: 'C 1' }] } })
    const kept = new Map<string, unknown>()
    await call(api, { ...step, keep: 'R1' }, kept)
    await call(api, { ...step, for: 'P1', path: '/v1/cases/{R1.cases.0.case_id}' }, kept)
    expect(posted[1]).toEqual(['operator', 'GET', '/v1/cases/C%201', undefined, 'P1'])
  })

  it('says so when the answer is a problem', async () => {
    expect((await call(fakeApi({}, { status: 404, body: {} }).api, step)).faults).toHaveLength(1)
  })
})
