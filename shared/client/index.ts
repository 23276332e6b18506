/** The client of the API for mini-programs and pages; no dependency. */
export type * from './answers.ts'
export type * from './bodies.ts'
export {
  type Answer,
  type Bounds,
  type Client,
  type ClientOptions,
  createClient,
  type Input,
  type ItemOf,
  type ListName,
  newKey,
  type OperationName,
} from './client.ts'
export type { Operations, ProblemCode } from './operations.ts'
export {
  type Answered,
  type Failed,
  type FieldFault,
  faultOf,
  type NoAnswerCode,
  type Problem,
  type Result,
} from './problems.ts'
export { type Abort, newAbort, type Signal } from './signals.ts'
export type { TokenSources } from './tokens.ts'
export {
  type Fetch,
  fetchTransport,
  type Transport,
  type WireRequest,
  type WireResponse,
  type Wx,
  wxTransport,
} from './transports.ts'
