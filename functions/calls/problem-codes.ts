/**
 * What a `code` of an answer that says no means. Those that any call may answer stand here; a call declares its own.
 * Codes are part of the contract: they may be added to, never changed.
 */

/** A code's status, what it is called, when it comes and what whoever gets it can do, in plain Chinese. */
export interface CodeMeaning {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503
  name: string
  when: string
  remedy: string
  /** The same in English, for programmers. */
  en: { when: string; remedy: string }
}

/** Meanings by code. */
export type Problems = Readonly<Record<string, CodeMeaning>>

/** Codes that any call may answer. */
export const commonProblems = {
  'bad-request': {
    status: 400,
    name: '填写的内容有误',
    when: '填写的内容有误，errors 里逐项说明',
    remedy: '按 errors 逐项改正后再提交',
    en: {
      when: 'The input is wrong; errors names each field',
      remedy: 'Correct each field that errors names, and send again',
    },
  },
  unauthorized: {
    status: 401,
    name: '没有登录，或者登录过期',
    when: '没有令牌，或者令牌无效、过期',
    remedy: '重新登录取得令牌后再试；总是这样的，核对签发方、受众、有效期和公钥',
    en: {
      when: 'There is no token, or it is not valid or has expired',
      remedy: 'Sign in again and retry with the new token; if it stays: check issuer, audience, life and key',
    },
  },
  forbidden: {
    status: 403,
    name: '没有权限',
    when: '令牌的身份不能用这个接口',
    remedy: '换有权限的身份，不用重试',
    en: {
      when: 'The role of the token may not make this call',
      remedy: 'Call with a role that may; retrying does not help',
    },
  },
  'not-found': {
    status: 404,
    name: '没有，或者不是您的',
    when: '没有，或者不是您的：两者的回答一样',
    remedy: '核对编号和登录的人；没有别的办法区分两者',
    en: {
      when: 'It does not exist or is not yours: both are answered alike',
      remedy: 'Check the number and who is signed in; there is no other way to tell the two apart',
    },
  },
  'not-active': {
    status: 403,
    name: '帮办员没有登记或者已经暂停',
    when: '帮办员没有在这个帮办点登记，或者已经暂停',
    remedy: '请当地医保经办机构登记或恢复后再试',
    en: {
      when: 'The agent is not registered at this point, or is suspended',
      remedy: 'Have the area register or reinstate the agent',
    },
  },
  'training-due': {
    status: 403,
    name: '帮办员该培训了',
    when: '帮办员上次培训的时间太久了',
    remedy: '培训后请当地医保经办机构登记培训日期',
    en: { when: 'The agent’s training is too long ago', remedy: 'Train the agent and register the day' },
  },
  'key-in-progress': {
    status: 409,
    name: '同一个请求正在处理',
    when: '同一个 Idempotency-Key 的请求正在处理，稍后再试',
    remedy: '过 Retry-After 秒用同一个请求编号再试',
    en: {
      when: 'A request with this Idempotency-Key is being worked on',
      remedy: 'Try again with the same key after Retry-After seconds',
    },
  },
  'too-large': {
    status: 413,
    name: '提交的内容太长',
    when: '提交的内容太长',
    remedy: '分成几次提交，或去掉不需要的内容',
    en: { when: 'What was sent is too long', remedy: 'Send it in parts, or leave out what is not needed' },
  },
  'key-reused': {
    status: 422,
    name: '请求编号用在了另一个请求上',
    when: '同一个 Idempotency-Key 用在了另一个请求上',
    remedy: '新的请求用新的编号；重试时内容要和第一次一样',
    en: {
      when: 'The Idempotency-Key was used for another request',
      remedy: 'A new request takes a new key; a retry repeats the first body',
    },
  },
  'too-many-requests': {
    status: 429,
    name: '操作太频繁',
    when: '操作太频繁，过 Retry-After 秒再试',
    remedy: '等 Retry-After 秒再试，并放慢调用',
    en: { when: 'Calls come too fast', remedy: 'Wait Retry-After seconds, then call more slowly' },
  },
  internal: {
    status: 500,
    name: '系统出错',
    when: '系统出错，可以用同一个 Idempotency-Key 再试',
    remedy: '过 Retry-After 秒用同一个 Idempotency-Key 再试；总是这样的，把 X-Request-Id 告诉运行方',
    en: {
      when: 'A fault of the system',
      remedy:
        'Try again after Retry-After seconds with the same Idempotency-Key; if it stays, tell the operator the X-Request-Id',
    },
  },
  unavailable: {
    status: 503,
    name: '系统繁忙',
    when: '系统繁忙，过 Retry-After 秒再试',
    remedy: '等 Retry-After 秒再试',
    en: { when: 'The system is busy', remedy: 'Wait Retry-After seconds and try again' },
  },
} as const satisfies Problems

/** Somebody whom an institution names is not known: the same whatever it asks. */
export const personUnknown = {
  'person-unknown': {
    status: 404,
    name: '没有查到此人的医保信息',
    when: '没有查到此人的医保信息',
    remedy: '核对人员编号或证件号码；刚登记的稍后再试',
    en: {
      when: 'No such person is known here',
      remedy: 'Check the person’s number; if just registered, try again later',
    },
  },
} as const satisfies Problems

/** Nobody deals in office with what is their own. */
export const ownMatter = {
  'own-matter': {
    status: 403,
    name: '自己的事要由别人办',
    when: '涉及本人或所监护家人，或者自己办过的事',
    remedy: '请由同事、负责人或别的帮办员办理',
    en: {
      when: 'It concerns oneself, somebody in one’s care, or what one did oneself',
      remedy: 'Leave it to a colleague, a supervisor or another agent',
    },
  },
} as const satisfies Problems

/** What is asked for is still done elsewhere, for how its bundle is switched in the area in charge. */
export const bundleOffProblem = {
  'bundle-off': {
    status: 409,
    name: '还由原来的窗口或系统办理',
    when: '这件事在参保地还没有转到本系统，或者发生在转来之前，由原来的窗口或系统办理；什么都没有写入',
    remedy: '请到原来的窗口或系统办理，不用重试',
    en: {
      when: 'In the area in charge this matter is not done by this system yet, or began before it was; nothing was written',
      remedy: 'Use the former office or system; retrying does not help',
    },
  },
} as const satisfies Problems
