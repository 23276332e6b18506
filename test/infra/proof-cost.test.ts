/** What the proof of the ledger costs, held against what is counted in memory. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { provePersons } from '../../functions/proof/since.ts'
import { counted, proofCost, proofTable, roundDays } from '../../infra/cost/proof.ts'
import { addMs } from '../../shared/calendar/index.ts'
import { countingReads, countingUnits } from '../bench/units.ts'
import { Books } from '../functions/proof/books.ts'
import { testKeys } from '../support/stack.ts'

test('75 million persons: at most two dollars and an hour a day', () => {
  const { total, seconds } = proofCost(75_000_000)
  expect(total).toBeLessThan(2)
  expect(seconds).toBeLessThan(3600)
})

test('the decision shows what is reckoned', () => {
  const decision = readFileSync(
    new URL('../../infra/decisions/0065-proved-by-what-changed.md', import.meta.url),
    'utf8',
  )
  expect(decision).toContain(proofTable())
})

test('a round through what 75 million persons leave in their first year takes a season', () => {
  expect(roundDays(650e9)).toBeLessThan(92)
})

test('whoever moved money is proved with the units that are reckoned, however long their life is', async () => {
  const books = new Books()
  for (let month = 0; month < 24; month++) {
    for (const what of ['credit', 'note', 'spending'] as const) {
      await books.happen(1, what)
      books.pass(60 * 24 * 10)
    }
  }
  await books.happen(1, 'credit')
  let units = 0
  const table = countingReads(books.table, (read) => {
    units += read
  })
  const from = addMs(books.clock.now(), -3_600_000)
  expect(await provePersons({ table, keys: testKeys }, [books.pid(1)], { from })).toMatchObject({ wrong: {} })
  expect(units).toBe(counted.halfReads)
})

test('the list takes two units once a person and hour', async () => {
  const units: [number, string][] = []
  const books = new Books((table) => countingUnits(table, (count, partition) => void units.push([count, partition])))
  const listed = () => units.splice(0).filter(([, partition]) => partition.includes('moved#'))
  await books.happen(1, 'credit')
  expect(listed()).toHaveLength(1)
  await books.happen(1, 'credit')
  expect(listed()).toHaveLength(0)
  books.pass(60)
  await books.happen(1, 'credit')
  expect(listed()).toHaveLength(counted.listWrites)
})
