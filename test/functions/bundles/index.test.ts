/** One bundle, one folder: the index of all bundles, and the order in which they are asked. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { inboundEvents } from '../../../events/index.ts'
import { inOrder, taskKinds } from '../../../functions/bundles/all.ts'
import { heard, manifests } from '../../../functions/bundles/index.ts'
import type { Manifest } from '../../../functions/manifest.ts'
import { bundleIndex, indexText, missingIn } from '../../../infra/generate/bundles.ts'
import { kindsByName, taskKind } from '../../../shared/tasks/kind.ts'

const bundle = (name: string, ...after: string[]) =>
  ({ chain: { bundle: name }, after, tasks: [] }) as unknown as Manifest
const names = (bundles: readonly Manifest[]) => inOrder(bundles).map(({ chain }) => chain.bundle)

describe('the index of the bundles', () => {
  it('names every folder: `npm run bundles` writes it', () => {
    expect(readFileSync(bundleIndex, 'utf8')).toBe(indexText())
  })

  it('lets no two bundles have one name or open their ids alike', () => {
    expect(new Set(manifests.map(({ chain }) => chain.bundle)).size).toBe(manifests.length)
    expect(new Set(manifests.map(({ chain }) => chain.prefix)).size).toBe(manifests.length)
  })
})

describe('what bundles hear', () => {
  it('is in the index as their manifests have it, each type once and none that registers know', () => {
    expect(new Set(heard)).toEqual(new Set(manifests.flatMap(({ hears = [] }: Manifest) => hears)))
    const types = [...new Set(heard)].map(({ type }) => type)
    expect(new Set([...types, ...Object.keys(inboundEvents)]).size).toBe(
      types.length + Object.keys(inboundEvents).length,
    )
  })
})

describe('a folder with a manifest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const write = (file: string) => {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), '')
  }

  it('is told too: each bundle has its stories', () => {
    expect(missingIn()).toEqual([])
  })

  it('stands in the index by its name; what it lacks is said', () => {
    const lacking = ['cold/manifest.ts', 'cold/bench.ts', 'notes/readme.ts']
    for (const file of ['sick-leave/manifest.ts', 'sick-leave/stories.ts', 'sick-leave/bench.ts', ...lacking]) {
      write(file)
    }
    const text = indexText(folder)
    expect(text).toContain(
      "import { cold } from './cold/manifest.ts'\nimport { sickLeave } from './sick-leave/manifest.ts'",
    )
    expect(text).toContain('declared([cold, sickLeave])')
    expect(text).toContain("stories: async () => (await import('./sick-leave/stories.ts')).stories")
    expect(text).toContain("bench: async () => (await import('./sick-leave/bench.ts')).bench")
    expect(missingIn(folder)).toEqual(['缺 functions/bundles/cold/stories.ts：样例日里它发生什么，应当得到什么'])
  })

  it('may have calls of its own, which the index names too', () => {
    write('sick-leave/routes.ts')
    const text = indexText(folder)
    expect(text).toContain("import { routes as sickLeaveRoutes } from './sick-leave/routes.ts'")
    expect(text).toContain(' = [sickLeaveRoutes]')
  })

  it('is one line of a long list when there are many', () => {
    for (let n = 10; n < 30; n++) write(`bundle-number-${n}x/manifest.ts`)
    const longest = Math.max(
      ...indexText(folder)
        .split('\n')
        .map((line) => line.length),
    )
    expect(longest).toBeLessThanOrEqual(120)
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
