/** Lists of cases and tasks, page by page: they stand in shards, and no caller sees anything of that. */
import { expect, it } from 'vitest'
import { areaList, taskList } from '../../../shared/table/keys.ts'
import { apiOf, type Claims, clerk } from '../../support/api.ts'
import { credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'

const [A, B] = ['130200', '130100']
const people = 24

/** Transfers from A to B, each begun at a time of its own and waiting for a clerk of A. */
async function transfers(): Promise<Stack> {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  for (let n = 1; n <= people; n++) {
    const psn = await register(stack, n)
    await stack.happen('enrolment.registered', enrolment(psn, A, '2019-03-01'))
    await stack.happen('account.credited', credit(psn, A, '10.00'))
    await stack.happen('enrolment.paused', pause(psn, A, '2026-01-31'))
    stack.clock.advance('PT1M')
    await stack.happen('enrolment.registered', enrolment(psn, B, '2026-03-02'))
  }
  return stack
}

/** All pages of a list, and how many entries each had. */
async function pages(stack: Stack, who: Claims, call: string, name: 'cases' | 'tasks', limit: number) {
  const all: Record<string, string>[] = []
  const lengths: number[] = []
  for (let cursor: string | undefined; ; ) {
    const path = `${call}?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`
    const { status, body } = await apiOf(stack).call(who, `GET ${path}`)
    expect(status).toBe(200)
    all.push(...body[name])
    lengths.push(body[name].length)
    cursor = body.cursor
    if (cursor === undefined) return { all, lengths }
  }
}

it('show every case and task once, in order, each page full but the last', async () => {
  const stack = await transfers()
  const shards = (list: { shards: readonly string[] }) =>
    list.shards.filter((shard) => [...stack.table.items.values()].some((item) => item.list === shard)).length
  expect(shards(areaList(B as never))).toBeGreaterThan(4)
  expect(shards(taskList({ role: 'clerk', area: A as never }))).toBeGreaterThan(4)
  for (const limit of [1, 5, 7, 100]) {
    for (const area of [A, B]) {
      const { all, lengths } = await pages(stack, clerk(area!), '/v1/cases', 'cases', limit)
      expect(new Set(all.map(({ case_id }) => case_id)).size).toBe(people)
      const started = all.map(({ started_at }) => started_at as string)
      expect(started).toEqual(started.toSorted().reverse())
      for (const length of lengths.slice(0, -1)) expect(length).toBe(limit)
    }
    const { all, lengths } = await pages(stack, clerk(A!), '/v1/tasks', 'tasks', limit)
    expect(new Set(all.map(({ task_id }) => task_id)).size).toBe(people)
    const due = all.map(({ due_at }) => due_at as string)
    expect(due).toEqual(due.toSorted())
    for (const length of lengths.slice(0, -1)) expect(length).toBe(limit)
  }
})
