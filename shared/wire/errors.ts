/** What a service says when it does not do what it is asked, and which of it may pass. */

/** An error by the name that the service gives it, with what else it says. */
export class ServiceError extends Error {
  readonly status: number
  /** Of a transaction that was cancelled: why, write by write. */
  readonly CancellationReasons?: readonly { readonly Code?: string }[]

  constructor(status: number, said: unknown, type?: string | string[]) {
    const { __type, message, Message, CancellationReasons } = Object(said)
    const named = String(__type ?? type ?? `HTTP ${status}`)
    super(String(message ?? Message ?? named))
    // Without the namespace before and the address behind that one protocol or another puts around it.
    this.name = named.replace(/^.*#/, '').replace(/:.*$/, '')
    this.status = status
    if (Array.isArray(CancellationReasons)) this.CancellationReasons = CancellationReasons
  }
}

/** What went wrong with one try: without a status nothing was answered, or not all of it. */
export interface Trouble {
  readonly error: Error
  readonly status?: number
  /** The service's own time, in milliseconds since 1970; NaN if it did not say. */
  readonly serverMs?: number
}

/** Names under which services say that they are asked too much, or are still at this very call. */
const busy = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
])

/** Whether the same call may succeed if it is made again: nobody answered, the service has a fault, or too much to do. */
export const isTransient = ({ status, error }: Trouble): boolean =>
  status === undefined || status >= 500 || status === 429 || status === 200 || busy.has(error.name)

/** Signatures are taken a quarter of an hour before and after; nearer than this it is not the clock. */
const skewMs = 4 * 60_000

const untimely =
  /^(RequestExpired|RequestTimeTooSkewed|RequestInTheFuture|InvalidSignatureException|SignatureDoesNotMatch|AuthFailure)$/

/** Whether the signature was refused because our clock (`sentMs`) is not the service's. */
export const isUntimely = (trouble: Trouble, sentMs: number): trouble is Trouble & { serverMs: number } =>
  untimely.test(trouble.error.name) && Math.abs((trouble.serverMs ?? Number.NaN) - sentMs) > skewMs
