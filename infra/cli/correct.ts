/**
 * Correcting what is on file, with two persons:
 * `npm run correct -- FILE | list | show ID | release ID… | withdraw ID…` (decision 0079)
 */
import { parseArgs } from 'node:util'
import * as z from 'zod'
import type { Answer, Client, Result } from '../../shared/client/index.ts'
import {
  answerOf,
  connect,
  connection,
  connectionUsage,
  jsonIn,
  Misuse,
  Refused,
  refusalOf,
  runCommand,
  type Surroundings,
  WrongCall,
} from './support/operator.ts'

const USAGE = `用法：npm run correct -- [命令] [选项]

  文件                  提出一份更正：按收件箱的规则检查，合格的存下，等另一个人放行；什么都还没有改
  list                  列出提出过的更正，新的在前
  show 更正编号         看一份更正：内容、谁提出、谁放行、收下没有
  release 更正编号…     放行别人提出的更正：从此和合作方发来的事件一样办理
  withdraw 更正编号…    撤回自己的，或否决别人的，还没有放行的

${connectionUsage}
文件：{ "type", "data", "reason" }，data 与同名事件相同；- 表示从标准输入读。
退出码：0 成功；1 事件不合格，或不能放行、撤回；2 用法不对、文件读不出或连不上。`

const terminal: Surroundings = { out: console.log, err: console.error, fetch, pause: async () => {} }

/** Most of the latest that a list shows. */
const mostListed = 50

/** Runs one command line (without node and script); answers the exit code. */
export const run = (args: readonly string[], io: Surroundings = terminal): Promise<number> =>
  runCommand(USAGE, io, async () => {
    const { values, positionals } = readOptions(args)
    if (values.help) {
      io.out(USAGE)
      return 0
    }
    const [command, ...ids] = positionals
    switch (command) {
      case undefined:
        throw new WrongCall('缺少文件或命令')
      case 'list':
        return list(await connect(values, io), io)
      case 'show':
        return each(ids, io, await connect(values, io), show)
      case 'release':
        return each(ids, io, await connect(values, io), release)
      case 'withdraw':
        return each(ids, io, await connect(values, io), withdraw)
      default:
        return propose(readProposal(command), await connect(values, io), io)
    }
  })

function readOptions(args: readonly string[]) {
  try {
    const options = { ...connection, help: { type: 'boolean', short: 'h' } } as const
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    throw new WrongCall((error as Error).message)
  }
}

type Proposal = Parameters<typeof proposeBy>[1]
const proposeBy = (client: Client, body: { type: string; data: Record<string, unknown>; reason: string }) =>
  client.call('POST /v1/corrections', { body: body as never })

const proposal = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()), reason: z.string() })

/** A type may be given as it stands on the wire. */
function readProposal(file: string): Proposal {
  const read = proposal.safeParse(jsonIn(file))
  if (!read.success) throw new Misuse(`${file} 应为 { "type", "data", "reason" }`)
  return { ...read.data, type: read.data.type.replace(/^mianshen\.(.+)\.v1$/, '$1') }
}

async function propose(body: Proposal, client: Client, io: Surroundings): Promise<number> {
  const proposed = await proposeBy(client, body)
  if (proposed.ok) {
    const { correction_id } = proposed.body
    io.out(`${correction_id}\n已存下，还没有生效。请另一个人放行：npm run correct -- release ${correction_id}`)
    return 0
  }
  if (proposed.status !== 400) throw new Refused(proposed)
  for (const { field, message } of proposed.problem.errors ?? []) io.err(`${field}：${message}`)
  return 1
}

const statusNames = { proposed: '等放行', released: '已放行', withdrawn: '已撤回' } as const

type Listed = Awaited<ReturnType<typeof pageOf>>['corrections'][number]
const pageOf = (client: Client) => answerOf(client.call('GET /v1/corrections', { query: { limit: mostListed } }))

function lineOf({ correction_id, status, type, by, at, decided, result }: Listed): string {
  const rejected = result?.status === 'rejected' ? `没有收下（${result.reason}）` : ''
  return [correction_id, statusNames[status], type, at, by, decided?.by ?? '', rejected].join('  ').trimEnd()
}

async function list(client: Client, io: Surroundings): Promise<number> {
  const { corrections } = await pageOf(client)
  for (const one of corrections) io.out(lineOf(one))
  if (corrections.length === 0) io.out('没有提出过更正')
  return 0
}

/** Does it for each of them; what the API refuses is said, and the others are done all the same. */
async function each(
  ids: readonly string[],
  io: Surroundings,
  client: Client,
  work: (client: Client, id: string) => Promise<Result<string>>,
): Promise<number> {
  if (ids.length === 0) throw new WrongCall('缺少更正编号')
  let refused = false
  for (const id of ids) {
    const done = await work(client, id)
    if (done.ok) {
      io.out(done.body)
      continue
    }
    refused = true
    io.err(`${id}：${refusalOf(done).detail}`)
  }
  return refused ? 1 : 0
}

type One = { path: { correction_id: string } }
const pathOf = (correction_id: string): One => ({ path: { correction_id } })

const show = (client: Client, id: string) =>
  toldBy(client.call('GET /v1/corrections/{correction_id}', pathOf(id)), detailsOf)
const release = (client: Client, id: string) =>
  toldBy(client.call('POST /v1/corrections/{correction_id}/release', pathOf(id)), lineOf)
const withdraw = (client: Client, id: string) =>
  toldBy(client.call('DELETE /v1/corrections/{correction_id}', pathOf(id)), lineOf)

async function toldBy<T>(call: Promise<Result<T>>, text: (body: T) => string): Promise<Result<string>> {
  const result = await call
  return result.ok ? { ...result, body: text(result.body) } : result
}

const detailsOf = ({ reason, data, ...one }: Answer<'GET /v1/corrections/{correction_id}'>) =>
  `${lineOf(one)}\n原因：${reason}\n${JSON.stringify(data, undefined, 2)}`

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
