/** What a client and its calls are told. */
import type { Signal } from './signals.ts'
import type { Transport } from './transports.ts'

type Token = string | undefined | null

/** Where tokens come from. */
export interface TokenSources {
  /** The one that was saved, if there is one: without it calls go without. Asked at every try until `login` has given one. */
  token?: (() => Token | Promise<Token>) | undefined
  /**
   * Asked when a call is refused for its token (401), once for calls that fail together. What it gives holds from then on;
   * if it gives none, the 401 stands.
   */
  login?: (() => Token | Promise<Token>) | undefined
}

/** What a client must be told. */
export interface ClientOptions extends TokenSources {
  /** Where the API is. */
  baseUrl: string
  /** How requests go: `wxTransport(wx)`, `fetchTransport(fetch)`. */
  transport: Transport
  /** How often a call is tried at most, when no answer or a passing fault comes; 3 if left out. */
  tries?: number | undefined
  /** `deadlineMs` of calls that have none; a minute if left out, `Infinity` for none. */
  deadlineMs?: number | undefined
}

/** How long a call may take. */
export interface Bounds {
  /** Ends the call when it is set off: an AbortSignal, or that of `newAbort()`. */
  signal?: Signal | undefined
  /** Milliseconds for the call with all its tries, logins and waits between them. */
  deadlineMs?: number | undefined
}
