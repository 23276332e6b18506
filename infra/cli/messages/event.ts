/**
 * The events at the command line, for partners who connect and operators who help them:
 * `npm run event -- keygen | validate FILE | sign FILE --key K | verify FILE --keys K | send FILE …`
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { time } from '../../../events/fields.ts'
import { errorsOf, parseEvent } from '../../../events/parse.ts'
import {
  generateKeyPair,
  isPublicKey,
  type KeyPair,
  type PartnerKey,
  publicKeyOf,
  sign,
  verify,
} from '../../../events/signing.ts'
import { heard } from '../../../functions/bundles/catalogue.ts'
import { type Instant, parseInstant } from '../../../shared/calendar/index.ts'
import { systemClock } from '../../../shared/clock/index.ts'
import { type Inbox, openInbox } from './inbox.ts'

const USAGE = `用法：npm run event -- 命令 [选项]

  keygen                     生成一对 SM2 密钥
  validate 文件              逐条检查事件，指出哪个字段不对、错在哪里
  sign 文件 --key 密钥       给事件签名，写到标准输出
  verify 文件 --keys 公钥表  核对签名 [--now 时间]
  send 文件                  检查后发到收件队列：--ready-file 文件，或 --queue 地址 [--sqs 地址] [--region 区域]
                             [--key 密钥] 先签名再发；以来源（source）作消息组，几家共用队列时轮流

文件里可以是一个事件、一个事件列表，或每行一个事件；写 - 表示标准输入。
密钥是 keygen 的输出；公钥表是列表：[{ "source", "keyId", "publicKey", "from", "until"? }]。
退出码：0 全部正确；1 有事件不合格或没有发出；2 用法不对或文件读不出。`

/** What the commands write to and read from; replaced in tests. */
export interface Surroundings {
  out(text: string): void
  err(text: string): void
  now(): Instant
  inbox(options: { sqs?: string; queue: string; region?: string }): Inbox
}

/** The terminal, the machine's clock and Amazon's client. */
const terminal: Surroundings = {
  out: (text) => console.log(text),
  err: (text) => console.error(text),
  now: () => systemClock.now(),
  inbox: openInbox,
}

/** Something the caller did wrong; its message says what, in Chinese. */
class Misuse extends Error {}

type Options = ReturnType<typeof readOptions>['values']
type Command = (events: unknown[], options: Options, io: Surroundings) => Promise<number> | number

const commands: Record<string, Command> = { validate, sign: signAll, verify: verifyAll, send }

/** Runs one command line (without node and script); answers the exit code. Never throws for what the caller did wrong. */
export async function run(args: readonly string[], io: Surroundings = terminal): Promise<number> {
  try {
    const { values, positionals } = readOptions(args)
    const [name = '', file] = positionals
    if (name === 'keygen') {
      io.out(JSON.stringify(generateKeyPair(), null, 2))
      return 0
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw new Misuse(USAGE)
    if (file === undefined) throw new Misuse(`缺少事件文件\n\n${USAGE}`)
    return await command(readEvents(await read(file)), values, io)
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    io.err(error.message)
    return 2
  }
}

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { key: text, keys: text, now: text, 'ready-file': text, sqs: text, queue: text, region: text },
    })
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n\n${USAGE}`)
  }
}

/** Tells what is wrong with each event; 0 if nothing is. */
function validate(events: unknown[], _: Options, io: Surroundings): number {
  const faults = events.map((event, i) => faultsOf(event, i))
  for (const lines of faults) for (const line of lines) io.err(line)
  const wrong = faults.filter((lines) => lines.length > 0).length
  io.out(`共 ${events.length} 条，合格 ${events.length - wrong} 条，不合格 ${wrong} 条`)
  return wrong === 0 ? 0 : 1
}

function faultsOf(event: unknown, index: number): string[] {
  const parsed = parseEvent(event, heard)
  if (parsed.ok) return []
  const name = parsed.id === undefined ? '' : `（${parsed.id}）`
  return parsed.errors.map(({ field, message }) => `第 ${index + 1} 条${name}：${field}：${message} [${parsed.reason}]`)
}

async function signAll(events: unknown[], options: Options, io: Surroundings): Promise<number> {
  const keys = await readKeyPair(options.key)
  for (const event of events) io.out(JSON.stringify(sign(asObject(event), keys)))
  return 0
}

async function verifyAll(events: unknown[], options: Options, io: Surroundings): Promise<number> {
  if (options.keys === undefined) throw new Misuse('缺少 --keys 公钥表')
  const keys = readPartnerKeys(await readJson(options.keys))
  const now = options.now === undefined ? io.now() : parseInstant(options.now)
  if (now === undefined) throw new Misuse('--now 应为带时区的时间')
  let wrong = 0
  for (const [i, event] of events.entries()) {
    const verified = verify(event, keys, now)
    if (!verified.ok) wrong += 1
    io.out(`第 ${i + 1} 条：${verified.ok ? `签名正确，密钥 ${verified.keyId}` : faultText[verified.reason]}`)
  }
  return wrong === 0 ? 0 : 1
}

const faultText = {
  unsigned: '没有签名（signature）',
  'unknown-signtype': '签名算法（signtype）应为 SM2',
  'unknown-source': '公钥表里没有这个来源（source）',
  'no-key': '事件时间（time）不在任何公钥的有效期内，或密钥停用后过久才到',
  'bad-signature': '签名不符：内容改过，或不是用这个密钥签的',
} as const

async function send(events: unknown[], options: Options, io: Surroundings): Promise<number> {
  if (validate(events, options, io) !== 0) return 1
  const keys = options.key === undefined ? undefined : await readKeyPair(options.key)
  const bodies = events.map((event) => JSON.stringify(keys ? sign(asObject(event), keys) : event))
  const failed = await io.inbox(await destination(options)).send(bodies)
  for (const { index, reason } of failed) io.err(`第 ${index + 1} 条没有发出：${reason}`)
  io.out(`已发出 ${bodies.length - failed.length} 条`)
  return failed.length === 0 ? 0 : 1
}

const readyFile = z.object({ sqs: z.string(), region: z.string(), queues: z.object({ inbox: z.string() }) })

async function destination(options: Options): Promise<{ sqs?: string; queue: string; region?: string }> {
  const file = options['ready-file']
  if (file !== undefined) {
    const { sqs, region, queues } = check(readyFile, await readJson(file), file)
    return { sqs, region, queue: queues.inbox }
  }
  const { queue, sqs, region } = options
  if (queue === undefined) throw new Misuse('缺少收件队列：给出 --ready-file 文件，或 --queue 地址')
  return { queue, ...(sqs !== undefined && { sqs }), ...(region !== undefined && { region }) }
}

const keyPair = z.object({ privateKey: z.string().regex(/^[0-9a-fA-F]{64}$/, { error: '应为 64 位十六进制' }) })

async function readKeyPair(file: string | undefined): Promise<KeyPair> {
  if (file === undefined) throw new Misuse('缺少 --key 密钥文件')
  const { privateKey } = check(keyPair, await readJson(file), file)
  return { privateKey, publicKey: publicKeyOf(privateKey) }
}

const partnerKeys = z.array(
  z.object({
    source: z.string().min(1),
    keyId: z.string().min(1),
    publicKey: z.string().refine(isPublicKey, { error: '不是 SM2 公钥' }),
    from: time('有效期起'),
    until: time('有效期止').exactOptional(),
  }),
)

/** Reads a list of partner keys. Throws a {@link Misuse} that names field and rule. */
function readPartnerKeys(json: unknown): PartnerKey[] {
  return check(partnerKeys, json, '公钥表')
}

function check<Schema extends z.ZodType>(schema: Schema, json: unknown, what: string): z.output<Schema> {
  const read = schema.safeParse(json)
  if (read.success) return read.data
  throw new Misuse(
    errorsOf(read.error)
      .map(({ field, message }) => `${what}：${field}：${message}`)
      .join('\n'),
  )
}

async function readJson(file: string): Promise<unknown> {
  const text = await read(file)
  try {
    return JSON.parse(text)
  } catch {
    throw new Misuse(`${file} 不是合格的 JSON`)
  }
}

/** A whole file, or standard input for `-`. */
async function read(file: string): Promise<string> {
  try {
    return await readFile(file === '-' ? '/dev/stdin' : file, 'utf8')
  } catch (error) {
    throw new Misuse(`${file} 读不出：${(error as Error).message}`)
  }
}

/** One event, a list of events, or one on each line; a line that is no JSON stays text, to be reported as such. */
function readEvents(text: string): unknown[] {
  try {
    const json: unknown = JSON.parse(text)
    return Array.isArray(json) ? json : [json]
  } catch {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(readLine)
  }
}

function readLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return line
  }
}

function asObject(event: unknown): object {
  if (typeof event === 'object' && event !== null) return event
  throw new Misuse('事件应为一个 JSON 对象')
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
