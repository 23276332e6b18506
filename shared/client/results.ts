/** Makes results of what came, or did not. */
import type { Failed, NoAnswerCode, Problem, Result } from './problems.ts'

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

/** Whatever was thrown, as text, `wx` has its own kind; even what can't be written. */
function told(cause: unknown): string {
  try {
    const { message, errMsg } = Object(cause)
    return String(message ?? errMsg ?? cause)
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
