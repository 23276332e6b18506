/** What commands of operators share: where they write to, what a caller did wrong, and the API as an operator. */
import * as z from 'zod'
import {
  type Client,
  createClient,
  type Failed,
  fetchTransport,
  type Problem,
  type Result,
} from '../../../shared/client/index.ts'
import { Misuse, type Terminal, WrongCall } from './command.ts'
import { jsonIn } from './files.ts'

export { jsonIn, Misuse, WrongCall }

/** What the commands write to and call; replaced in tests. */
export interface Surroundings extends Terminal {
  fetch: typeof fetch
  /** Waits a moment. */
  pause(): Promise<unknown>
}

/** The API says no, or not a thing, to what a command can't go on without. */
export class Refused extends Error {
  /** HTTP status; 0 if there was no answer. */
  readonly status: number
  readonly problem: Problem

  constructor({ status, problem }: Failed) {
    super(`${status} ${problem.code}`)
    this.status = status
    this.problem = problem
  }
}

/** The answer to a call. Throws {@link Refused} if there is none. */
export async function answerOf<T>(call: Promise<Result<T>>): Promise<T> {
  const result = await call
  if (!result.ok) throw new Refused(result)
  return result.body
}

/** What was refused, for a command that goes on without; that no answer came, it can't: throws {@link Refused} then. */
export function refusalOf(failed: Failed): Problem {
  if (failed.status === 0) throw new Refused(failed)
  return failed.problem
}

/** The options by which {@link connect} finds the API, as `parseArgs` takes them. */
export const connection = {
  api: { type: 'string' },
  token: { type: 'string' },
  'ready-file': { type: 'string' },
  staff: { type: 'string' },
} as const

/** How a usage text tells of them. */
export const connectionUsage =
  '连接：--api 地址 --token 令牌（或环境变量 MIANSHEN_API、MIANSHEN_TOKEN）；本机：--ready-file 文件 [--staff 工号]'

/** What was given of them. */
export type Connection = { readonly [Name in keyof typeof connection]?: string | undefined }

const readyFile = z.object({ api: z.url() })

/** A client as an operator, at the address that is given or of the local stack. Throws a {@link WrongCall} without either. */
export async function connect(options: Connection, { fetch }: Pick<Surroundings, 'fetch'>): Promise<Client> {
  const file = options['ready-file']
  if (file !== undefined) {
    const read = readyFile.safeParse(jsonIn(file))
    if (!read.success) throw new Misuse(`${file} 不是本机环境写的文件`)
    const { api } = read.data
    const who = { role: 'operator', ...(options.staff === undefined ? {} : { staff_no: options.staff }) }
    const answer = await fetch(`${api}/dev/token`, { method: 'POST', body: JSON.stringify(who) })
    const { token } = z.object({ token: z.string() }).parse(await answer.json())
    return clientOf(api, token, fetch)
  }
  const { api = process.env.MIANSHEN_API, token = process.env.MIANSHEN_TOKEN } = options
  if (api === undefined || token === undefined) throw new WrongCall('缺少 --api 和 --token，或 --ready-file')
  return clientOf(api, token, fetch)
}

const clientOf = (baseUrl: string, token: string, fetch: Surroundings['fetch']): Client =>
  createClient({ baseUrl, transport: fetchTransport(fetch), token: () => token })

/**
 * Runs a command and answers its exit code: what the caller did wrong, what the API refuses and an API out of reach are
 * said in a line or a few, with `usage` where the call was wrong, and come to 2. Anything else is a fault of ours.
 */
export async function runCommand(usage: string, io: Surroundings, command: () => Promise<number>): Promise<number> {
  try {
    return await command()
  } catch (error) {
    if (error instanceof WrongCall) io.err(`${error.message}\n\n${usage}`)
    else if (error instanceof Misuse) io.err(error.message)
    else if (!(error instanceof Refused)) throw error
    else if (error.status === 0) io.err('连不上接口，请检查地址')
    else io.err(`${error.problem.title}：${error.problem.detail}`)
    return 2
  }
}
