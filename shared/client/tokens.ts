/** Which token a call goes with, and who is asked for another when it is refused. */
import { newAbort, pause } from './signals.ts'

type Told = string | undefined | null

/** Where tokens come from. */
export interface TokenSources {
  /** The one that was saved, if there is one: without it calls go without. Asked at every try until `login` has given one. */
  token?(): Told | Promise<Told>
  /**
   * Asked when a call is refused for its token (401), once for calls that fail together. What it gives holds from then on;
   * if it gives none, the 401 stands.
   */
  login?(): Told | Promise<Told>
}

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
async function asked(source: () => Told | Promise<Told>): Promise<string | undefined> {
  try {
    const token = await source()
    return (typeof token === 'string' && token) || undefined
  } catch {
    return undefined
  }
}
