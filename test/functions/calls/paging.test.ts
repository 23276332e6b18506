import { describe, expect, it } from 'vitest'
import { apiOf, type Claims, citizen, clerk, operator, type TestApi } from '../../support/api.ts'
import { credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

const many = 23

/** Everything a list shows, page by page; fails if a page is longer than asked for. */
async function all(api: TestApi, who: Claims, path: string, list: string, limit: number): Promise<unknown[]> {
  const found: unknown[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < 100; pages++) {
    const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { status, body } = await api.call(who, `GET ${path}${path.includes('?') ? '&' : '?'}limit=${limit}${more}`)
    expect(status).toBe(200)
    expect(body[list].length).toBeLessThanOrEqual(limit)
    found.push(...body[list])
    cursor = body.cursor
    if (cursor === undefined) return found
  }
  throw new Error('the list does not end')
}

async function setting() {
  const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  const api = apiOf(stack)
  const people: string[] = []
  for (let n = 1; n <= many; n++) {
    const psn = await register(stack, n)
    people.push(psn)
    await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(psn, '130200', '10.00'))
    await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
    await stack.sendRaw(`nonsense ${n}`)
    await stack.advanceTo(`2026-03-12T09:00:${String(n).padStart(2, '0')}+08:00`)
  }
  const me = citizen(people[0]!)
  for (let n = 0; n < many; n++) {
    const to_admdvs = `44${String(n + 1).padStart(2, '0')}00`
    await api.call(me, 'POST /v1/filings', { kind: 'temporary', to_admdvs, from: '2026-03-12', commitment: true })
  }
  return { stack, api, me }
}

const { api, me, stack } = await setting()

/** Every list, who reads it, what tells its entries apart, and the order they stand in. */
const lists = [
  { path: '/v1/cases', list: 'cases', who: clerk('130100'), id: 'case_id', by: 'started_at', newestFirst: true },
  {
    path: '/v1/cases?status=waiting',
    list: 'cases',
    who: clerk('130200'),
    id: 'case_id',
    by: 'started_at',
    newestFirst: true,
  },
  { path: '/v1/tasks', list: 'tasks', who: clerk('130200'), id: 'task_id', by: 'due_at', newestFirst: false },
  {
    path: '/v1/tasks?kind=approve-transfer-out',
    list: 'tasks',
    who: clerk('130200'),
    id: 'task_id',
    by: 'due_at',
    newestFirst: false,
  },
  { path: '/v1/rejected-events', list: 'events', who: operator, id: 'id', by: 'received_at', newestFirst: true },
  { path: '/v1/filings', list: 'filings', who: me, id: 'filing_id', by: 'from', newestFirst: true },
]

describe.each(lists)('$path', ({ path, list, who, id, by, newestFirst }) => {
  it('shows everything once, in order, whatever the size of the page', async () => {
    for (const limit of [1, 7, 22, 23, 100]) {
      const found = (await all(api, who, path, list, limit)) as Record<string, string>[]
      expect(new Set(found.map((one) => one[id])).size).toBe(many)
      expect(found).toHaveLength(many)
      const order = found.map((one) => one[by]!)
      expect(order).toEqual(newestFirst ? [...order].sort().reverse() : [...order].sort())
    }
  })

  it('shows twenty unless told otherwise', async () => {
    const { body } = await api.call(who, `GET ${path}`)
    expect(body[list]).toHaveLength(20)
    expect(body.cursor).toEqual(expect.any(String))
  })

  it.each(['0', '101', '-1', '1.5', 'x'])('refuses limit=%s', async (limit) => {
    const answer = await api.call(who, `GET ${path}${path.includes('?') ? '&' : '?'}limit=${limit}`)
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'limit' }] } })
  })
})

it('tasks of a kind that there is not are bad input', async () => {
  const answer = await api.call(clerk('130200'), 'GET /v1/tasks?kind=approve-transfer')
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'kind' }] } })
  expect(answer.body.errors[0].message).toContain('approve-transfer-out')
})

describe('a cursor', () => {
  it('that was not given out here is bad input, not an error', async () => {
    const { query } = stack.table
    stack.table.query = async (asked) => {
      if (asked.cursor !== undefined) throw Object.assign(new Error('starting key'), { name: 'ValidationException' })
      return query(asked)
    }
    for (const path of ['/v1/cases', '/v1/tasks']) {
      const answer = await api.call(clerk('130200'), `GET ${path}?cursor=nonsense`)
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'cursor' }] } })
    }
    stack.table.query = query
  })
})

it('notices page, newest first', async () => {
  const [task] = (await api.call(clerk('130200'), 'GET /v1/tasks')).body.tasks
  await api.call(clerk('130200'), `POST /v1/tasks/${task.task_id}/decision`, { decision: 'approve' })
  const found = (await all(api, citizen(task.psn_no), '/v1/me/notices', 'notices', 1)) as { at: string }[]
  expect(found.length).toBeGreaterThan(1)
  expect(found.map(({ at }) => at)).toEqual(
    found
      .map(({ at }) => at)
      .sort()
      .reverse(),
  )
})
