/**
 * The events at the command line, for partners who connect and operators who help them:
 * `npm run event -- keygen | validate FILE | sign FILE --key K | verify FILE --keys K | send FILE …`
 */
import * as z from 'zod'
import { parseEvent } from '../../../events/parse.ts'
import { generateKeyPair, type KeyPair, type PartnerKey, publicKeyOf, sign, verify } from '../../../events/signing.ts'
import { heard } from '../../../functions/bundles/catalogue.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import { systemClock } from '../../../shared/clock/index.ts'
import {
  Misuse,
  main,
  readArgs,
  required,
  runCommand,
  type Terminal,
  terminal,
  timeOf,
  type Usage,
  WrongCall,
} from '../support/command.ts'
import { jsonIn, readyIn, textIn } from '../support/files.ts'
import { counted, type Said, say } from '../support/language.ts'
import { partnerKeysIn, publishedKeys } from '../support/partner-file.ts'
import { type Inbox, openInbox } from './inbox.ts'
import { scenario } from './scenario.ts'

const usage: Usage = {
  command: 'npm run event',
  text: {
    zh: `用法：npm run event -- 命令 [选项]

  keygen                     生成一对 SM2 密钥
  validate 文件              逐条检查事件，指出哪个字段不对、错在哪里
  sign 文件 --key 密钥       给事件签名，写到标准输出
  verify 文件 --keys 公钥表  核对签名 [--now 时间]；核对本系统发出的事件：--from-api 接口地址
  send 文件                  检查后发到收件队列：--ready-file 文件，或 --queue 地址 [--sqs 地址] [--region 区域]
                             [--key 密钥] 先签名再发；以来源（source）作消息组，几家共用队列时轮流
  scenario list|名称         在本机环境里让一件事从头到尾发生一遍：--ready-file 文件 [--seed 数]

文件里可以是一个事件、一个事件列表，或每行一个事件；写 - 表示标准输入。
密钥是 keygen 的输出；公钥表是列表：[{ "source", "key_id", "public_key", "from", "until"? }]，
或 npm run serve -- --partners 的文件，或 GET /v1/signing-keys 的回答（keyId、publicKey、id 也认）。`,
    en: `Usage: npm run event -- COMMAND [options]

  keygen                   an SM2 key pair
  validate FILE            judges each event: which field is wrong, and how
  sign FILE --key KEY      signs the events, to standard output
  verify FILE --keys KEYS  checks signatures [--now T]; of events that this system sent: --from-api URL
  send FILE                judges them, then puts them into the inbox: --ready-file FILE, or --queue URL [--sqs URL]
                           [--region R]; [--key KEY] signs them first; their source is the message group, so that
                           partners who share a queue take turns
  scenario list|NAME       lets a matter happen in the local stack: --ready-file FILE [--seed N]

FILE holds one event, a list of events, or an event a line; - is standard input.
KEY is what keygen prints; KEYS a list: [{ "source", "key_id", "public_key", "from", "until"? }], or a file for
npm run serve -- --partners, or the answer of GET /v1/signing-keys (keyId, publicKey and id are read as well).`,
  },
  done: { zh: '全部正确', en: 'all is right' },
  wrong: { zh: '有事件不合格或没有发出', en: 'an event is wrong, or was not sent' },
}

/** What the commands write to and read from; replaced in tests. */
export interface Surroundings extends Terminal {
  now(): Instant
  inbox(options: { sqs?: string; queue: string; region?: string }): Inbox
  fetch: typeof fetch
}

/** The terminal, the machine's clock and Amazon's client. */
const surroundings: Surroundings = { ...terminal, now: () => systemClock.now(), inbox: openInbox, fetch }

const text = { type: 'string' } as const
const options = {
  ...{ key: text, keys: text, now: text, 'from-api': text },
  ...{ 'ready-file': text, sqs: text, queue: text, region: text },
} as const
type Options = ReturnType<typeof readArgs<typeof options>>['values']
type Command = (events: unknown[], options: Options, io: Surroundings) => Promise<number> | number

const commands: Record<string, Command> = { validate, sign: signAll, verify: verifyAll, send }

/** Runs one command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io: Surroundings = surroundings): Promise<number> =>
  isScenario(args) ? scenario(args, io) : runEvents(args, io)

/** A file may be called so, after another command. */
const isScenario = (args: readonly string[]) =>
  args.includes('scenario') && !args.some((one) => one === 'keygen' || Object.hasOwn(commands, one))

const runEvents = (args: readonly string[], io: Surroundings): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const { values, positionals } = readArgs(rest, options, 2)
    const [name, file] = positionals
    const called = required(name, say({ zh: '命令', en: 'a command' }))
    if (called === 'keygen') {
      io.out(JSON.stringify(generateKeyPair(), null, 2))
      return 0
    }
    const command = Object.hasOwn(commands, called) ? commands[called] : undefined
    if (!command) throw new WrongCall(say({ zh: `没有命令 ${called}`, en: `there is no command ${called}` }))
    return await command(
      readEvents(textIn(required(file, say({ zh: '事件文件', en: 'a file of events' })))),
      values,
      io,
    )
  })

/** Tells what is wrong with each event; 0 if nothing is. */
function validate(events: unknown[], _: Options, io: Surroundings): number {
  const faults = events.map((event, i) => faultsOf(event, i))
  for (const lines of faults) for (const line of lines) io.err(line)
  const wrong = faults.filter((lines) => lines.length > 0).length
  const [all, right] = [events.length, events.length - wrong]
  io.out(
    say({
      zh: `共 ${all} 条，合格 ${right} 条，不合格 ${wrong} 条`,
      en: `${counted(all, 'event')}, ${right} right, ${wrong} wrong`,
    }),
  )
  return wrong === 0 ? 0 : 1
}

function faultsOf(event: unknown, index: number): string[] {
  const parsed = parseEvent(event, heard)
  if (parsed.ok) return []
  const [number, { id, reason, errors }] = [index + 1, parsed]
  return errors.map(({ field, message }) =>
    say({
      zh: `第 ${number} 条${id === undefined ? '' : `（${id}）`}：${field}：${message} [${reason}]`,
      en: `event ${number}${id === undefined ? '' : ` (${id})`}: ${field}: [${reason}] ${message}`,
    }),
  )
}

function signAll(events: unknown[], options: Options, io: Surroundings): number {
  const keys = readKeyPair(options.key)
  for (const event of events) io.out(JSON.stringify(sign(asObject(event), keys)))
  return 0
}

async function verifyAll(events: unknown[], options: Options, io: Surroundings): Promise<number> {
  const keys = await keysFor(events, options, io)
  const now = options.now === undefined ? io.now() : timeOf('--now', options.now)
  let wrong = 0
  for (const [i, event] of events.entries()) {
    const verified = verify(event, keys, now)
    if (!verified.ok) wrong += 1
    const said: Said = verified.ok
      ? { zh: `签名正确，密钥 ${verified.keyId}`, en: `signed well, key ${verified.keyId}` }
      : { zh: faultText[verified.reason].zh, en: `[${verified.reason}] ${faultText[verified.reason].en}` }
    io.out(say({ zh: `第 ${i + 1} 条：${said.zh}`, en: `event ${i + 1}: ${said.en}` }))
  }
  return wrong === 0 ? 0 : 1
}

/** The keys that a file names, or those that an API publishes as its own: they are of whoever the events say they are. */
async function keysFor(events: unknown[], options: Options, io: Surroundings): Promise<PartnerKey[]> {
  const sources = [...new Set(events.flatMap((event) => sourceIn(event) ?? []))]
  const api = options['from-api']
  if (api === undefined) return partnerKeysIn(required(options.keys, '--keys'), sources)
  if (!URL.canParse(api))
    throw new WrongCall(say({ zh: `--from-api 应为网址，写的是 ${api}`, en: `--from-api is a URL, not ${api}` }))
  const url = `${api.replace(/\/$/, '')}/v1/signing-keys`
  const answer = await io.fetch(url)
  const json: unknown = await answer.json().catch(() => undefined)
  if (!answer.ok) throw new Misuse(say({ zh: `${url} 回答 ${answer.status}`, en: `${url} answers ${answer.status}` }))
  return publishedKeys(
    url,
    json,
    sources.filter((source) => source.startsWith('urn:mianshen:')),
  )
}

function sourceIn(event: unknown): string | undefined {
  const source = (event as { source?: unknown } | null | undefined)?.source
  return typeof source === 'string' ? source : undefined
}

const faultText = {
  unsigned: { zh: '没有签名（signature）', en: 'there is no signature' },
  'unknown-signtype': { zh: '签名算法（signtype）应为 SM2', en: 'signtype should be SM2' },
  'unknown-source': { zh: '公钥表里没有这个来源（source）', en: 'no key is of this source' },
  'no-key': {
    zh: '事件时间（time）不在任何公钥的有效期内，或密钥停用后过久才到',
    en: 'its time is within that of no key, or it comes too long after the key has ended',
  },
  'bad-signature': {
    zh: '签名不符：内容改过，或不是用这个密钥签的',
    en: 'the signature does not match: the content was changed, or another key signed it',
  },
} as const satisfies Record<string, Said>

async function send(events: unknown[], options: Options, io: Surroundings): Promise<number> {
  if (validate(events, options, io) !== 0) return 1
  const keys = options.key === undefined ? undefined : readKeyPair(options.key)
  const bodies = events.map((event) => JSON.stringify(keys ? sign(asObject(event), keys) : event))
  const failed = await io.inbox(destination(options)).send(bodies)
  for (const { index, reason } of failed)
    io.err(say({ zh: `第 ${index + 1} 条没有发出：${reason}`, en: `event ${index + 1} was not sent: ${reason}` }))
  const sent = bodies.length - failed.length
  io.out(say({ zh: `已发出 ${sent} 条`, en: `${counted(sent, 'event')} sent` }))
  return failed.length === 0 ? 0 : 1
}

const readyFile = z.object({ sqs: z.string(), region: z.string(), queues: z.object({ inbox: z.string() }) })

function destination(options: Options): { sqs?: string; queue: string; region?: string } {
  const file = options['ready-file']
  if (file !== undefined) {
    const { sqs, region, queues } = readyIn(file, readyFile)
    return { sqs, region, queue: queues.inbox }
  }
  const { queue, sqs, region } = options
  if (queue === undefined)
    throw new WrongCall(
      say({
        zh: '缺少收件队列：给出 --ready-file 文件，或 --queue 地址',
        en: 'the inbox is missing: give --ready-file FILE, or --queue URL',
      }),
    )
  return { queue, ...(sqs !== undefined && { sqs }), ...(region !== undefined && { region }) }
}

/** The private key as `keygen` calls it, or in the spelling of the API. */
const keyPair = z.union([z.object({ privateKey: z.string() }), z.object({ private_key: z.string() })])

function readKeyPair(option: string | undefined): KeyPair {
  const file = required(option, '--key')
  const read = keyPair.safeParse(jsonIn(file))
  const privateKey = read.data && ('privateKey' in read.data ? read.data.privateKey : read.data.private_key)
  if (privateKey !== undefined && /^[0-9a-fA-F]{64}$/.test(privateKey))
    return { privateKey, publicKey: publicKeyOf(privateKey) }
  throw new Misuse(
    say({
      zh: `${file}：privateKey：应为 64 位十六进制`,
      en: `${file}: privateKey: should be 64 hexadecimal digits`,
    }),
  )
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
  throw new Misuse(say({ zh: '事件应为一个 JSON 对象', en: 'an event is a JSON object' }))
}

if (import.meta.main) await main(run)
