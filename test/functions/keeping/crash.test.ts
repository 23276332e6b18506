/** Dying between any two calls of the job loses nothing, and the end is the same. */
import { describe, expect, it } from 'vitest'
import { checkLedger } from '../../../functions/proof/ledger-check.ts'
import { work } from '../../../functions/worker/worker.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import type { Query, Table } from '../../../shared/table/table.ts'
import { person } from '../../support/people.ts'
import { type Stack, testKeys } from '../../support/stack.ts'
import { found, jump, keep, longAgo, runs } from './scene.ts'

/** Dies before, or after, its `left`th call that is no look at an empty list; -1: never. */
const dying = (die: { left: number; after: boolean }) => (table: Table) =>
  new Proxy(table, {
    get(target, name: keyof Table) {
      const method = target[name] as unknown
      if (typeof method !== 'function') return method
      return async (...args: unknown[]) => {
        const isEmpty = name === 'query' && (await target.query(args[0] as Query)).items.length === 0
        const dies = !isEmpty && die.left >= 0 && die.left-- === 0
        if (dies && !die.after) throw new Error('died')
        const answer: unknown = await method.apply(target, args)
        if (dies) throw new Error('died')
        return answer
      }
    },
  }) as Table

/** What the table holds beside the run's own record, which tells how often it was begun. */
const held = ({ table }: Stack) =>
  [...table.items.values()]
    .filter(({ pk }) => pk !== 'KEEPING' && !pk.startsWith('U#'))
    .map(({ pk, sk }) => `${pk} ${sk}`)
    .sort()

async function ended(die: { left: number; after: boolean }) {
  const alive = { left: -1, after: die.after }
  const { stack, psn_no } = await longAgo(dying(alive))
  await stack.sendRaw('没有人看得懂')
  await stack.happen(
    'death.registered',
    { certno: person(1).certno, dead_date: '2024-01-05' },
    { time: '2024-01-06T08:00:00+08:00' },
  )
  await stack.advanceTo('2024-01-20T08:00:00+08:00')
  jump(stack, '2054-06-15T08:00:00+08:00')
  await found(stack, [pidOf(testKeys, psn_no)])
  alive.left = die.left
  let died = 0
  for (let tries = 0; tries < 200; tries++) {
    try {
      await work(stack.ports, stack.rules, { kind: 'keep' })
    } catch (error) {
      expect((error as Error).message).toBe('died')
      died++
    }
    if ((await runs(stack)).run?.ended_at?.startsWith('2054-06-15')) break
  }
  alive.left = -1
  await keep(stack)
  return { stack, psn_no, died }
}

describe('a run that dies at any of its calls', () => {
  it('comes to the same', async () => {
    const { stack: whole } = await ended({ left: -1, after: false })
    const expected = held(whole)
    let calls = 0
    for (const after of [false, true]) {
      for (let left = 0; ; left++) {
        const { stack, died } = await ended({ left, after })
        if (died === 0) break
        calls++
        expect(held(stack), `${left} ${after}`).toEqual(expected)
        expect((await checkLedger(stack.ports)).violations).toEqual([])
      }
    }
    expect(calls).toBeGreaterThan(40)
  })
})
