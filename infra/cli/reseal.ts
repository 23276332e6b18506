/**
 * Seals a table anew under the current key: `npm run reseal -- --table NAME --keys FILE [--go]`. Without `--go` it only
 * counts what each key has sealed. It may be stopped at any moment, and run again goes on from where it was.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { refuseOtherHashKey } from '../../functions/hash-key.ts'
import type { Keys } from '../../shared/identity/index.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import { type Counts, nothing, type PartProgress, plus, resealPage } from '../../shared/table/seals/reseal.ts'
import type { Table } from '../../shared/table/table.ts'
import { keysIn } from './keys.ts'
import { dynamoAt, dynamoSdk } from './support/sdk.ts'

const USAGE = `用法：npm run reseal -- --table 表名 --keys 文件 [选项]

  --table 表名      要重新封装的表
  --keys 文件       密钥 JSON，或本机 --data-dir 里的 keys.json；写 - 表示标准输入
  --go              真正改写；不写只数一数每把密钥封着多少条
  --rate N          每秒最多改写多少条（默认 1000；一条一般一个写单位）
  --parts N         同时读表的几个部分（默认 8）
  --share i/n       只做 n 份里的第 i 份：大表分给几台机器同时做，最后不带这一项再数一遍
  --progress 文件   做到哪里记在这个文件里，做完自动删除（默认 reseal-表名.json）
  --region 区域     默认取 AWS_REGION
  --endpoint 地址   本机 DynamoDB 的地址

换密钥要先做完 npm run keys 的 --add、--use 两步并都部署过，见 infra/DEPLOY.md。可以随时中断，再运行一次接着做。
退出码：0 旧密钥不再封着任何数据；1 还有；2 用法不对或没有做完。`

/** What the command works with; replaced in tests. */
export interface Surroundings {
  out(text: string): void
  err(text: string): void
  /** The table that the options name, and about how many items it has. */
  open(options: { table: string; region?: string | undefined; endpoint?: string | undefined }): Promise<Opened>
  pause(ms: number): Promise<unknown>
  /** Milliseconds of the machine. */
  nowMs(): number
}

interface Opened {
  readonly table: Table
  readonly items: number
  close(): void
}

interface Options {
  readonly table: string
  readonly keys: Keys
  readonly go: boolean
  readonly rate: number
  readonly parts: number
  readonly share: { readonly i: number; readonly n: number }
  readonly progress: string
  readonly region?: string | undefined
  readonly endpoint?: string | undefined
}

const number = (count: number) => count.toLocaleString('en-US')
const tellEveryMs = 10_000

/** Runs a command line (without node and script); answers the exit code. */
export async function run(args: readonly string[], io: Surroundings = surroundings): Promise<number> {
  try {
    const options = readOptions(args)
    if (options === undefined) {
      io.out(USAGE)
      return 0
    }
    const opened = await io.open(options)
    try {
      return await reseal(opened, options, io)
    } finally {
      opened.close()
    }
  } catch (error) {
    io.err(`${(error as Error).message}\n\n${USAGE}`)
    return 2
  }
}

async function reseal({ table, items }: Opened, options: Options, io: Surroundings): Promise<number> {
  const { keys, go, share } = options
  await refuseOtherHashKey(table, keys)
  const { current, byId } = keys.sealKeys
  const whole = share.n === 1
  io.out(`${options.table}：约 ${number(items)} 条${whole ? '' : `，做第 ${share.i}/${share.n} 份`}`)
  io.out(`现用密钥 ${current}（${byId.get(current)?.scheme}）`)
  const expected = items / share.n
  if (go) {
    const done = await pass(table, options, io, { expected, kept: keptIn(options) })
    rmSync(options.progress, { force: true })
    tellDone(done, io)
    if (!whole) {
      io.out('各份都做完以后，不带 --share 和 --go 再运行一次复核')
      return done.contended + done.unreadable > 0 ? 1 : 0
    }
    io.out('复核：')
  }
  const found = await pass(table, { ...options, go: false }, io, { expected })
  return tellFound(found, options, io)
}

/** What is kept between two runs: only of a run with the same key and the same parts. */
const keptProgress = z.object({
  table: z.string(),
  current: z.string(),
  parts: z.array(z.custom<PartProgress>((part) => typeof part === 'object' && part !== null)),
})

function keptIn({ progress, table, keys, share, parts }: Options): PartProgress[] | undefined {
  if (!existsSync(progress)) return undefined
  const kept = keptProgress.safeParse(JSON.parse(readFileSync(progress, 'utf8')))
  const isOurs =
    kept.success &&
    kept.data.table === table &&
    kept.data.current === keys.sealKeys.current &&
    JSON.stringify(kept.data.parts.map(({ index, of }) => [index, of])) ===
      JSON.stringify(fresh(share, parts).map(({ index, of }) => [index, of]))
  if (!isOurs)
    throw new Error(`${progress} 是另一次重新封装留下的（表、密钥、--parts 或 --share 不同）：删掉它或换一个文件`)
  return kept.data.parts
}

function keep({ progress, table, keys }: Options, parts: readonly PartProgress[]): void {
  const text = JSON.stringify({ table, current: keys.sealKeys.current, parts })
  writeFileSync(`${progress}.new`, text)
  renameSync(`${progress}.new`, progress)
}

const fresh = ({ i, n }: Options['share'], parts: number): PartProgress[] =>
  Array.from({ length: parts }, (_, index) => ({ index: (i - 1) * parts + index, of: n * parts, counts: nothing }))

/** Goes through the whole table, or a share of it; writes where `go` says so. */
async function pass(
  table: Table,
  options: Options,
  io: Surroundings,
  { expected, kept }: { expected: number; kept?: PartProgress[] | undefined },
): Promise<Counts> {
  const { keys, go } = options
  const parts = kept ?? fresh(options.share, options.parts)
  const all = () => parts.reduce((sum, { counts }) => plus(sum, counts), nothing)
  const tell = progressOf(io, all().items, expected)
  if (kept) io.out(`接着上次做：已看 ${number(all().items)} 条`)
  const backoff = (tries: number) => io.pause(Math.random() * 20 * 2 ** tries).then(() => {})
  const world = { table, keys, backoff, pace: paceOf(options.rate, io) }
  await Promise.all(
    parts.map(async (_, at) => {
      for (let part = parts[at]; part && !part.done; ) {
        part = await resealPage(world, part, go)
        parts[at] = part
        if (go) keep(options, parts)
        tell(all())
      }
    }),
  )
  return all()
}

/** Lets so many through a second, one after the other. */
function paceOf(rate: number, { nowMs, pause }: Surroundings): () => Promise<void> {
  let next = nowMs()
  return async () => {
    const now = nowMs()
    next = Math.max(next, now - 1_000) + 1_000 / rate
    if (next > now) await pause(next - now)
  }
}

/** Says how far it has come, every few seconds. */
function progressOf(io: Surroundings, before: number, expected: number): (counts: Counts) => void {
  const began = io.nowMs()
  let told = began
  return ({ items, renewed }) => {
    const now = io.nowMs()
    if (now - told < tellEveryMs) return
    told = now
    const left = Math.max(0, expected - items)
    const minutes = Math.ceil((left / Math.max(1, items - before)) * ((now - began) / 60_000))
    const percent = Math.min(100, Math.round((100 * items) / Math.max(1, expected)))
    io.out(`  已看 ${number(items)} 条（约 ${percent}%），改写 ${number(renewed)} 条，还要约 ${minutes} 分钟`)
  }
}

function tellDone({ items, renewed, overtaken, contended, unreadable, examples }: Counts, io: Surroundings): void {
  const [seen, anew, others] = [items, renewed, overtaken].map((count) => number(count))
  io.out(`看了 ${seen} 条，改写 ${anew} 条，另有 ${others} 条这期间已由系统自己用新密钥写过`)
  if (contended > 0) io.out(`${contended} 条一直有人在写，留到下次`)
  if (unreadable > 0) io.out(`${unreadable} 条打不开：\n${examples.map((one) => `  ${one}`).join('\n')}`)
}

/** Says which keys still seal something; answers 1 if an older one does. */
function tellFound({ items, units, found }: Counts, { keys, go }: Options, io: Surroundings): number {
  const { current, byId } = keys.sealKeys
  io.out(`看了 ${number(items)} 条：`)
  for (const id of [...byId.keys(), ...Object.keys(found).filter((one) => !byId.has(one))]) {
    const count = `${number(found[id] ?? 0)} 条`
    const use = byId.has(id) ? `（${byId.get(id)?.scheme}）` : '（密钥里没有）'
    io.out(`  ${id}${use} 封着 ${count}${id === current ? '，现用' : ''}`)
  }
  const older = [...byId.keys()].filter((id) => id !== current)
  for (const id of older.filter((one) => !found[one])) {
    io.out(`${id} 在这张表里不再封着任何数据，可以去掉：npm run --silent keys -- --drop ${id}`)
    io.out('  去掉前另存一份：这以前的备份和归档仍是用它封的，存多久，它就要存多久')
  }
  const isLeft = Object.keys(found).some((id) => id !== current)
  if (isLeft) io.out(`还有旧密钥封着的数据，重新封装要约 ${number(units)} 个写单位：${go ? '再运行一次' : '加 --go'}`)
  return isLeft ? 1 : 0
}

const text = { type: 'string' } as const
const flags = { go: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
const optionsTaken = {
  ...{ table: text, keys: text, rate: text, parts: text, share: text, progress: text, region: text, endpoint: text },
  ...flags,
}

function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({ args: [...args], options: optionsTaken })
  const { table, keys, region, endpoint, go = false, help } = values
  if (help) return undefined
  if (table === undefined || keys === undefined) throw new Error('缺少 --table 或 --keys')
  const [, i = '', n = ''] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(values.share ?? '1/1') ?? []
  const share = { i: Number(i), n: Number(n) }
  if (share.n === 0 || share.i > share.n) throw new Error('--share 应为 i/n，i 从 1 到 n')
  return {
    ...{ table, go, region, endpoint, share },
    keys: keysIn(readFileSync(keys === '-' ? 0 : keys, 'utf8')),
    rate: wholeNumber('rate', values.rate ?? '1000', 100_000),
    parts: wholeNumber('parts', values.parts ?? '8', 1_000),
    progress: values.progress ?? `reseal-${table}${share.n === 1 ? '' : `-${share.i}-${share.n}`}.json`,
  }
}

function wholeNumber(name: string, given: string, most: number): number {
  const value = /^\d{1,6}$/.test(given) ? Number(given) : Number.NaN
  if (value >= 1 && value <= most) return value
  throw new Error(`--${name} 应为 1 到 ${most} 的整数`)
}

const surroundings: Surroundings = {
  out: console.log,
  err: console.error,
  pause: delay,
  nowMs: () => Date.now(),
  async open({ table, region, endpoint }) {
    const client = dynamoAt({ region, endpoint })
    const { Table: described } = await client.send(new DescribeTableCommand({ TableName: table }))
    return {
      table: dynamoTable(dynamoSdk(client), table),
      items: described?.ItemCount ?? 0,
      close: () => client.destroy(),
    }
  },
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
