/** One answer is of one moment: whatever is committed between two of its reads, it is the one before or the one after. */
import { expect, it } from 'vitest'
import type { Query, Table } from '../../../shared/table/table.ts'
import { apiOf, type Claims, citizen, clerk } from '../../support/api.ts'
import { credit, enrolment, pause, register } from '../../support/people.ts'
import { makeStack, type Stack } from '../../support/stack.ts'
import { birth, childOf, makeNursery, mother, paid, theCase } from '../bundles/newborn/scene.ts'

/** A table that reads a few items at a time, and lets something happen before its `n`th read. */
function interrupted(table: Table, n: number, happen: () => Promise<unknown>): Table & { reads(): number } {
  let reads = 0
  const before = async () => {
    if (++reads === n) await happen()
  }
  return {
    ...table,
    reads: () => reads,
    async get(key) {
      await before()
      return table.get(key)
    },
    async getMany(keys) {
      await before()
      return table.getMany(keys)
    },
    async query(query: Query) {
      await before()
      return table.query({ ...query, limit: Math.min(query.limit ?? 2, 2) })
    },
  }
}

/** The answer before and after something happens, and every answer during which it happens. */
async function answers(make: () => Promise<{ stack: Stack; path: string; who: Claims; happen(): Promise<unknown> }>) {
  const ask = async (n: number) => {
    const { stack, path, who, happen } = await make()
    const table = interrupted(stack.table, n, happen)
    const own = { ...stack, ports: { ...stack.ports, table } } as Stack
    const api = apiOf(own)
    const { body } = await api.call(who, path)
    return { body, reads: table.reads(), after: (await apiOf(stack).call(who, path)).body }
  }
  const undisturbed = await ask(0)
  const seen = []
  for (let n = 1; n <= undisturbed.reads; n++) seen.push((await ask(n)).body)
  const { after } = await ask(1)
  expect(after).not.toEqual(undisturbed.body)
  return { before: undisturbed.body, after, seen }
}

it('a case whose premium is paid while it is read', async () => {
  const { before, after, seen } = await answers(async () => {
    const stack = await makeNursery('2026-03-02T09:00:00+08:00')
    await register(stack, 2, { brdy: '1994-05-20' })
    await stack.happen('enrolment.registered', enrolment('P000002', '530100', '2019-01-01'))
    await stack.happen('birth.certified', birth('2026-02-20', { guardians: [mother()] }))
    const { case_id } = await theCase(stack, childOf())
    const happen = () => stack.happen('premium.paid', paid(2026, '2026-03-02'))
    return { stack, path: `GET /v1/cases/${case_id}`, who: citizen('P000002'), happen }
  })
  for (const answer of seen) expect([before, after]).toContainEqual(answer)
})

it('a balance and its entries, while money comes', async () => {
  const { before, after, seen } = await answers(async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(psn, '130200', '10.00'))
    const happen = () => stack.happen('account.credited', credit(psn, '130200', '5.00'))
    return { stack, path: 'GET /v1/me/accounts', who: citizen(psn), happen }
  })
  for (const answer of seen) expect([before, after]).toContainEqual(answer)
})

it('a transfer that a clerk reads while it begins', async () => {
  const { before, after, seen } = await answers(async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(psn, '130200', '10.00'))
    await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
    const [row] = await stack.cases(psn, 'transfer')
    const [task] = await stack.tasks(psn)
    const happen = () => stack.decideTask(task!.task_id, { decision: 'approve' })
    return { stack, path: `GET /v1/cases/${row!.case_id}`, who: clerk('130100'), happen }
  })
  for (const answer of seen) expect([before, after]).toContainEqual(answer)
})
