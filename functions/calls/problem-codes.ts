/**
 * What a `code` of an answer that says no means. Those that any call may answer stand here; a call declares its own.
 * Codes are part of the contract: they may be added to, never changed.
 */

/** A code's status, what it is called, and when it comes, in plain Chinese for the document. */
export interface CodeMeaning {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503
  name: string
  when: string
}

/** Meanings by code. */
export type Problems = Readonly<Record<string, CodeMeaning>>

/** Codes that any call may answer. */
export const commonProblems = {
  'bad-request': { status: 400, name: '填写的内容有误', when: '填写的内容有误，errors 里逐项说明' },
  unauthorized: { status: 401, name: '没有登录，或者登录过期', when: '没有令牌，或者令牌无效、过期' },
  forbidden: { status: 403, name: '没有权限', when: '令牌的身份不能用这个接口' },
  'not-found': { status: 404, name: '没有，或者不是您的', when: '没有，或者不是您的：两者的回答一样' },
  'key-in-progress': {
    status: 409,
    name: '同一个请求正在处理',
    when: '同一个 Idempotency-Key 的请求正在处理，稍后再试',
  },
  'too-large': { status: 413, name: '提交的内容太长', when: '提交的内容太长' },
  'key-reused': { status: 422, name: '请求编号用在了另一个请求上', when: '同一个 Idempotency-Key 用在了另一个请求上' },
  'too-many-requests': { status: 429, name: '操作太频繁', when: '操作太频繁，过 Retry-After 秒再试' },
  internal: { status: 500, name: '系统出错', when: '系统出错，可以用同一个 Idempotency-Key 再试' },
  unavailable: { status: 503, name: '系统繁忙', when: '系统繁忙，过 Retry-After 秒再试' },
} as const satisfies Problems

/** Somebody whom an institution names is not known: the same whatever it asks. */
export const personUnknown = {
  'person-unknown': { status: 404, name: '没有查到此人的医保信息', when: '没有查到此人的医保信息' },
} as const satisfies Problems

/** What is asked for is still done elsewhere, for how its bundle is switched in the area in charge. */
export const bundleOffProblem = {
  'bundle-off': {
    status: 409,
    name: '还由原来的窗口或系统办理',
    when: '这件事在参保地还没有转到本系统，或者发生在转来之前，由原来的窗口或系统办理；什么都没有写入',
  },
} as const satisfies Problems
