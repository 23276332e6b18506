/** How large the desk's function is and how long it takes to load, beside an app that does nothing. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { spread } from './measure.ts'

/** An app with what every function has: a route, the gateway's adapter, a client of the table. */
const emptyApp = `
  import { Hono } from 'hono'
  import { handle } from 'hono/aws-lambda'
  import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
  const client = new DynamoDBClient({})
  const app = new Hono()
  app.get('/', async (c) => c.json(await client.send(new GetItemCommand({ TableName: 't', Key: {} }))))
  export const handler = handle(app)`

const deskApp = "export { handler } from './functions/desk/handler.ts'"
/** All that loading the desk loads, but for the environment of a function, which is not here. */
const deskParts = `
  import { handle } from 'hono/aws-lambda'
  import { deskApp } from './functions/desk/app.ts'
  import { makeDeskPorts } from './functions/desk/ports.ts'
  import { deployedDoor } from './functions/http/deployed.ts'
  import { runtimeConfig } from './functions/runtime.ts'
  export const handler = async () => handle(deskApp(makeDeskPorts(await runtimeConfig('desk', {})), deployedDoor({ clock: { now: () => '' } })))`

/** A bundle's size in kB (1,000 bytes), minified, and the packages that went in. */
export interface BundleSize {
  kb: number
  packages: string[]
}

/** The sizes of both, bundled as for the cloud. */
export async function deskSizes(): Promise<{ empty: BundleSize; desk: BundleSize }> {
  const [empty, desk] = await Promise.all([sizeOf(emptyApp), sizeOf(deskApp)])
  return { empty, desk }
}

/** Milliseconds that a new process takes to import each, the middle of so many tries, in turn. */
export async function deskImportTimes(tries: number): Promise<{ empty: number; desk: number }> {
  const dir = mkdtempSync(join(tmpdir(), 'mianshen-import-'))
  try {
    const files = { empty: join(dir, 'empty.mjs'), desk: join(dir, 'desk.mjs') }
    for (const [name, contents] of [['empty', emptyApp] as const, ['desk', deskParts] as const]) {
      const { outputFiles } = await bundled(contents)
      writeFileSync(files[name], outputFiles[0]?.contents ?? '')
    }
    const times: { empty: number[]; desk: number[] } = { empty: [], desk: [] }
    for (let n = 0; n < tries; n++) {
      times.empty.push(importTime(files.empty))
      times.desk.push(importTime(files.desk))
    }
    return { empty: spread(times.empty).median, desk: spread(times.desk).median }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function importTime(file: string): number {
  const program = `const t=performance.now();await import(${JSON.stringify(file)});console.log(performance.now()-t)`
  const options = { encoding: 'utf8', env: { ...process.env, NODE_COMPILE_CACHE: '' } } as const
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], options))
}

async function sizeOf(contents: string): Promise<BundleSize> {
  const { outputFiles, metafile } = await bundled(contents)
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
  )
  const packages = used.flatMap(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
  return { kb: (outputFiles[0]?.contents.length ?? 0) / 1000, packages: [...new Set(packages)] }
}

function bundled(contents: string) {
  const resolveDir = fileURLToPath(new URL('../..', import.meta.url))
  return build({
    stdin: { contents, resolveDir, loader: 'ts' },
    absWorkingDir: resolveDir,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    logLevel: 'error',
  })
}
