import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CursorOf, giveCursor, takeCursor } from '../../functions/calls/paging.ts'
import { testKeys } from '../support/stack.ts'
import { anyLetter, junkText, junkValue, spoiled } from './junk.ts'
import { tries } from './town.ts'

const of: CursorOf = {
  route: 'GET /v1/tasks',
  params: {},
  query: { status: 'open', kind: 'no-choice', limit: 20 },
  subject: { role: 'clerk', id: 'clerk:130200', area: '130200' } as CursorOf['subject'],
}
const badInput = { status: 400, errors: [{ field: 'cursor' }] }

describe('a cursor', () => {
  it('that was not given out here is bad input, whatever it decodes to', async () => {
    const cursor = fc.oneof(
      fc.base64String({ maxLength: 300 }),
      fc.string({ unit: anyLetter, maxLength: 100 }),
      junkValue.map((value) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')),
      spoiled(fc.constant({ pk: 'P#a', sk: 'A#head', list: 'area#130100', list_at: '2026' })).map((value) =>
        Buffer.from(JSON.stringify(value)).toString('base64url'),
      ),
      junkText.map((text) => Buffer.from(text).toString('base64url')),
    )
    await fc.assert(
      fc.property(cursor, (given) => {
        expect(takeCursor(testKeys, given, of)).toMatchObject(badInput)
      }),
      tries(200),
    )
  })

  it('goes on with another limit, and with no other list, filter or reader', () => {
    const given = giveCursor(testKeys, 'a place', of)
    expect(takeCursor(testKeys, given, { ...of, query: { ...of.query, limit: 1, cursor: given } })).toEqual({
      place: 'a place',
    })
    const others: CursorOf[] = [
      { ...of, route: 'GET /v1/cases' },
      { ...of, params: { case_id: 'x' } },
      { ...of, query: { ...of.query, kind: 'paid-twice' } },
      { ...of, query: { status: 'open' } },
      { ...of, subject: { role: 'clerk', id: 'clerk:130100', area: '130100' } as CursorOf['subject'] },
      { ...of, subject: undefined },
    ]
    for (const other of others) expect(takeCursor(testKeys, given, other)).toMatchObject(badInput)
  })

  it('tells nothing of the keys it holds', () => {
    expect(Buffer.from(giveCursor(testKeys, 'P#person', of), 'base64url').toString('latin1')).not.toContain('P#person')
  })
})
