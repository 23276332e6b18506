/** Several runs an hour: who moved money is proved once an hour, in as many runs as that takes. */
import { expect, it } from 'vitest'
import { limits, makeProof } from '../../../functions/proof/proof.ts'
import { Books } from './books.ts'

/** Runs the proof a quarter of an hour later; answers as of when the ledger was proved in this run. */
async function runOn(books: Books): Promise<string | undefined> {
  books.pass(15)
  return (await makeProof(books.ports())()).ledger?.as_of
}

it('is begun anew each hour, not at each run', async () => {
  const books = new Books()
  await books.happen(1, 'credit')
  const first = (await books.prove())?.as_of
  const proved = [await runOn(books), await runOn(books), await runOn(books), await runOn(books)]
  expect(proved.map((as_of) => as_of === first)).toEqual([true, true, true, false])
})

it('goes on with what the run before had no time for', async () => {
  const books = new Books()
  await books.happen(1, 'credit')
  await books.prove()
  await books.happen(1, 'credit')
  books.pass(60)
  // Every look at the clock takes a minute: no run comes to the end of its parts.
  const slow = () => {
    const ports = books.ports()
    const now = () => {
      books.pass(1)
      return books.clock.now()
    }
    return makeProof({ ...ports, clock: { now } }, limits)()
  }
  const ends = []
  for (let run = 0; run < 12; run++) ends.push((await slow()).ledger?.balanced)
  const first = ends.indexOf(true)
  expect(first).toBeGreaterThan(2)
  expect(await books.prove()).toMatchObject({ balanced: true, total_debit: '2.00' })
})
