import fc from 'fast-check'
import { expect, test } from 'vitest'
import { same } from '../../shared/same.ts'

/** As it is stored; a field without a value is left out. */
const stored = (value: unknown) => JSON.stringify(value)

const leaf = fc.constantFrom<unknown>(0, 1, '', 'a', true, false, null)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    // Few names, so that objects often have the same fields in another order, or one without a value.
    fc
      .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.oneof(tie('value'), fc.constant(undefined))), {
        selector: ([name]) => name,
      })
      .map(Object.fromEntries),
  ),
}))

test('two values are the same if they are stored as the same, field for field in their order', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(same(a, b)).toBe(stored(a) === stored(b))
      expect(same(a, structuredClone(a))).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})
