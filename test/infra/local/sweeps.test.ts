import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lastSweep, noteSweep, untilSweep } from '../../../infra/local/sweeps.ts'
import { testDir } from './support.ts'

let path: string
let remove: () => void

beforeEach(() => {
  const test = testDir()
  path = join(test.dir, 'sweep.json')
  remove = test.remove
})
afterEach(() => remove())

it('there is no word of a sweep before the first', () => {
  expect(lastSweep(path)).toBeUndefined()
})

it('who waits for a sweep is told of the first that is as asked', async () => {
  const wanted = untilSweep(path, ({ offsetMs }) => offsetMs === 5)
  noteSweep(path, { count: 1, offsetMs: 0, sent: 3 })
  await new Promise((resolve) => setTimeout(resolve, 60))
  noteSweep(path, { count: 2, offsetMs: 5, sent: 0 })
  expect(await wanted).toEqual({ count: 2, offsetMs: 5, sent: 0 })
})

it('waiting for a sweep that never comes ends', async () => {
  await expect(untilSweep(path, () => true, 50)).rejects.toThrow('does not sweep')
})
