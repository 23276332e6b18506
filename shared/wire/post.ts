/** One request over HTTP: what the wire needs of a connection. Two ways are at hand, for two needs (decision 0062). */

/** A `POST` to the root of a service. */
export interface Posted {
  /** `https://dynamodb.cn-north-1.amazonaws.com.cn` */
  readonly origin: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** It must have been answered, whole, within so many milliseconds. */
  readonly patienceMs: number
  readonly signal?: AbortSignal | undefined
}

/** What came back, whole. */
export interface PostAnswer {
  readonly status: number
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/**
 * Asks once, over connections that are kept open. Rejects if no whole answer came: what the network said, or that the time
 * was over.
 */
export type Post = (posted: Posted) => Promise<PostAnswer>

/** What is thrown when the time is over. */
export const overdue = (patienceMs: number): Error => new Error(`wire: no answer in ${patienceMs} ms`)
