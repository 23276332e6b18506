/** The client of the API, and what a screen says when it says no. */
import { createClient, type Failed, type Result, wxTransport } from '@mianshen/client'
import { config } from '../config'
import { savedToken, signInAgain } from './session'

/** Every call of the mini-program goes through it. Its answers are values; it throws nothing. */
export const api = createClient({
  baseUrl: config.baseUrl,
  transport: wxTransport(wx),
  token: savedToken,
  login: signInAgain,
})

const done = <T>(body: T): Result<T> => ({ ok: true, status: 200, body })

/** All of these answers, or the first that failed. */
export async function together<T extends object>(calls: { [K in keyof T]: Promise<Result<T[K]>> }): Promise<Result<T>> {
  const bodies: Partial<T> = {}
  for (const name of Object.keys(calls) as (keyof T)[]) {
    const result = await calls[name]
    if (!result.ok) return result
    bodies[name] = result.body
  }
  return done(bodies as T)
}

/** A list to its end. For lists of which a person has few: what is open, not what ever was. */
export async function whole<Page, Item>(
  pages: AsyncIterable<Result<Page>>,
  itemsOf: (page: Page) => Item[],
): Promise<Result<Item[]>> {
  const items: Item[] = []
  for await (const page of pages) {
    if (!page.ok) return page
    items.push(...itemsOf(page.body))
  }
  return done(items)
}

/** What went wrong, in words, and what one can do about it. */
export interface Trouble {
  title: string
  detail: string
  /** Asking again may help. */
  again: boolean
  /** Only signing in helps. */
  signIn: boolean
}

/** Whether nobody knows what became of the request: no answer came, or one of a system that is out of order. */
export const isUnanswered = ({ status, problem }: Failed): boolean =>
  status === 0 || status === 429 || status >= 500 || problem.code === 'key-in-progress'

/** Of what could not be read. The API's own words where it gave any. */
export function troubleOf(failed: Failed): Trouble {
  const { status, problem } = failed
  if (status === 401) return { title: '请登录', detail: '登录过期了，请再登录一次。', again: false, signIn: true }
  if (status === 0) {
    return { title: '没有连上', detail: '请看看手机的网络，再试一次。您的事没有受影响。', again: true, signIn: false }
  }
  return { title: problem.title, detail: problem.detail, again: isUnanswered(failed), signIn: false }
}
