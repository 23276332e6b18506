/** A whole sample day, forty years on: all bundles, everybody's file, and every event of the day reported anew. */
import { describe, expect, it } from 'vitest'
import { checkLedger } from '../../../functions/proof/ledger-check.ts'
import { sampleDay } from '../../../infra/samples/index.ts'
import { addDays, dayOf, type Instant } from '../../../shared/calendar/index.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import { loadWhole } from '../../../shared/table/files.ts'
import { playInMemory } from '../../infra/samples/stage.ts'
import { credit } from '../../support/people.ts'
import { type Stack, testKeys } from '../../support/stack.ts'
import { found, keepFor } from './scene.ts'

const pidsIn = ({ table }: Stack) =>
  [...table.items.values()].flatMap(({ pk, sk }) =>
    pk.startsWith('P#') && sk === 'A#head' ? [pk.slice(2) as Pid] : [],
  )

const files = (stack: Stack) => Promise.all(pidsIn(stack).map((pid) => loadWhole(stack.table, testKeys, pid)))

describe('a day of forty years ago', () => {
  it('is told of no more, proves, and is not lived again', async () => {
    const day = sampleDay(1, 0.01)
    const { stack } = await playInMemory(day)
    const now = stack.clock.now()
    const years = (n: number) => `${addDays(dayOf(now), n * 366)}T08:00:00+08:00` as Instant
    const everybody = (await files(stack)).flatMap(({ person, into }) => (person && !into ? [person.psn_no] : []))
    for (const year of [3, 4]) {
      stack.clock.set(years(year))
      for (const psn_no of everybody) await stack.send('account.credited', credit(psn_no, '130100', '1.00'))
      await stack.run()
    }
    const before = await files(stack)
    const atRest = before.flatMap((file) => file.recalled.filter(({ register }) => register === 'case'))
    expect(atRest.length).toBeGreaterThan(20)
    stack.clock.set(years(40))
    await found(stack, pidsIn(stack))
    await keepFor(stack, 3, 1)

    const after = await files(stack)
    const erased = after.flatMap((file) => file.all('erased'))
    expect(erased.length).toBeGreaterThanOrEqual(atRest.length)
    // What was settled is known of the person as long as they live, claims among it.
    const kept = ['spending', 'erased', 'heard']
    for (const file of after) expect(file.recalled.filter(({ register }) => !kept.includes(register))).toEqual([])
    for (const [index, file] of after.entries()) {
      expect(file.all('months')).toEqual(before[index]!.all('months'))
      expect(file.all('account')).toEqual(before[index]!.all('account'))
      expect(file.all('relation')).toEqual(before[index]!.all('relation'))
    }
    expect((await checkLedger(stack.ports)).violations).toEqual([])

    // Every fact of the day once more, by other events: what is erased is not opened again.
    for (const step of day.steps) {
      if (step.do === 'send') await stack.sendRaw(JSON.stringify({ ...step.event, id: `again-${step.event.id}` }))
    }
    await stack.run()
    const gone = new Set<string>(erased.map(({ case_id }) => case_id))
    const opened = (await files(stack)).flatMap((file) => file.all('case')).filter(({ case_id }) => gone.has(case_id))
    expect(opened).toEqual([])
    expect((await checkLedger(stack.ports)).violations).toEqual([])
  })
})
