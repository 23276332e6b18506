/** What a call comes to, as a value: an answer, or the problem there was. */
import type { ProblemCode } from './operations.ts'

/** A field of the input and what is wrong with it, in Chinese. */
export interface FieldFault {
  field: string
  message: string
}

/**
 * Codes of our own, status 0: the API did not answer. What was asked for may have happened or not; the same call under
 * the same `key` tells.
 */
export type NoAnswerCode = 'no-answer' | 'aborted' | 'deadline'

/** Why there is no answer to use: the API's problem details, whole, or one of {@link NoAnswerCode}. */
export interface Problem {
  /** For the program. New ones may come. */
  code: ProblemCode | NoAnswerCode | (string & {})
  /** For the citizen, as is `detail`. */
  title: string
  detail: string
  /** Of a 400: field by field. */
  errors?: FieldFault[]
  /** Whatever else the answer held, as `case_id` of `case-exists`; of no answer, `cause` for whoever looks for the fault. */
  [more: string]: unknown
}

/** A call that was answered as hoped. */
export interface Answered<T> {
  ok: true
  /** HTTP status, 2xx. */
  status: number
  body: T
}

/** A call that was not. */
export interface Failed {
  ok: false
  /** HTTP status; 0 if the API did not answer. */
  status: number
  problem: Problem
}

/** What a call comes to. */
export type Result<T> = Answered<T> | Failed

/** What is wrong with a field, if anything, in Chinese. */
export const faultOf = (problem: Problem, field: string): string | undefined =>
  problem.errors?.find((fault) => fault.field === field)?.message
