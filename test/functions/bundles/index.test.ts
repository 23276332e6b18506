/** One bundle, one folder: the index of all bundles, and the order in which they are asked. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inOrder, taskKinds } from '../../../functions/bundles/all.ts'
import { manifests } from '../../../functions/bundles/index.ts'
import type { Manifest } from '../../../functions/manifest.ts'
import { bundleIndex, indexText } from '../../../infra/cli/bundles.ts'
import { kindsByName, taskKind } from '../../../shared/tasks/kind.ts'

const bundle = (name: string, ...after: string[]) =>
  ({ chain: { bundle: name }, after, tasks: [] }) as unknown as Manifest
const names = (bundles: readonly Manifest[]) => inOrder(bundles).map(({ chain }) => chain.bundle)

describe('the index of the bundles', () => {
  it('names every folder: `node infra/cli/bundles.ts` writes it', () => {
    expect(readFileSync(bundleIndex, 'utf8')).toBe(indexText())
  })

  it('lets no two bundles have one name or open their ids alike', () => {
    expect(new Set(manifests.map(({ chain }) => chain.bundle)).size).toBe(manifests.length)
    expect(new Set(manifests.map(({ chain }) => chain.prefix)).size).toBe(manifests.length)
  })
})

describe('the order in which bundles are asked', () => {
  it('puts each after those it waits for, and leaves the others as they are', () => {
    expect(names([bundle('a', 'c'), bundle('b'), bundle('c', 'd'), bundle('d')])).toEqual(['d', 'c', 'a', 'b'])
    expect(names([bundle('a', 'not-there'), bundle('b')])).toEqual(['a', 'b'])
  })

  it('refuses bundles that wait for each other', () => {
    expect(() => inOrder([bundle('a', 'b'), bundle('b', 'a')])).toThrow('a after b after a')
  })
})

describe('kinds of tasks', () => {
  it('have one meaning each', () => {
    const one = taskKind({ kind: 'one', title: '一', facts: () => ({}) })
    expect(kindsByName([one, one]).size).toBe(1)
    expect(() => kindsByName([one, taskKind({ kind: 'one', title: '二', facts: () => ({}) })])).toThrow(
      'two are named one',
    )
  })

  it('are told in plain words', () => {
    for (const { kind, title } of taskKinds.values()) expect(title, kind).toMatch(/[一-龥]/)
  })
})
