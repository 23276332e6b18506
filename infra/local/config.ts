/** What the processes of one local stack share: a directory, and in it a file that tells each where the others are. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The region that the local stack plays. */
export const region = 'cn-north-1'
/** The table of the local stack. */
export const tableName = 'mianshen'
/** DynamoDB Local and the SQS server take any; the clients want some. */
export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }

/** Where everything of a running local stack is. */
export interface LocalConfig {
  readonly region: string
  readonly table: string
  readonly apiPort: number
  readonly sqsPort: number
  readonly dynamodbPort: number
  /** How often the table was restored (`shared/engine/ports.ts`). */
  readonly epoch: number
  /** A parameter takes two operators: one tries it, another releases it. */
  readonly secondPerson?: boolean
  /** Where the SQS server keeps its state; in memory if not given. */
  readonly sqsDataDir?: string
  readonly clockFile: string
  /** Buckets of the cloud, each a folder of its name here. */
  readonly bucketsDir: string
  /** How far the table's stream is read. */
  readonly streamFile: string
  /** Where the clock process leaves word of its sweeps. */
  readonly sweepFile: string
  readonly keysFile: string
  /** How the stub partners behave; read again whenever it changes. */
  readonly stubsFile: string
  /** Who may send what, and with which keys it is signed (`functions/inbox/shared-inbox.ts`). */
  readonly partnersFile?: string
  /** How many messages each stub partner took and answered since it was started. */
  readonly stubsCountFile: string
}

/** Writes the configuration into a stack's directory; answers the file's path. */
export function writeConfig(dir: string, config: LocalConfig): string {
  const path = join(dir, 'config.json')
  writeFileSync(path, JSON.stringify(config, undefined, 2))
  return path
}

/** The folder of the archive of accepted events. */
export function archiveDir({ bucketsDir }: Pick<LocalConfig, 'bucketsDir'>): string {
  return join(bucketsDir, 'archive')
}

/** Reads the configuration named on the command line of a child process. */
export function readConfig(): LocalConfig {
  const path = process.argv[2]
  if (path === undefined) throw new Error('no configuration given: this program is started by serve.ts')
  return JSON.parse(readFileSync(path, 'utf8')) as LocalConfig
}

/** The address of the DynamoDB of a stack. */
export function dynamodbUrl(config: LocalConfig): string {
  return `http://127.0.0.1:${config.dynamodbPort}`
}

/** The address of the SQS server of a stack. */
export function sqsUrl(config: LocalConfig): string {
  return `http://127.0.0.1:${config.sqsPort}`
}

/** The address of the API of a stack. */
export function apiUrl(config: LocalConfig): string {
  return `http://127.0.0.1:${config.apiPort}`
}
