/**
 * Every `code` an answer that says no may bear. Codes are part of the contract: they may be added to, never changed.
 * A test holds the list against the code.
 */
import type { Problem } from './problem.ts'

/** A code's status, what it is called, and when it comes, in plain Chinese for the document. */
export interface CodeMeaning {
  status: Problem['status']
  name: string
  when: string
}

/** All codes. */
export const problemCodes = {
  'bad-request': { status: 400, name: '填写的内容有误', when: '填写的内容有误，errors 里逐项说明' },
  unauthorized: { status: 401, name: '没有登录，或者登录过期', when: '没有令牌，或者令牌无效、过期' },
  forbidden: { status: 403, name: '没有权限', when: '令牌的身份不能用这个接口' },
  'not-found': { status: 404, name: '没有，或者不是您的', when: '没有，或者不是您的：两者的回答一样' },
  'person-unknown': { status: 404, name: '没有查到此人的医保信息', when: '没有查到此人的医保信息' },
  'no-form': { status: 404, name: '这件事不用填表', when: '这件事不用填表，系统自动办' },
  'action-not-offered': { status: 409, name: '现在不能做这个操作', when: '办件现在不能做这个操作' },
  'task-closed': { status: 409, name: '待办已经处理过了', when: '待办已经处理过了' },
  'closed-by-facts': {
    status: 409,
    name: '待办会自动关闭，不用人工处理',
    when: '待办不用人工处理，缺的内容补上后自动关闭',
  },
  'visit-known': {
    status: 409,
    name: '这次就诊已经判定过',
    when: '这次就诊已经按另外的信息判定过，decision 是先前的判定',
  },
  'case-exists': { status: 409, name: '自己的孩子已经有办件', when: '自己的孩子已经有办件，case_id 里写明是哪一个' },
  'already-enrolled': { status: 409, name: '这张出生医学证明已经有人在办', when: '这张出生医学证明已经有人在办' },
  'too-many-unconfirmed': {
    status: 409,
    name: '医院还没有上报的办件太多',
    when: '同一人发起而医院还没有上报的新生儿办件已经太多',
  },
  'still-refused': { status: 409, name: '消息仍然发不出去', when: '搁置的消息再发一次，队列仍然不收' },
  'filing-overlaps': {
    status: 409,
    name: '同样的备案已经有了',
    when: '同类、同地、时间重叠的备案已经有了，detail 里写明是哪一个',
  },
  'too-many-filings': { status: 409, name: '备案太多了', when: '一个人的备案太多了，detail 里写明最多几个' },
  'settled-before': {
    status: 409,
    name: '备案的日子里已有自费结算的就诊',
    when: '备案要覆盖的日子里已有全额自付结算的就诊',
  },
  'no-relation': { status: 409, name: '没有查到职工医保', when: '没有职工医保关系，无从预测' },
  'already-retired': { status: 409, name: '已经是退休人员', when: '已经是退休人员' },
  'policy-missing': { status: 409, name: '政策标准还没有录入', when: '办理要用的政策参数还没有录入' },
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
} as const satisfies Record<string, CodeMeaning>

/** A code. */
export type ProblemCode = keyof typeof problemCodes
