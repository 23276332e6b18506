/**
 * Correcting what is on file, with two persons:
 * `npm run correct -- FILE | list | show ID | release ID… | withdraw ID…` (decision 0079)
 */
import * as z from 'zod'
import type { Answer, Client, Result } from '../../shared/client/index.ts'
import { Misuse, main, readArgs, runCommand, terminal, type Usage, WrongCall } from './support/command.ts'
import { jsonIn } from './support/files.ts'
import { type Said, say } from './support/language.ts'
import {
  answerOf,
  connect,
  connection,
  connectionUsage,
  Refused,
  refusalOf,
  refusalText,
  type Surroundings,
} from './support/operator.ts'

const usage: Usage = {
  command: 'npm run correct',
  text: {
    zh: `用法：npm run correct -- [命令] [选项]

  文件                  提出一份更正：按收件箱的规则检查，合格的存下，等另一个人放行；什么都还没有改
  list                  列出提出过的更正，新的在前
  show 更正编号         看一份更正：内容、谁提出、谁放行、收下没有
  release 更正编号…     放行别人提出的更正：从此和合作方发来的事件一样办理
  withdraw 更正编号…    撤回自己的，或否决别人的，还没有放行的

${connectionUsage.zh}
文件：{ "type", "data", "reason" }，data 与同名事件相同；- 表示从标准输入读。`,
    en: `Usage: npm run correct -- [command] [options]

  FILE            proposes a correction: judged by the rules of the inbox, kept, and released by somebody else; nothing
                  is changed yet
  list            what was proposed, newest first
  show ID         one of them: what it says, who proposed it, who released it, whether it was taken
  release ID …    releases what somebody else proposed: from then on it is done like an event of a partner
  withdraw ID …   takes back one's own, or turns down another's, before it is released

${connectionUsage.en}
FILE: { "type", "data", "reason" }, data as of the event of this type; - is standard input.`,
  },
  done: { zh: '成功', en: 'done' },
  wrong: { zh: '事件不合格，或不能放行、撤回', en: 'the event is wrong, or can not be released or withdrawn' },
}

const surroundings: Surroundings = { ...terminal, fetch, pause: async () => {} }

/** Most of the latest that a list shows. */
const mostListed = 50

/** Runs one command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io: Surroundings = surroundings): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const { values, positionals } = readArgs(rest, connection, Number.POSITIVE_INFINITY)
    const [command, ...ids] = positionals
    switch (command) {
      case undefined:
        throw new WrongCall(say({ zh: '缺少文件或命令', en: 'a file or a command is missing' }))
      case 'list':
        some(ids, 0)
        return list(await connect(values, io), io)
      case 'show':
        return each(some(ids), io, await connect(values, io), show)
      case 'release':
        return each(some(ids), io, await connect(values, io), release)
      case 'withdraw':
        return each(some(ids), io, await connect(values, io), withdraw)
      default:
        some(ids, 0)
        return propose(readProposal(command), await connect(values, io), io)
    }
  })

/** The ids that a command works on, or, where it takes `none`, that there are none. Throws a {@link WrongCall}. */
function some(ids: readonly string[], none?: 0): readonly string[] {
  if (none === undefined && ids.length === 0)
    throw new WrongCall(say({ zh: '缺少更正编号', en: 'the id of a correction is missing' }))
  if (none === 0 && ids.length > 0)
    throw new WrongCall(say({ zh: `多了 ${ids.join(' ')}`, en: `not expected: ${ids.join(' ')}` }))
  return ids
}

type Proposal = Parameters<typeof proposeBy>[1]
const proposeBy = (client: Client, body: { type: string; data: Record<string, unknown>; reason: string }) =>
  client.call('POST /v1/corrections', { body: body as never })

const proposal = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()), reason: z.string() })

/** A type may be given as it stands on the wire. */
function readProposal(file: string): Proposal {
  const read = proposal.safeParse(jsonIn(file))
  if (!read.success) {
    const form = '{ "type", "data", "reason" }'
    throw new Misuse(say({ zh: `${file} 应为 ${form}`, en: `${file} should be ${form}` }))
  }
  return { ...read.data, type: read.data.type.replace(/^mianshen\.(.+)\.v1$/, '$1') }
}

async function propose(body: Proposal, client: Client, io: Surroundings): Promise<number> {
  const proposed = await proposeBy(client, body)
  if (proposed.ok) {
    const { correction_id } = proposed.body
    const release = `npm run correct -- release ${correction_id}`
    io.out(
      say({
        zh: `${correction_id}\n已存下，还没有生效。请另一个人放行：${release}`,
        en: `${correction_id}\nKept, and nothing is changed yet. Somebody else releases it: ${release}`,
      }),
    )
    return 0
  }
  if (proposed.status !== 400) throw new Refused(proposed)
  for (const { field, message } of proposed.problem.errors ?? [])
    io.err(say({ zh: `${field}：${message}`, en: `${field}: ${message}` }))
  return 1
}

const statusNames: Readonly<Record<'proposed' | 'released' | 'withdrawn', Said>> = {
  proposed: { zh: '等放行', en: 'to be released' },
  released: { zh: '已放行', en: 'released' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
}

type Listed = Awaited<ReturnType<typeof pageOf>>['corrections'][number]
const pageOf = (client: Client) => answerOf(client.call('GET /v1/corrections', { query: { limit: mostListed } }))

function lineOf({ correction_id, status, type, by, at, decided, result }: Listed): string {
  const refused = result?.status === 'rejected' ? result.reason : undefined
  const rejected = refused === undefined ? '' : say({ zh: `没有收下（${refused}）`, en: `not taken (${refused})` })
  return [correction_id, say(statusNames[status]), type, at, by, decided?.by ?? '', rejected].join('  ').trimEnd()
}

async function list(client: Client, io: Surroundings): Promise<number> {
  const { corrections } = await pageOf(client)
  for (const one of corrections) io.out(lineOf(one))
  if (corrections.length === 0) io.out(say({ zh: '没有提出过更正', en: 'nothing was ever proposed' }))
  return 0
}

/** Does it for each of them; what the API refuses is said, and the others are done all the same. */
async function each(
  ids: readonly string[],
  io: Surroundings,
  client: Client,
  work: (client: Client, id: string) => Promise<Result<string>>,
): Promise<number> {
  let refused = false
  for (const id of ids) {
    const done = await work(client, id)
    if (done.ok) {
      io.out(done.body)
      continue
    }
    refused = true
    io.err(`${id}：${refusalText(refusalOf(done))}`)
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
  `${lineOf(one)}\n${say({ zh: '原因：', en: 'reason: ' })}${reason}\n${JSON.stringify(data, undefined, 2)}`

if (import.meta.main) await main(run)
