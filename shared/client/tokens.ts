/** Which token a call goes with, and who is asked for another when it is refused. */
import { pause } from './limits.ts'
import type { TokenSources } from './options.ts'
import { newAbort } from './signals.ts'

/** What a request goes with. */
export interface Pass {
  token: string | undefined
  /** Whether there is another token now that this one was refused. */
  renewed(): Promise<boolean>
}

/** A login that takes longer is no longer waited for, and the next refusal asks anew; should it come after all, it holds. */
const longestLoginMs = 60_000

/** Gives passes. Rejects never: whoever can't say a token has none. */
export function passes(sources: TokenSources): () => Promise<Pass> {
  let given: string | undefined
  let logins = 0
  let underWay: Promise<void> | undefined

  const logIn = async () => {
    const waiting = newAbort()
    const login = asked(() => sources.login?.()).then((token) => {
      given = token || given
    })
    await Promise.race([login, pause(longestLoginMs, waiting.signal)])
    waiting.abort()
    logins++
    underWay = undefined
  }

  return async () => {
    const saved = given || (await asked(() => sources.token?.()))
    const token = given || saved
    const before = logins
    return {
      token,
      async renewed() {
        // A login that ended since the request left was its login too, whatever came of it.
        if (logins === before) {
          underWay ??= logIn()
          await underWay
        }
        return given !== undefined && given !== token
      },
    }
  }
}

/** The token that is told; a store that has none may answer with empty text. */
async function asked(source: () => unknown): Promise<string | undefined> {
  try {
    const token = await source()
    return (typeof token === 'string' && token) || undefined
  } catch {
    return undefined
  }
}
