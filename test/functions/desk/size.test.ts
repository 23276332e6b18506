import { expect, test } from 'vitest'
import { deskSizes } from '../../bench/desk-size.ts'

test('the desk function is at most 1.3 times an empty app with its adapter and its client of the table', async () => {
  const { empty, desk } = await deskSizes()
  expect(desk.kb / empty.kb).toBeLessThan(1.3)
  expect(desk.packages).not.toContain('zod')
  expect(desk.packages).not.toContain('chinese-days')
})
