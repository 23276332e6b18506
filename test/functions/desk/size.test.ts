import { expect, test } from 'vitest'
import { deskSizes } from '../../bench/desk-size.ts'

test('the desk function is at most half an empty app with its adapter and its client of the table', () => {
  const { empty, desk } = deskSizes()
  expect(desk.kb / empty.kb).toBeLessThan(0.5)
  expect(desk.kb).toBeLessThan(150)
  expect(desk.packages).toEqual(expect.arrayContaining(['jose', 'aws4']))
  for (const heavy of ['zod', 'hono', 'chinese-days']) expect(desk.packages).not.toContain(heavy)
})
