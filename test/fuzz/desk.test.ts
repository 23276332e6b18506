import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { visit } from '../../events/subjects/visit.ts'
import { deskApp } from '../../functions/desk/app.ts'
import { policiesOf } from '../../functions/desk/policies.ts'
import { requestOf } from '../support/answering.ts'
import { junkText, spoiled } from './junk.ts'
import { fitting } from './schemas.ts'
import { changesSince, snapshotOf } from './strict.ts'
import { expectCivil, makeWatchedTown, townPools, tries, type WatchedTown } from './town.ts'

let town: WatchedTown
beforeAll(async () => {
  town = await makeWatchedTown()
})

describe('the desk, which reads without the schema library', () => {
  it('answers whatever it is asked, says no in plain words, and then has done nothing', async () => {
    const { ports } = town.stack
    const { table, keys, clock } = ports
    const institution = { role: 'institution', id: 'i', fixmedins_code: 'H13010200001' } as const
    const app = deskApp(
      { table, keys, clock, log: ports.log, policies: policiesOf(table, clock), bundlesLive: true },
      { authenticate: async () => institution },
    )
    const text = fc.oneof(
      fitting(visit, townPools).map((one) => JSON.stringify(one)),
      spoiled(fitting(visit, townPools)).map((one) => JSON.stringify(one)),
      junkText,
    )
    const key = fc.constantFrom(undefined, 'k1', '', ' ', '\u00e9', 'x'.repeat(200))
    const seen = new Set<number>()
    await fc.assert(
      fc.asyncProperty(text, key, async (asked, idempotency) => {
        await town.reset()
        const before = snapshotOf(town.stack)
        const response = await requestOf(app, '/v1/filing-decisions', {
          method: 'POST',
          headers: { ...(idempotency === undefined ? {} : { 'idempotency-key': idempotency }) },
          body: asked,
        })
        const type = response.headers.get('content-type') ?? ''
        expectCivil({ status: response.status, type, text: await response.text() })
        seen.add(response.status)
        expect(town.watch.faults).toEqual([])
        if (response.status >= 400)
          expect(changesSince(town.stack, before).filter((id) => !/^[IQU]#/.test(id))).toEqual([])
      }),
      tries(300),
    )
    expect([...seen]).toEqual(expect.arrayContaining([200, 400, 413]))
  })
})
