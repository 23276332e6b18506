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
import { readyIn } from './files.ts'
import { type Said, say } from './language.ts'

/** What the commands write to and call; replaced in tests. */
export interface Surroundings extends Terminal {
  fetch: typeof fetch
  /** Waits a moment. */
  pause(): Promise<unknown>
}

/** The API says no, or not a thing, to what a command can't go on without; what it says is for people, in Chinese. */
export class Refused extends Misuse {
  constructor({ status, problem }: Failed) {
    super(status === 0 ? say(noAnswer) : `${refusalText(problem)}${status === 401 ? `\n${say(noToken)}` : ''}`)
  }
}

const noAnswer: Said = {
  zh: '连不上接口：检查地址，接口是否在运行',
  en: 'the API does not answer: check the address, and whether it is running',
}
const noToken: Said = {
  zh: '令牌没有写、不对或过期了：换一个（--token，或 MIANSHEN_TOKEN）',
  en: 'the token is missing, wrong or expired: take another (--token, or MIANSHEN_TOKEN)',
}

/** What the API says to what it refuses: in Chinese, for people; in English its code beside it. */
export const refusalText = ({ code, title, detail }: Problem): string =>
  say({ zh: `${title}：${detail}`, en: `[${code}] ${title}：${detail}` })

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
export const connectionUsage: Said = {
  zh: '连接：--api 地址 --token 令牌（或环境变量 MIANSHEN_API、MIANSHEN_TOKEN）；本机：--ready-file 文件 [--staff 工号]',
  en: 'The API: --api URL --token TOKEN (or MIANSHEN_API, MIANSHEN_TOKEN); on this machine: --ready-file FILE [--staff NO]',
}

/** What was given of them. */
export type Connection = { readonly [Name in keyof typeof connection]?: string | undefined }

/** A client as an operator, at the address that is given or of the local stack. Throws a {@link WrongCall} without either. */
export async function connect(options: Connection, { fetch }: Pick<Surroundings, 'fetch'>): Promise<Client> {
  const file = options['ready-file']
  if (file !== undefined) {
    const { api } = readyIn(file, z.object({ api: z.url() }))
    const who = { role: 'operator', ...(options.staff === undefined ? {} : { staff_no: options.staff }) }
    const answer = await fetch(`${api}/dev/token`, { method: 'POST', body: JSON.stringify(who) })
    const { token } = z.object({ token: z.string() }).parse(await answer.json())
    return clientOf(api, token, fetch)
  }
  const { api = process.env.MIANSHEN_API, token = process.env.MIANSHEN_TOKEN } = options
  if (api === undefined || token === undefined)
    throw new WrongCall(
      say({ zh: '缺少 --api 和 --token，或 --ready-file', en: '--api and --token are missing, or --ready-file' }),
    )
  if (!URL.canParse(api))
    throw new WrongCall(say({ zh: `--api 应为网址，写的是 ${api}`, en: `--api is a URL, not ${api}` }))
  return clientOf(api, token, fetch)
}

const clientOf = (baseUrl: string, token: string, fetch: Surroundings['fetch']): Client =>
  createClient({ baseUrl, transport: fetchTransport(fetch), token: () => token })
