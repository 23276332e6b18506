/** What a point has to do is counted by the commits that open and end its tasks. */
import { describe, expect, it } from 'vitest'
import { type Admdvs, poolingAreaOf } from '../../../shared/codes/index.ts'
import { handle } from '../../../shared/engine/handle.ts'
import { World } from '../../../shared/engine/world.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { put } from '../../../shared/registers/file.ts'
import type { TaskOwner, TaskRow } from '../../../shared/registers/rows.ts'
import { openTasksOf, pointsOf } from '../../../shared/table/points.ts'
import { point } from '../../functions/api/town.ts'
import { apiOf, operator } from '../../support/api.ts'
import { register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

const area: Admdvs = poolingAreaOf('130200')

async function start() {
  const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
  for (const no of ['B1', 'B2']) await apiOf(stack).call(operator, `PUT /v1/points/${no}`, point)
  const pid = pidOf(stack.ports.keys, await register(stack, 1))
  const write = (kind: string, owner: TaskOwner, status: TaskRow['status'] = 'open') =>
    handle(stack.ports, stack.rules, pid, {
      apply: (_, { now }) => {
        const at = { opened_at: now, due_at: now, facts: {}, admdvs: area }
        return { ok: { change: [put('task', { task_id: `x.${kind}`, kind, owner, status, standing: true, ...at })] } }
      },
    })
  const open = (no: string) => openTasksOf(stack.table, no)
  return { stack, write, open }
}

const of = (point_no: string): TaskOwner => ({ role: 'agent', point_no })

describe('the open tasks of a point', () => {
  it('are counted by kind, and no more once they end or go to another point', async () => {
    const { write, open } = await start()
    await write('a', of('B1'))
    await write('b', of('B1'))
    await write('b', of('B1'))
    expect(await open('B1')).toEqual({ a: 1, b: 1 })
    await write('b', of('B2'))
    await write('a', of('B1'), 'approved')
    await write('c', { role: 'clerk', area })
    expect(await open('B1')).toEqual({ a: 0, b: 0 })
    expect(await open('B2')).toEqual({ b: 1 })
  })

  it('are what a decision sees of the points of an area', async () => {
    const { stack, write } = await start()
    await write('a', of('B2'))
    const world = new World(stack.ports)
    const busy = await world.loading(() => world.look.points(area).map(({ point_no, open }) => [point_no, open.a ?? 0]))
    expect(busy).toEqual([
      ['B1', 0],
      ['B2', 1],
    ])
    expect(await pointsOf(stack.table, area)).toEqual(world.look.points(area).map(({ open: _, ...rest }) => rest))
  })
})
