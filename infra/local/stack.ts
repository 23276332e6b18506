/** The whole system on one machine: stores, queues, API, workers, clock and stub partners, each a process of its own. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Instant } from '../../shared/calendar/index.ts'
import type { QueueName } from '../../shared/queues.ts'
import { tableDefinition } from '../../shared/table/definition.ts'
import { Misuse } from '../cli/support/command.ts'
import { compiledDir } from '../cli/support/compiled.ts'
import { type Said, say } from '../cli/support/language.ts'
import { fileClock, openFileClock } from './clock-file.ts'
import { apiUrl, archiveDir, dynamodbUrl, type LocalConfig, region, sqsUrl, tableName, writeConfig } from './config.ts'
import { openDevKeys } from './dev-keys.ts'
import { dynamodbChild } from './dynamodb.ts'
import { readPartners } from './partners.ts'
import { freePort, isFree } from './ports-free.ts'
import { queueUrls } from './queues.ts'
import { makeBehaviourFile } from './stubs/behaviour.ts'
import { type ChildSpec, Supervisor } from './supervisor.ts'

/** How a local stack is to be. */
export interface StackOptions {
  /** Where the business clock starts; the machine's time if not given. */
  readonly now?: Instant
  /** Without stub partners the queues to partners stay unread. */
  readonly stubs: boolean
  /** Keeps the state; without it everything is in memory and gone with the stack. */
  readonly dataDir?: string
  /** How often the table was restored; 0 if not given. */
  readonly epoch?: number
  /** A parameter takes two operators: one tries it, another releases it. */
  readonly secondPerson?: boolean
  /** Keys that are made seal by SM4 and hash by SM3. */
  readonly sm?: boolean
  /** The API's port; 0 for any. */
  readonly port: number
  /** A file that says how the stub partners behave; one in the stack's directory if not given. */
  readonly stubsConfig?: string
  /** A file that says who may send what, and with which keys it is signed; without it the inbox is open to anybody. */
  readonly partners?: string
  /** A file to write when the stack is ready, and again when a process was started again. */
  readonly readyFile?: string
  /** Resolves when the stack is not wanted any more; if it is not ready by then it is given up. */
  readonly unwanted?: Promise<void>
  /** Hears, in a line of text, of processes that died. */
  readonly say: (line: string) => void
}

/** What the ready file says. */
export interface ReadyFile {
  readonly api: string
  readonly sqs: string
  readonly dynamodb: string
  readonly region: string
  readonly table: string
  readonly queues: Record<QueueName, string>
  /** Processes that may be killed at any time: nothing is lost, and they are started again. */
  readonly pids: Record<string, number>
  /** The stores. Killed without a data directory they lose what they hold. */
  readonly stores: Record<string, number>
  /** Business time when this was written. */
  readonly now: Instant
  /** The file that says how the stub partners behave; it may be changed at any time. */
  readonly stubs_config: string
  /** Where the processes' output is. */
  readonly logs: string
  /** Where accepted events are kept, sealed; `npm run replay` reads it. */
  readonly archive: string
  /** The keys that open what is sealed. */
  readonly keys: string
  /** The file of the business clock. */
  readonly clock: string
}

/** A running local stack. */
export interface Stack {
  readonly config: LocalConfig
  /** What the ready file says, as of now. */
  describe(): ReadyFile
  /** Stops everything, in order, within some three seconds. */
  stop(): Promise<void>
}

/** A local stack that can't be had as it was asked for: the text says why. */
class StackError extends Misuse {}

/** The stack was given up before it was ready, as asked. */
export class StackUnwanted extends Error {}

const storeNames = ['dynamodb', 'sqs']
const workerCount = 2

/**
 * Starts a local stack and resolves once its API answers and its queues are read. Throws a StackError if it can't be
 * started and a StackUnwanted if it was given up; nothing is left running then.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  if (options.port !== 0 && !(await isFree(options.port)))
    throw new StackError(
      say({
        zh: `端口 ${options.port} 已有人用：换一个 --port，或写 0`,
        en: `port ${options.port} is in use: take another --port, or 0`,
      }),
    )
  if (options.readyFile !== undefined) rmSync(options.readyFile, { force: true })
  const dir = openDir(options.dataDir)
  const config = await layOut(dir, options)
  const stack = new RunningStack(dir, config, options)
  try {
    await Promise.race([stack.start(), unwanted(options)])
  } catch (error) {
    await stack.stop()
    if (error instanceof StackUnwanted) throw error
    throw new StackError(isJavaMissing(error) ? say(javaNeeded) : (error as Error).message)
  }
  return stack
}

class RunningStack implements Stack {
  readonly config: LocalConfig
  readonly #dir: string
  readonly #options: StackOptions
  readonly #supervisor: Supervisor
  #ready = false

  constructor(dir: string, config: LocalConfig, options: StackOptions) {
    this.#dir = dir
    this.config = config
    this.#options = options
    this.#supervisor = new Supervisor({
      started: () => this.#writeReadyFile(),
      died: (name, how, lastWords) => this.#sayDeath(name, how, lastWords),
    })
  }

  async start(): Promise<void> {
    const specs = childSpecs(this.#dir, this.config, this.#options)
    await Promise.all(specs.map((spec) => this.#supervisor.start(spec)))
    const health = await fetch(`${apiUrl(this.config)}/v1/health`)
    if (!health.ok) {
      const answer = `${health.status} ${await health.text()}`
      throw new Error(say({ zh: `接口不正常：${answer}`, en: `the API is not well: ${answer}` }))
    }
    this.#ready = true
    this.#writeReadyFile()
  }

  describe(): ReadyFile {
    const { config } = this
    return {
      api: apiUrl(config),
      sqs: sqsUrl(config),
      dynamodb: dynamodbUrl(config),
      region: config.region,
      table: config.table,
      queues: queueUrls(config.sqsPort),
      pids: this.#supervisor.pids((name) => !storeNames.includes(name)),
      stores: this.#supervisor.pids((name) => storeNames.includes(name)),
      now: fileClock(config.clockFile).now(),
      stubs_config: config.stubsFile,
      logs: logDir(this.#dir),
      archive: archiveDir(config),
      keys: config.keysFile,
      clock: config.clockFile,
    }
  }

  async stop(): Promise<void> {
    this.#ready = false
    if (this.#options.readyFile !== undefined) rmSync(this.#options.readyFile, { force: true })
    await this.#supervisor.stop()
    if (this.#options.dataDir === undefined) rmSync(this.#dir, { recursive: true, force: true })
  }

  /** A rename shows readers the old file or the new one, never half of one. */
  #writeReadyFile(): void {
    const { readyFile } = this.#options
    if (!this.#ready || readyFile === undefined) return
    writeFileSync(`${readyFile}.new`, `${JSON.stringify(this.describe(), undefined, 2)}\n`)
    renameSync(`${readyFile}.new`, readyFile)
  }

  #sayDeath(name: string, how: string, lastWords: string): void {
    this.#options.say(say({ zh: `${name} ${how}；正在重新启动`, en: `${name} ${how}; starting it again` }))
    // Who does not even come up says why when it is given up; three times the same would hide it.
    if (this.#ready && lastWords !== '') this.#options.say(lastWords)
    const loses = storeNames.includes(name) && this.#options.dataDir === undefined
    if (loses)
      this.#options.say(
        say({
          zh: `${name} 的数据只在内存里，已经丢失（要保留，用 --data-dir）`,
          en: `${name} kept its state in memory: that is lost (use --data-dir to keep it)`,
        }),
      )
  }
}

function unwanted(options: StackOptions): Promise<never> {
  return new Promise((_, reject) => options.unwanted?.then(() => reject(new StackUnwanted('given up'))))
}

const javaNeeded: Said = {
  zh: 'DynamoDB Local 要用 Java 17 或以上：这里没有，请先安装（如 apt install openjdk-17-jre-headless）',
  en: 'DynamoDB Local needs Java 17 or later: there is none here; install it (apt install openjdk-17-jre-headless)',
}

function isJavaMissing(error: unknown): boolean {
  return error instanceof Error && /spawn java ENOENT|UnsupportedClassVersionError/.test(error.message)
}

function openDir(dataDir: string | undefined): string {
  const dir = dataDir ?? mkdtempSync(join(tmpdir(), 'mianshen-'))
  for (const part of [logDir(dir), join(dir, 'dynamodb'), join(dir, 'sqs')]) mkdirSync(part, { recursive: true })
  return dir
}

function logDir(dir: string): string {
  return join(dir, 'logs')
}

async function layOut(dir: string, options: StackOptions): Promise<LocalConfig> {
  const config: LocalConfig = {
    region,
    table: tableName,
    epoch: options.epoch ?? 0,
    secondPerson: options.secondPerson ?? false,
    apiPort: options.port === 0 ? await freePort() : options.port,
    sqsPort: await freePort(),
    dynamodbPort: await freePort(),
    ...(options.dataDir === undefined ? {} : { sqsDataDir: join(dir, 'sqs') }),
    clockFile: join(dir, 'clock.json'),
    bucketsDir: dir,
    streamFile: join(dir, 'stream.json'),
    sweepFile: join(dir, 'sweep.json'),
    keysFile: join(dir, 'keys.json'),
    stubsFile: options.stubsConfig ?? join(dir, 'stubs.json'),
    stubsCountFile: join(dir, 'stubs-count.json'),
    ...(options.partners === undefined ? {} : { partnersFile: options.partners }),
  }
  if (options.stubsConfig !== undefined && !existsSync(options.stubsConfig)) {
    throw new StackError(
      say({ zh: `没有这个文件：${options.stubsConfig}`, en: `no such file: ${options.stubsConfig}` }),
    )
  }
  if (options.partners !== undefined) readPartners(options.partners)
  makeBehaviourFile(config.stubsFile)
  openDevKeys(config.keysFile, options.sm ? 'sm' : 'aes')
  const now = openFileClock(config.clockFile, options.now)
  if (options.now !== undefined && now.slice(0, 10) > options.now.slice(0, 10)) {
    options.say(
      say({
        zh: `保存的业务时钟已经走到 ${now}，不会倒退`,
        en: `the kept business clock is at ${now} and never goes back`,
      }),
    )
  }
  return config
}

function childSpecs(dir: string, config: LocalConfig, options: StackOptions): ChildSpec[] {
  const configFile = writeConfig(dir, config)
  const processFile = (program: string) => fileURLToPath(new URL(`./processes/${program}.ts`, import.meta.url))
  // The pages are written in JSX, which Node does not run by itself.
  const before = (program: string) =>
    program === 'api' ? ['--import', pathToFileURL(processFile('load-tsx')).href] : []
  const ours = (name: string, program: string, stage: number): ChildSpec => ({
    name,
    command: process.execPath,
    args: [...before(program), processFile(program), configFile],
    env: { NODE_COMPILE_CACHE: compiledDir },
    logFile: join(logDir(dir), `${name}.log`),
    stage,
  })
  const dynamodb = dynamodbChild({
    port: config.dynamodbPort,
    region,
    table: tableDefinition(config.table),
    logFile: join(logDir(dir), 'dynamodb.log'),
    ...(options.dataDir === undefined ? {} : { dataDir: join(dir, 'dynamodb') }),
  })
  const workers = Array.from({ length: workerCount }, (_, i) => ours(`worker-${i + 1}`, 'worker', 1))
  const partners = options.stubs ? [ours('stubs', 'stubs', 1)] : []
  const alone = ['api', 'inbox', 'clock', 'records'].map((name) => ours(name, name, 1))
  return [dynamodb, ours('sqs', 'sqs', 0), ...alone, ...workers, ...partners]
}
