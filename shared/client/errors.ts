/** What can go wrong with a call, as typed errors. */
import type { ProblemCode } from './operations.ts'

/** A field of the input and what is wrong with it, in Chinese. */
export interface FieldFault {
  field: string
  message: string
}

/** Problem details as the API answers them. */
export interface Problem {
  status: number
  code: string
  title: string
  detail: string
  errors?: FieldFault[]
}

/** The API said no. `title` and `detail` can be shown to the citizen; `code` is for the program. */
export class ApiProblem extends Error implements Problem {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: ProblemCode | (string & {})
  readonly title: string
  readonly detail: string
  readonly errors: FieldFault[]
  /** Everything the answer held, for example `filing_id`. */
  readonly more: Readonly<Record<string, unknown>>

  constructor(problem: Problem & Record<string, unknown>) {
    super(`${problem.status} ${problem.code}`)
    this.status = problem.status
    this.code = problem.code
    this.title = problem.title
    this.detail = problem.detail
    this.errors = problem.errors ?? []
    this.more = problem
  }

  /** What is wrong with a field, if anything. */
  fault(field: string): string | undefined {
    return this.errors.find((error) => error.field === field)?.message
  }
}

/** No answer came, or none that the API gives: the network, a gateway. What was asked for may have happened or not. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}
