/**
 * Puts accepted events into the bureau's own inbox again, as they came: `npm run replay -- --from T [--to T] [--source S]`.
 * After a restore it makes up for what the table has forgotten (infra/runbooks/restore.md); what it has not, changes nothing,
 * for an event is known by its identity. Stopped, it says where it goes on.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { S3Client } from '@aws-sdk/client-s3'
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod'
import { type Archived, archivedIn, archivePrefix, hourPrefix, instantOf } from '../../../functions/inbox/archive.ts'
import type { Bucket } from '../../../shared/bucket/bucket.ts'
import { directoryBucket } from '../../../shared/bucket/directory.ts'
import { s3Bucket } from '../../../shared/bucket/s3.ts'
import { compareInstants, type Instant, parseInstant } from '../../../shared/calendar/index.ts'
import { systemClock } from '../../../shared/clock/index.ts'
import type { Keys } from '../../../shared/identity/index.ts'
import { fileClock } from '../../local/clock-file.ts'
import { credentials } from '../../local/config.ts'
import { keysFrom } from '../keys.ts'
import { jsonIn, Misuse, runCommand, type Surroundings, WrongCall } from '../support/operator.ts'
import { sendAgain } from './inbox.ts'

const USAGE = `用法：npm run replay -- --from 时刻 [选项]

  --from 时刻       从这一刻收下的事件起，带时区，如 2026-03-02T09:00:00+08:00
  --to 时刻         到这一刻为止，不含（默认：现在；重放产生的新归档不会再放）
  --source 来源     只放这个来源的
  --after 归档名    接着上次停下的地方，停下时会打印
  --rate N          每秒最多放 N 条（默认 500）
  --dry-run         只数不放
连接：本机 --ready-file 文件；云上 --stage 阶段 --bucket 桶名（堆栈输出 ArchiveBucket）--keys 密钥文件（- 为标准输入）
      [--region 区域]

事件按原样放回本单位自己的收件队列，带着原来的来路；已经办过的按来源和编号认出，不起作用。
Ctrl-C 在放完手头的一批后停下。退出码：0 放完；1 停下了，或有归档读不出；2 用法不对或连不上。`

/** What is to be sent again. */
export interface Replay {
  readonly from: Instant
  /** Not itself. */
  readonly to: Instant
  readonly source?: string
  /** The key of the last object that was done with. */
  readonly after?: string
  /** Events a second at most. */
  readonly rate: number
  readonly dryRun: boolean
}

/** What it needs: where events are kept, and who takes them. */
export interface ReplayMeans {
  readonly archive: Pick<Bucket, 'get' | 'list'>
  readonly keys: Keys
  /** Resolves when all are in the inbox. Throws if some could not be put there. */
  send(events: readonly Archived[]): Promise<void>
  out(text: string): void
  pause(ms: number): Promise<unknown>
  /** Somebody wants it to stop. */
  stopped(): boolean
}

/** What was done. */
export interface Replayed {
  readonly events: number
  readonly objects: number
  /** Keys of what could not be read. */
  readonly unreadable: readonly string[]
  /** The key behind which it goes on; absent if all is done. */
  readonly after?: string
}

/** Objects read, and sent, together. */
const together = 50
/** Between two lines that tell how far it is. */
const tellEveryMs = 10_000

/** Sends again, in order of acceptance. Throws what the bucket and the queue throw, having said where it goes on. */
export async function replay(means: ReplayMeans, what: Replay): Promise<Replayed> {
  let [events, objects, told] = [0, 0, performance.now()]
  let after = what.after
  const unreadable: string[] = []
  const begun = performance.now()
  for await (const keys of inBatches(keysOf(means.archive, what))) {
    if (means.stopped()) return { events, objects, unreadable, ...(after === undefined ? {} : { after }) }
    const read = await Promise.all(keys.map((key) => readOne(means, key)))
    unreadable.push(...keys.filter((_, index) => read[index] === undefined))
    const found = read.flatMap((some = []) => some.filter(({ source }) => (what.source ?? source) === source))
    try {
      if (!what.dryRun) await means.send(found)
    } catch (error) {
      means.out(goesOn(after))
      throw error
    }
    after = keys.at(-1)
    events += found.length
    objects += keys.length
    const now = performance.now()
    if (now - told > tellEveryMs) {
      told = now
      means.out(
        `  ${instantOf(after as string)} 为止 ${events} 条，每秒 ${Math.round((events * 1000) / (now - begun))} 条`,
      )
    }
    if (!what.dryRun) await means.pause(Math.max(0, (events * 1000) / what.rate - (now - begun)))
  }
  return { events, objects, unreadable }
}

const goesOn = (after: string | undefined) =>
  after === undefined ? '从头再放一遍：重复的不起作用' : `接着放：--after ${after}`

/** An object's events; undefined if it can't be read. */
async function readOne({ archive, keys }: ReplayMeans, key: string): Promise<Archived[] | undefined> {
  const bytes = await archive.get(key)
  try {
    return bytes && archivedIn(keys, key, bytes)
  } catch {
    return undefined
  }
}

/** Keys of what was accepted in this time, in that order: listed an hour at a time, in which sources lie one by one. */
async function* keysOf(archive: Pick<Bucket, 'list'>, { from, to, source, after }: Replay): AsyncGenerator<string> {
  const start = after === undefined ? from : (instantOf(after) as Instant)
  let [hour, inHour] = ['', [] as string[]]
  const sorted = () => inHour.sort(byTime).filter((key) => after === undefined || byTime(key, after) > 0)
  for await (const key of archive.list(archivePrefix, hourPrefix(start))) {
    const at = instantOf(key) as Instant
    const its = hourPrefix(at)
    if (its !== hour) {
      yield* sorted()
      if (compareInstants(at, to) >= 0) return
      hour = its
      inHour = []
    }
    const isWanted = compareInstants(at, start) >= 0 && compareInstants(at, to) < 0
    if (isWanted && (source === undefined || key.startsWith(hourPrefix(at, source)))) inHour.push(key)
  }
  yield* sorted()
}

const nameOf = (key: string) => key.split('/').at(-1) as string
const byTime = (a: string, b: string) => {
  const [first, second] = [nameOf(a) + a, nameOf(b) + b]
  return first === second ? 0 : first < second ? -1 : 1
}

async function* inBatches(keys: AsyncIterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = []
  for await (const key of keys) {
    batch.push(key)
    if (batch.length < together) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** What the command writes to, and what makes it stop; replaced in tests. */
export type Terminal = Pick<Surroundings, 'out' | 'err'> & { stopped(): boolean }

/** Runs a command line (without node and script); answers the exit code. */
export function run(args: readonly string[], io: Terminal): Promise<number> {
  const surroundings: Surroundings = { ...io, fetch, pause: () => delay(1000) }
  return runCommand(USAGE, surroundings, async () => {
    const options = readOptions(args)
    if (options === undefined) {
      io.out(USAGE)
      return 0
    }
    const asked = whatOf(options)
    const { archive, keys, send, now } = await meansOf(options).catch((error: Error) => {
      throw error instanceof Misuse ? error : new Misuse(`连不上，或密钥读不出：${error.message}`)
    })
    const what = { to: now, ...asked, dryRun: options['dry-run'] ?? false }
    const means = { archive, keys, send, out: io.out, pause: (ms: number) => delay(ms), stopped: io.stopped }
    const { events, objects, unreadable, after } = await replay(means, what).catch((error: Error) => {
      throw new Misuse(`没有做完：${error.message}`)
    })
    for (const key of unreadable) io.err(`读不出：${key}`)
    io.out(`${what.dryRun ? '共有' : '放回'} ${events} 条，归档 ${objects} 个`)
    if (after !== undefined) io.out(goesOn(after))
    return after === undefined && unreadable.length === 0 ? 0 : 1
  })
}

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const known = {
  from: text,
  to: text,
  source: text,
  after: text,
  rate: text,
  stage: text,
  bucket: text,
  keys: text,
  region: text,
  'ready-file': text,
  'dry-run': flag,
  help: flag,
} as const
type Options = ReturnType<typeof parseArgs<{ options: typeof known }>>['values']

function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: known })
    return values.help ? undefined : values
  } catch (error) {
    throw new WrongCall((error as Error).message)
  }
}

function whatOf({ from, to, source, after, rate }: Options): Omit<Replay, 'dryRun' | 'to'> & { to?: Instant } {
  const [start, end, most] = [parseInstant(from), parseInstant(to), Number(rate ?? 500)]
  if (start === undefined) throw new WrongCall('缺少 --from，或者不是带时区的时间')
  if (to !== undefined && end === undefined) throw new WrongCall('--to 应为带时区的时间')
  if (!(most > 0)) throw new WrongCall('--rate 应为每秒条数')
  if (after !== undefined && parseInstant(instantOf(after)) === undefined)
    throw new WrongCall('--after 应为停下时打印的归档名')
  return {
    from: start,
    ...(end === undefined ? {} : { to: end }),
    rate: most,
    ...(source === undefined ? {} : { source }),
    ...(after === undefined ? {} : { after }),
  }
}

type Connected = Pick<ReplayMeans, 'archive' | 'keys' | 'send'> & { now: Instant }

async function meansOf(options: Options): Promise<Connected> {
  const file = options['ready-file']
  return file === undefined ? inCloud(options) : onThisMachine(file)
}

const readyFile = z.object({
  sqs: z.url(),
  region: z.string(),
  queues: z.object({ inbox: z.url() }),
  archive: z.string(),
  keys: z.string(),
  clock: z.string(),
})

function onThisMachine(file: string): Connected {
  const read = readyFile.safeParse(jsonIn(file))
  if (!read.success) throw new Misuse(`${file} 不是本机环境写的文件`)
  const { sqs: endpoint, region, queues, archive, keys, clock } = read.data
  const client = new SQSClient({ endpoint, region, credentials })
  return {
    archive: directoryBucket(archive),
    keys: keysFrom(keys),
    send: (events) => sendAgain(client, queues.inbox, events),
    now: fileClock(clock).now(),
  }
}

async function inCloud({ stage, bucket, keys, region }: Options): Promise<Connected> {
  if (stage === undefined || bucket === undefined || keys === undefined)
    throw new WrongCall('缺少 --stage、--bucket 和 --keys，或 --ready-file')
  const where = region === undefined ? {} : { region }
  const client = new SQSClient(where)
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: `mianshen-${stage}-inbox` }))
  return {
    archive: s3Bucket(new S3Client(where), bucket),
    keys: keysFrom(keys),
    send: (events) => sendAgain(client, QueueUrl, events),
    now: systemClock.now(),
  }
}

if (import.meta.main) {
  let stopping = false
  process.once('SIGINT', () => {
    stopping = true
  })
  const io = { out: console.log, err: console.error, stopped: () => stopping }
  process.exitCode = await run(process.argv.slice(2), io)
}
