/** How a request is tried: again after a passing fault or none at all, and once more with another token when one is refused. */
import { limitOf, pause, unless } from './limits.ts'
import type { Result } from './problems.ts'
import { isProblem, noAnswer, resultOf } from './results.ts'
import type { Signal } from './signals.ts'
import type { Pass } from './tokens.ts'
import type { Transport, WireRequest, WireResponse } from './transports.ts'

/** A request without what each try adds. */
export type Unsent = Omit<WireRequest, 'signal'>

/** Tries a request until there is something to say. Rejects when the signal is set off. */
export type Trier = (request: Unsent, signal: Signal) => Promise<Result<unknown>>

/** Nothing came, and why. */
interface Lost {
  lost: unknown
}

const passing = [429, 500, 502, 503, 504]
const longestPauseMs = 30_000
/** An answer that takes longer is given up, and asked for again. */
const longestTryMs = 15_000

/** Tries requests at most so often, each with the pass that holds then. */
export function trier(transport: Transport, tries: number, newPass: () => Promise<Pass>): Trier {
  return async (request, signal) => {
    let renewed = false
    for (let tried = 1; ; ) {
      const pass = await unless(signal, newPass)
      const came = await sent(transport, withToken(request, pass.token), signal)
      if ('status' in came && came.status === 401 && !renewed) {
        renewed = true
        if (await unless(signal, pass.renewed)) continue
      }
      const wait = waitBeforeAgain(came, tried)
      if (wait === undefined || tried >= tries) {
        return 'lost' in came ? noAnswer('no-answer', came.lost) : resultOf(came.status, parsed(came.text))
      }
      tried++
      await unless(signal, () => pause(wait, signal))
    }
  }
}

/** What came over the wire. Rejects only when the signal is set off. */
async function sent(transport: Transport, request: Unsent, signal: Signal): Promise<WireResponse | Lost> {
  const limit = limitOf(longestTryMs, signal)
  try {
    return await unless(limit.signal, () => transport({ ...request, signal: limit.signal }))
  } catch (error) {
    if (signal.aborted) throw error
    return { lost: limit.ending() ?? error }
  } finally {
    limit.release()
  }
}

const withToken = (request: Unsent, token: string | undefined): Unsent =>
  token === undefined ? request : { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }

/** Milliseconds after which to try again; undefined if that would change nothing. */
function waitBeforeAgain(came: WireResponse | Lost, tried: number): number | undefined {
  const backOff = 250 * 2 ** tried
  if ('lost' in came) return backOff
  const { status, header, text } = came
  if (!passing.includes(status) && !(status === 409 && isInProgress(parsed(text)))) return undefined
  const told = Number(header('retry-after') ?? Number.NaN) * 1000
  return Math.min(longestPauseMs, told >= 0 ? told : backOff)
}

/** The same key is being worked on: the answer will be there in a moment. */
const isInProgress = (body: unknown): boolean => isProblem(body) && body.code === 'key-in-progress'

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
