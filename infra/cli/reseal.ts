/**
 * Seals a table anew under the current key: `npm run reseal -- --table NAME --keys FILE [--go]`. Without `--go` it only
 * counts what each key has sealed. It may be stopped at any moment, and run again goes on from where it was.
 */
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { refuseOtherHashKey } from '../../functions/hash-key.ts'
import type { Keys } from '../../shared/identity/index.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import { type Counts, nothing, type PartProgress, plus, resealPage } from '../../shared/table/seals/reseal.ts'
import type { Table } from '../../shared/table/table.ts'
import { keysFrom } from './keys.ts'
import { number, progressOf, tellDone, tellFound } from './reseal-told.ts'
import {
  Misuse,
  main,
  readArgs,
  required,
  runCommand,
  type Terminal,
  terminal,
  type Usage,
  WrongCall,
  wholeNumber,
} from './support/command.ts'
import { jsonIn } from './support/files.ts'
import { counted, type Said, say } from './support/language.ts'
import { dynamoAt, dynamoSdk } from './support/sdk.ts'

const usage: Usage = {
  command: 'npm run reseal',
  text: {
    zh: `用法：npm run reseal -- --table 表名 --keys 文件 [选项]

  --table 表名      要重新封装的表
  --keys 文件       密钥 JSON，或本机 --data-dir 里的 keys.json；写 - 表示标准输入
  --go              真正改写；不写只数一数每把密钥封着多少条
  --rate N          每秒最多改写多少条（默认 1000；一条一般一个写单位）
  --parts N         同时读表的几个部分（默认 8）
  --share i/n       只做 n 份里的第 i 份：大表分给几台机器同时做，最后不带这一项再数一遍
  --progress 文件   做到哪里记在这个文件里，做完自动删除（默认 reseal-表名.json）
  --region 区域     默认取 AWS_REGION
  --endpoint 地址   本机 DynamoDB 的地址

换密钥要先做完 npm run keys 的 --add、--use 两步并都部署过，见 infra/DEPLOY.md。可以随时中断，再运行一次接着做。`,
    en: `Usage: npm run reseal -- --table NAME --keys FILE [options]

  --table NAME      the table to seal anew
  --keys FILE       the keys as JSON, or keys.json of a local --data-dir; - is standard input
  --go              writes; without it, it only counts what each key has sealed
  --rate N          at most so many items a second (1000 if not given; an item is mostly one write unit)
  --parts N         parts of the table read at once (8 if not given)
  --share i/n       only the ith of n shares: a large table by several machines; in the end count once without it
  --progress FILE   keeps how far it is, and is removed when done (reseal-NAME.json if not given)
  --region R        AWS_REGION if not given
  --endpoint URL    of a DynamoDB on this machine

First both steps of npm run keys, --add and --use, each deployed: see infra/DEPLOY.md. It may be stopped at any moment,
and run again goes on.`,
  },
  done: { zh: '旧密钥不再封着任何数据', en: 'older keys seal nothing any more' },
  wrong: { zh: '还有旧密钥封着的数据', en: 'something is still sealed by an older key' },
}

/** What the command works with; replaced in tests. */
export interface Surroundings extends Terminal {
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

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io: Surroundings = surroundings): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const options = readOptions(rest)
    const opened = await io.open(options)
    try {
      return await reseal(opened, options, io)
    } finally {
      opened.close()
    }
  })

async function reseal({ table, items }: Opened, options: Options, io: Surroundings): Promise<number> {
  const { keys, go, share } = options
  await refuseOtherHashKey(table, keys).catch((error: Error) => {
    throw new Misuse(
      say({
        zh: `这些密钥不是这张表的：${error.message}`,
        en: `these are not the keys of this table: ${error.message}`,
      }),
    )
  })
  const { current, byId } = keys.sealKeys
  const whole = share.n === 1
  const scheme = byId.get(current)?.scheme
  const part: Said = whole
    ? { zh: '', en: '' }
    : { zh: `，做第 ${share.i}/${share.n} 份`, en: `, share ${share.i}/${share.n}` }
  io.out(
    say({
      zh: `${options.table}：约 ${number(items)} 条${part.zh}\n现用密钥 ${current}（${scheme}）`,
      en: `${options.table}: about ${counted(items, 'item')}${part.en}\nkey in use ${current} (${scheme})`,
    }),
  )
  const expected = items / share.n
  if (go) {
    const done = await pass(table, options, io, { expected, kept: keptIn(options) })
    rmSync(options.progress, { force: true })
    tellDone(done, io)
    if (!whole) {
      io.out(
        say({
          zh: '各份都做完以后，不带 --share 和 --go 再运行一次复核',
          en: 'When all shares are done, run it once without --share and --go to check',
        }),
      )
      return done.contended + done.unreadable > 0 ? 1 : 0
    }
    io.out(say({ zh: '复核：', en: 'Check:' }))
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
  const kept = keptProgress.safeParse(jsonIn(progress))
  const isOurs =
    kept.success &&
    kept.data.table === table &&
    kept.data.current === keys.sealKeys.current &&
    JSON.stringify(kept.data.parts.map(({ index, of }) => [index, of])) ===
      JSON.stringify(fresh(share, parts).map(({ index, of }) => [index, of]))
  if (!isOurs)
    throw new Misuse(
      say({
        zh: `${progress} 是另一次重新封装留下的（表、密钥、--parts 或 --share 不同）：删掉它或换一个文件`,
        en: `${progress} is of another run (table, keys, --parts or --share differ): remove it or take another file`,
      }),
    )
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
  const seen = all().items
  if (kept) io.out(say({ zh: `接着上次做：已看 ${number(seen)} 条`, en: `goes on: ${counted(seen, 'item')} seen` }))
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

const text = { type: 'string' } as const
const optionsTaken = {
  ...{ table: text, keys: text, rate: text, parts: text, share: text, progress: text, region: text, endpoint: text },
  go: { type: 'boolean' },
} as const

function readOptions(args: readonly string[]): Options {
  const { values } = readArgs(args, optionsTaken)
  const { region, endpoint, go = false } = values
  const [table, file] = [required(values.table, '--table'), required(values.keys, '--keys')]
  const [, i = '', n = ''] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(values.share ?? '1/1') ?? []
  const share = { i: Number(i), n: Number(n) }
  if (share.n === 0 || share.i > share.n)
    throw new WrongCall(say({ zh: '--share 应为 i/n，i 从 1 到 n', en: '--share is i/n, i from 1 to n' }))
  return {
    ...{ table, go, region, endpoint, share },
    rate: wholeNumber('--rate', values.rate ?? '1000', [1, 100_000]),
    parts: wholeNumber('--parts', values.parts ?? '8', [1, 1_000]),
    progress: values.progress ?? `reseal-${table}${share.n === 1 ? '' : `-${share.i}-${share.n}`}.json`,
    keys: keysFrom(file),
  }
}

const surroundings: Surroundings = {
  ...terminal,
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

if (import.meta.main) await main(run)
