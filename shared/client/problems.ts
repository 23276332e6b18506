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

const words: Record<NoAnswerCode, readonly [title: string, detail: string]> = {
  'no-answer': ['没有收到回答', '没有收到系统的回答，请检查网络，稍后再试。'],
  aborted: ['已取消', '已经不再等待回答。'],
  deadline: ['等待超时', '等了很久没有收到系统的回答，请稍后再试。'],
}

/** There was no answer, and why. */
export function noAnswer(code: NoAnswerCode, cause: unknown): Failed {
  const [title, detail] = words[code]
  return { ok: false, status: 0, problem: { code, title, detail, cause: told(cause) } }
}

/** Whatever was thrown, as text; even what can't be written. */
function told(cause: unknown): string {
  try {
    return cause instanceof Error ? cause.message : String(cause)
  } catch {
    return typeof cause
  }
}

/** What came with a status, if it is the API's: everything it says is an object, and what it refuses has a code. */
export function resultOf(status: number, body: unknown): Result<unknown> {
  if (status >= 200 && status < 300 && isObject(body)) return { ok: true, status, body }
  if (status >= 400 && isProblem(body)) return { ok: false, status, problem: body }
  return noAnswer('no-answer', `${status}, not of the API`)
}

/** Whether these are problem details of the API. */
export const isProblem = (body: unknown): body is Problem =>
  isObject(body) &&
  ['code', 'title', 'detail'].every((name) => typeof body[name] === 'string') &&
  (body.errors === undefined || Array.isArray(body.errors))

const isObject = (body: unknown): body is Record<string, unknown> => typeof body === 'object' && body !== null
