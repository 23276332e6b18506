/**
 * History comes in without acting: `npm run load -- check|write|import FILES…`. What was loaded opens, sends, tells and
 * moves nothing (infra/decisions/0075).
 */
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { type Day, dayOf, type Instant, parseDay, parseInstant } from '../../shared/calendar/index.ts'
import { type Clock, offsetClock, offsetTo, systemClock } from '../../shared/clock/index.ts'
import type { Keys } from '../../shared/identity/index.ts'
import { dynamoTable, dynamoWire } from '../../shared/table/dynamo.ts'
import type { Table } from '../../shared/table/table.ts'
import { postByUndici } from '../../shared/wire/by-undici.ts'
import { keysIn, newKeys } from '../cli/keys.ts'
import { jsonIn, Misuse, runCommand, type Surroundings, WrongCall } from '../cli/support/operator.ts'
import { dynamoSdk } from '../cli/support/sdk.ts'
import { credentials, region as localRegion } from '../local/config.ts'
import { importFiles } from './import.ts'
import { duration, Pace } from './pace.ts'
import { nowhere, runLoad, type Tally } from './run.ts'
import { filesOf, Work } from './work.ts'
import { type Sink, Writer } from './write.ts'

const USAGE = `用法：npm run load -- 命令 文件… [选项]

  check 文件…              逐行检查，什么都不写
  write 文件…              检查后写入在用的表：不发消息、不开办件、不动钱
  import 文件… --out 目录  检查后写成 DynamoDB 从 S3 导入新表用的文件

文件名以登记簿的名字开头：persons、relations、months、accounts、entitlements、filings、retirees；
NDJSON（一行一条）或 .csv（列名与事件字段相同），可以是 .gz。一个登记簿可以分成几个文件。

  --until 日期     第一个不算历史的日子（默认当天）：在它之前的事归原系统
  --rejects 文件   不合格的行、要看一看的行、没有动的人（默认 load-found.ndjson）
  --work 目录      工作目录，中断后接着做（默认 .load-work，做完删除）
  --keys 文件      密钥 JSON，或本机 --data-dir 里的 keys.json；写 - 表示标准输入。check 不需要
  --table 表名     [--region 区域] [--endpoint 地址]；本机：--ready-file 文件
  --rate 数        每秒最多写多少单位（默认 3500；本机不限）

有一行不合格，这个人整个不导入；已经由事件登记的人不动；导入过同样内容的跳过，所以可以反复运行。
退出码：0 全部完成；1 有不合格的行或没有动的人；2 用法不对或没有做完（再运行一次接着做）。`

const terminal: Surroundings = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  fetch,
  pause: async () => {},
}

/** A table and a clock to be used in place of those that the options name; for tests. */
export interface Given {
  readonly table?: Table
  readonly clock?: Clock
}

/** Runs one command line (without node and script); answers the exit code. */
export function run(args: readonly string[], io: Surroundings = terminal, given: Given = {}): Promise<number> {
  return runCommand(USAGE, io, async () => {
    const { values, positionals } = readOptions(args)
    if (values.help) {
      io.out(USAGE)
      return 0
    }
    const [command, ...files] = positionals
    if (command !== 'check' && command !== 'write' && command !== 'import') throw new WrongCall('缺少命令')
    if (files.length === 0) throw new WrongCall('缺少文件')
    return load(command, files, values, io, given)
  })
}

type Command = 'check' | 'write' | 'import'
type Options = ReturnType<typeof readOptions>['values']

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const
  const where = { table: text, region: text, endpoint: text, 'ready-file': text, keys: text } as const
  const how = { until: text, rejects: text, work: text, rate: text, out: text } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...where, ...how, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    throw new WrongCall((error as Error).message)
  }
}

async function load(command: Command, files: string[], options: Options, io: Surroundings, given: Given) {
  const keys = keysOf(command, options)
  const place = await placeOf(command, options, io, given)
  const dir = options.work ?? '.load-work'
  const job = `${command} ${place.name}`
  // A check keeps nothing that another could go on with.
  if (command === 'check') Work.discard(dir, job)
  const until = untilIn(options, Work.untilOf(dir, job) ?? dayOf(place.clock.now()))
  const plan = { job, files: filesOf(files), until }
  const work = new Work(dir, plan, keys)
  if (work.resumed) io.err('接着上次没有做完的做')
  const sink = sinkOf(command, options, { keys, until, clock: place.clock, table: place.table })
  const rejects = options.rejects ?? 'load-found.ndjson'
  const found = openSync(rejects, 'w', 0o600)
  let tally: Tally
  try {
    tally = await runLoad({ plan, work, keys, sink, say: io.err }, (text) => writeSync(found, text))
  } catch (error) {
    if (error instanceof Misuse) throw error
    const { name, message } = error as Error
    throw new Misuse(`没有做完：${name} ${message}\n做过的都留着，再运行一次接着做`)
  } finally {
    closeSync(found)
    place.close()
  }
  work.remove()
  for (const line of summary(command, tally, rejects)) io.out(line)
  return tally.rejected + tally.left === 0 ? 0 : 1
}

interface Place {
  readonly name: string
  readonly table: Table | undefined
  readonly clock: Clock
  close(): void
}

const readyFile = z.object({ api: z.url(), dynamodb: z.url(), region: z.string(), table: z.string() })

/** Where persons go to, and whose clock counts there. */
async function placeOf(command: Command, options: Options, io: Surroundings, given: Given): Promise<Place> {
  const clock = given.clock ?? systemClock
  if (given.table) return { name: 'given', table: given.table, clock, close() {} }
  const file = options['ready-file']
  if (file !== undefined) {
    const read = readyFile.safeParse(jsonIn(file))
    if (!read.success) throw new Misuse(`${file} 不是本机环境写的文件`)
    const { api, dynamodb, region, table } = read.data
    const now = await localNow(api, io)
    const ahead = offsetTo(now)
    return { ...openTable({ table, region, endpoint: dynamodb }), clock: offsetClock(() => ahead) }
  }
  const { table, region, endpoint } = options
  if (command !== 'write') return { name: options.out ?? '', table: undefined, clock, close() {} }
  if (table === undefined) throw new WrongCall('缺少 --table 或 --ready-file')
  return { ...openTable({ table, region, endpoint }), clock }
}

/** The present of a local stack: its clock tells when it is set, so it is set a second on. */
async function localNow(api: string, { fetch }: Surroundings): Promise<Instant> {
  const answer = await fetch(`${api}/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"advance":"PT1S"}',
  })
  const { now } = z.object({ now: z.string() }).parse(await answer.json())
  const parsed = parseInstant(now)
  if (!parsed) throw new Misuse('本机环境没有说现在几点')
  return parsed
}

interface TableAddress {
  readonly table: string
  readonly region?: string | undefined
  readonly endpoint?: string | undefined
}

/** In the cloud by the SDK, which finds the role of whoever runs this; a local table by the lean wire, at half the time. */
function openTable({ table, region, endpoint }: TableAddress) {
  if (endpoint !== undefined) {
    const call = dynamoWire({ region: region ?? localRegion, endpoint, credentials, post: postByUndici })
    return { name: table, table: dynamoTable(call, table), close() {} }
  }
  const client = new DynamoDBClient(region === undefined ? {} : { region })
  return { name: table, table: dynamoTable(dynamoSdk(client), table), close: () => client.destroy() }
}

/** A check keeps nothing by which anybody must be found again: keys of its own will do. */
function keysOf(command: Command, { keys }: Options): Keys {
  if (keys !== undefined) return keysIn(textOf(keys))
  if (command === 'check') return keysIn(JSON.stringify(newKeys()))
  throw new WrongCall('缺少 --keys')
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch {
    throw new Misuse(`读不出 ${file}`)
  }
}

function untilIn({ until }: Options, today: Day): Day {
  if (until === undefined) return today
  const day = parseDay(until)
  if (!day) throw new WrongCall('--until 应为日期，写作 YYYY-MM-DD')
  if (day > today) throw new Misuse(`--until ${day} 还没有到：历史只能截到今天（${today}）`)
  return day
}

const defaultRate = 3_500

function rateOf({ rate, endpoint, 'ready-file': ready }: Options): number | undefined {
  if (rate === undefined) return endpoint === undefined && ready === undefined ? defaultRate : undefined
  const number = Number(rate)
  if (!(number > 0)) throw new WrongCall('--rate 应为大于零的数')
  return number
}

type SinkNeeds = { keys: Keys; until: Day; clock: Clock; table: Table | undefined }

function sinkOf(command: Command, options: Options, { table, ...loading }: SinkNeeds): Sink {
  if (command === 'check') return nowhere
  if (command === 'write') {
    if (!table) throw new WrongCall('缺少 --table 或 --ready-file')
    return new Writer({ ...loading, table, pace: new Pace(rateOf(options)) })
  }
  if (options.out === undefined) throw new WrongCall('缺少 --out')
  mkdirSync(options.out, { recursive: true, mode: 0o700 })
  return importFiles(options.out, loading)
}

const count = (value: number) => value.toLocaleString('en-US')

function summary(command: Command, tally: Tally, rejects: string): string[] {
  const { lines, rejected, warned, left, persons, heldBack, written, same, items, bytes, units, ms } = tally
  const read = Object.entries(lines).map(([register, number]) => `${register} ${count(number)}`)
  const found = rejected + warned + left > 0 ? `，见 ${rejects}` : ''
  const all = [
    `读了 ${read.join('，')} 行；${count(rejected)} 行不合格，${count(warned)} 行要看一看${found}`,
    `共 ${count(persons)} 人，其中 ${count(heldBack)} 人因有不合格的行整个不导入`,
  ]
  if (command === 'check') return all
  const each = written === 0 ? '' : `；每人 ${(items / written).toFixed(1)} 条、${Math.round(bytes / written)} 字节`
  const dear = units === 0 ? '' : `、${(units / written).toFixed(1)} 写单位`
  const speed = written === 0 ? '' : `，${count(Math.round((written * 1_000) / ms))} 人/秒`
  return [
    ...all,
    `写了 ${count(written)} 人，${count(same)} 人先前已经导入，${count(left)} 人没有动`,
    `用时 ${duration(ms)}${speed}${each}${dear}`,
  ]
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
