/** How large the desk's function is, beside an app that does nothing. */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

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

async function sizeOf(contents: string): Promise<BundleSize> {
  const resolveDir = fileURLToPath(new URL('../..', import.meta.url))
  const { outputFiles, metafile } = await build({
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
    logLevel: 'error',
  })
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
  )
  const packages = used.flatMap(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
  return { kb: (outputFiles[0]?.contents.length ?? 0) / 1000, packages: [...new Set(packages)] }
}
