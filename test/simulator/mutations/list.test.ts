/** Every deliberate bug has its place in the sources: a list that is out of date proves nothing. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mutations } from './list.ts'
import { mutated } from './mutate.ts'

const root = new URL('../../../', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, root), 'utf8')

describe('deliberate bugs', () => {
  it('are at least fifteen, each under a name of its own', () => {
    expect(mutations.length).toBeGreaterThanOrEqual(15)
    expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length)
  })

  it.each(mutations)('$name stands exactly once in its source', (mutation) => {
    for (const { file } of mutation.changes) {
      const source = read(file)
      expect(mutated(mutation, file, source)).not.toBe(source)
    }
  })
})
