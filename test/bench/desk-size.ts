/** How large the desk's function is and how long it takes to load, beside an app that does nothing. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BuildOptions } from 'esbuild'
import { bundle, root } from '../../infra/bundle.ts'
import { spread } from './measure.ts'

/** An app with what every function has: a route, the gateway's adapter, the SDK's client of the table. */
const emptyApp = `
  import { Hono } from 'hono'
  import { handle } from 'hono/aws-lambda'
  import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
  const client = new DynamoDBClient({})
  const app = new Hono()
  app.get('/', async (c) => c.json(await client.send(new GetItemCommand({ TableName: process.env.TABLE_NAME, Key: { pk: { S: 'a' }, sk: { S: 'b' } } }))))
  export const handler = handle(app)`

const deskEntry = "export { handler } from './functions/desk/handler.ts'"
/** All that loading the desk loads, but for the environment of a function, which is not here. */
const deskParts = `
  import { deskApp } from './functions/desk/app.ts'
  import { makeDeskPorts } from './functions/desk/ports.ts'
  import { deployedDoor } from './functions/http/deployed.ts'
  import { gatewayHandler } from './functions/http/gateway.ts'
  import { runtimeConfig } from './functions/runtime.ts'
  export const handler = async () => {
    const ports = makeDeskPorts(await runtimeConfig('desk', {}))
    return gatewayHandler(deskApp(ports, deployedDoor(ports)))
  }`

/** A bundle's size in kB (1,000 bytes), minified, and the packages that went in. */
export interface BundleSize {
  kb: number
  packages: string[]
}

/** Bundles the desk as for the cloud. */
const bundleDesk = (contents: string, dir: string) => bundle('desk', dir, written(contents))

/** Bundles the empty app alike, with Node's `http` as everybody has it, whose every export the SDK wants. */
export const bundleEmpty = (dir: string) => bundle('desk', dir, { ...written(emptyApp), alias: {} })

const written = (contents: string): BuildOptions => ({
  entryPoints: [],
  entryNames: 'index',
  stdin: { contents, resolveDir: root, loader: 'ts' },
})

/** The sizes of both. */
export const deskSizes = (): { empty: BundleSize; desk: BundleSize } =>
  inFolder((dir) => ({ empty: sizeOf(bundleEmpty(dir)), desk: sizeOf(bundleDesk(deskEntry, dir)) }))

/** Milliseconds that a new process takes to import each, the middle of so many tries, in turn. */
export function deskImportTimes(tries: number): { empty: number; desk: number } {
  return inFolder((dir) => {
    const [empty, desk] = [join(dir, 'empty'), join(dir, 'desk')]
    bundleEmpty(empty)
    bundleDesk(deskParts, desk)
    const times: { empty: number[]; desk: number[] } = { empty: [], desk: [] }
    for (let n = 0; n < tries; n++) {
      times.empty.push(importTime(empty))
      times.desk.push(importTime(desk))
    }
    return { empty: spread(times.empty).median, desk: spread(times.desk).median }
  })
}

function inFolder<T>(run: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'mianshen-import-'))
  try {
    return run(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function importTime(dir: string): number {
  const file = JSON.stringify(join(dir, 'index.mjs'))
  const program = `const t=performance.now();await import(${file});console.log(performance.now()-t)`
  const options = { encoding: 'utf8', env: { ...process.env, NODE_COMPILE_CACHE: '' } } as const
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], options))
}

function sizeOf({ metafile }: ReturnType<typeof bundle>): BundleSize {
  const outputs = Object.values(metafile.outputs)
  const used = outputs.flatMap(({ inputs }) => Object.entries(inputs).filter(([, one]) => one.bytesInOutput > 0))
  const packages = used.flatMap(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
  return { kb: outputs.reduce((sum, { bytes }) => sum + bytes, 0) / 1000, packages: [...new Set(packages)] }
}
