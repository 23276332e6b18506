import { describe, expect, it } from 'vitest'
import { parameters } from '../../functions/bundles/all.ts'
import { makeSweep } from '../../functions/clock/clock.ts'
import { wakeForRelease } from '../../functions/worker/new-release.ts'
import { dayOf, dueOn } from '../../shared/calendar/index.ts'
import type { Admdvs } from '../../shared/codes/index.ts'
import { rowId } from '../../shared/policy/index.ts'
import { put } from '../../shared/registers/file.ts'
import type { TaskRow } from '../../shared/registers/rows.ts'
import { commitWrites } from '../../shared/table/commit.ts'
import { keptRowsOf } from '../../shared/table/policies.ts'
import { apiOf, operator } from '../support/api.ts'
import { register } from '../support/people.ts'
import { makeStack, type Stack, testKeys } from '../support/stack.ts'

const now = '2026-05-20T10:00:00+08:00'

/** A task as a release left it that did not know the holidays of the year; its case has ended. */
async function leftByOldRelease(stack: Stack, n: number, year: number): Promise<string> {
  const psn = await register(stack, n)
  const read = await stack.file(psn)
  const at = stack.clock.now()
  const task: TaskRow = {
    task_id: `RT${read.pid}aaaaaaaaaa.calendar-missing.${year}`,
    kind: 'calendar-missing',
    owner: { role: 'operator' },
    admdvs: '130100' as Admdvs,
    opened_at: at,
    due_at: dueOn(dayOf(at)).at,
    facts: { year, text: `${year}年的放假安排还没有公布` },
    status: 'open',
    standing: true,
  }
  const change = [put('task', task)]
  const journal = { at, lines: [], move: [] }
  const commit = {
    read,
    after: read.with(change),
    change,
    journal,
    claims: [],
    numberWrites: [],
    sends: [],
    beside: [],
  }
  await stack.table.transact(commitWrites(testKeys, { ...commit, now: at, comesAgain: true, again: false }).writes)
  return psn
}

describe('a new release', () => {
  it('keeps its rows of parameters for good: decisions that rest on them outlast it', async () => {
    const stack = await makeStack({ now })
    await makeSweep(stack.ports)()
    await stack.run()
    const rows = [...parameters.values()].flatMap((one) => one.rows)
    const kept = await keptRowsOf(stack.table, rows.map(rowId))
    expect(rows.map((row) => kept.get(rowId(row)))).toEqual(rows)
  })

  it('closes what it has brought, and leaves open what nobody has published', async () => {
    const stack = await makeStack({ now })
    const met = await leftByOldRelease(stack, 1, 2026)
    const unmet = await leftByOldRelease(stack, 2, 2027)
    expect(await stack.tasks(met)).toHaveLength(1)
    await makeSweep(stack.ports)()
    await stack.run()
    expect(await stack.tasks(met)).toEqual([])
    expect((await stack.tasks(unmet)).map(({ facts }) => facts.year)).toEqual([2027])
    const { body } = await apiOf(stack).call(operator, 'GET /v1/tasks')
    expect(body.tasks.map(({ facts }: TaskRow) => facts.year)).toEqual([2027])
  })

  it('wakes whoever waits for a parameter, once', async () => {
    const stack = await makeStack({ now })
    await leftByOldRelease(stack, 1, 2027)
    const woken: string[] = []
    const send = async (_: string, bodies: readonly string[]) => {
      woken.push(...bodies)
      return []
    }
    const ports = { ...stack.ports, queues: { send } }
    await wakeForRelease(ports, 'another release')
    expect(woken.map((body) => JSON.parse(body).kind)).toEqual(['wake'])
    await wakeForRelease(ports, 'another release')
    expect(woken).toHaveLength(1)
  })
})

describe('a parameter that is set', () => {
  it('reaches who waits for it even if who set it died before it had woken anybody', async () => {
    const stack = await makeStack({ now: '2026-11-02T10:00:00+08:00' })
    await register(stack, 2)
    await stack.happen('birth.certified', {
      birth_cert_no: 'Z130000001',
      brdy: '2026-11-02T08:00:00+08:00',
      gend: '2',
      psn_name: '测试宝宝',
      fixmedins_code: 'H13010200001',
      guardians: [{ certno: '', psn_name: '测试妈妈', relation: 'mother' }],
    })
    const openKinds = async () =>
      (await apiOf(stack).call(operator, 'GET /v1/tasks')).body.tasks.map(({ kind }: TaskRow) => kind)
    expect(await openKinds()).toEqual(['policy-missing'])
    const { send } = stack.ports.queues
    stack.ports.queues.send = async () => {
      throw new Error('the process died here')
    }
    const row = { name: 'resident_premium', admdvs: '000000', from: '2027-01-01', value: '420.00' }
    await expect(stack.policy(row)).rejects.toThrow('died here')
    stack.ports.queues.send = send
    await stack.run()
    expect(await openKinds()).toEqual(['policy-missing'])
    await stack.advanceTo('2026-11-02T10:02:00+08:00')
    expect(await openKinds()).toEqual([])
  })
})
