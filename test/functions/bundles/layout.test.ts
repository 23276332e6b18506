/** One layout of tests for all bundles: who knows one folder knows them all, and what it lacks is said. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { bundleFolders } from '../../../infra/generate/bundles.ts'
import { fromBundles } from '../../simulator/bundles.ts'
import { importsOf, root } from '../../support/sources.ts'

const tests = dirname(fileURLToPath(import.meta.url))

/** What every folder has, and why. */
const parts = {
  'scene.ts': 'builds the situations of the bundle, for its own tests and those of others',
  'model.ts': 'what the rules say must come, without the code of the bundle',
  'audit.ts': 'holds a run of the simulator against the model',
  'population.ts': 'lives that exercise the bundle, and how those answer whom it asks',
  'life.ts': 'random lives, to hold its rules against their text by the million',
  'expected.ts': 'what the text of the rules says must come of such a life',
}

/** Tests that belong to no chapter: the examples of the law, cases that older releases stored, the sample day. */
const ofNoChapter = ['examples', 'states', 'stories']

/** The numbers of a law's chapters. */
const chaptersOf = (law: string) =>
  [...readFileSync(join(root, 'functions/bundles', law), 'utf8').matchAll(/^## (\d+) /gm)].map(([, n = '']) => n)

describe.each(bundleFolders())('the tests of %s', (bundle) => {
  const folder = join(tests, bundle)
  const files = existsSync(folder) ? readdirSync(folder) : []
  const own = files.filter((file) => file.endsWith('.test.ts')).map((file) => file.replace('.test.ts', ''))

  it.each(Object.entries(parts))('have %s: it %s', (part) => {
    expect(files).toContain(part)
  })

  it('are named by the chapters of its law (4-balance), or of the law of all bundles (all-3-order)', () => {
    const chapters = chaptersOf(`${bundle}/RULES.md`)
    const common = chaptersOf('RULES.md').map((chapter) => `all-${chapter}`)
    const known = [...chapters, ...common].map((chapter) => `${chapter}-`)
    const strays = own.filter((name) => !ofNoChapter.includes(name) && !known.some((start) => name.startsWith(start)))
    expect(strays).toEqual([])
    const silent = chapters.filter((chapter) => !own.some((name) => name.startsWith(`${chapter}-`)))
    expect(silent, 'chapters that no file holds').toEqual([])
  })

  it('have a model that knows nothing of the system but what it is told', () => {
    const text = readFileSync(join(folder, 'model.ts'), 'utf8')
    const targets = importsOf({ file: `test/functions/bundles/${bundle}/model.ts`, text })
    expect(targets.filter((target) => /^(functions|infra|shared\/(?!calendar|registers\/rows))/.test(target))).toEqual(
      [],
    )
  })
})

describe('the simulator', () => {
  it('finds the parts of every bundle', async () => {
    const [models, audits, populations] = [
      await fromBundles('model'),
      await fromBundles('audit'),
      await fromBundles('population'),
    ]
    for (const found of [models, audits, populations]) expect(found.map((one) => one.bundle)).toEqual(bundleFolders())
    for (const { bundle, audit } of audits) expect(audit, bundle).toBeTypeOf('function')
    for (const { bundle, lives } of populations) expect(lives, bundle).toBeInstanceOf(Array)
  })

  it('says what a bundle lacks', async () => {
    const nowhere = pathToFileURL(join(tests, 'nowhere/'))
    await expect(fromBundles('population', nowhere)).rejects.toThrow(
      /^test\/functions\/bundles\/\S+\/population\.ts is missing: /,
    )
  })
})
