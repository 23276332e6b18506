/** The client of the API for mini-programs and pages; no dependency. */
export type * from './answers.ts'
export type * from './bodies.ts'
export {
  type Answer,
  type Client,
  type ClientOptions,
  createClient,
  type Input,
  type ItemOf,
  type ListName,
  type OperationName,
} from './client.ts'
export { ApiProblem, type FieldFault, NoAnswer, type Problem } from './errors.ts'
export type { Operations, ProblemCode } from './operations.ts'
export { type Fetch, fetchTransport, type Transport, type Wx, wxTransport } from './transports.ts'
