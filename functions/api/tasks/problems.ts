/** Why somebody may do nothing with a task now. */
import { ownMatter, type Problems } from '../../calls/problem-codes.ts'

/** Of whatever is done with a task. */
export const handProblems = {
  ...ownMatter,
  'task-closed': {
    status: 409,
    name: '待办已经处理过了',
    when: '待办已经处理过了',
    remedy: '看办件的现状，不用再处理',
    en: { when: 'The task was decided already', remedy: 'Look at the case; nothing is left to do' },
  },
  claimed: {
    status: 409,
    name: '别人已经认领',
    when: '别人认领了这个待办，还没有放回；认领到当天结束为止',
    remedy: '等对方办完或放回，或请负责人接过来',
    en: {
      when: 'Somebody else has claimed the task and not released it; a claim ends with its day',
      remedy: 'Wait until it is done or released, or ask a supervisor to take it over',
    },
  },
} as const satisfies Problems

/** Of releasing one. */
export const releaseProblems = {
  ...handProblems,
  'not-claimed': {
    status: 409,
    name: '没有人认领',
    when: '这个待办没有人认领，不用放回',
    remedy: '刷新待办列表',
    en: { when: 'Nobody has claimed the task', remedy: 'Reload the list of tasks' },
  },
} as const satisfies Problems

/** Of giving one more time. */
export const extensionProblems = {
  ...handProblems,
  'already-extended': {
    status: 409,
    name: '已经延期过一次',
    when: '已经延期过一次',
    remedy: '在新的期限内办完',
    en: { when: 'It was extended once already', remedy: 'Finish it by the new limit' },
  },
  overdue: {
    status: 409,
    name: '已经超期',
    when: '已经超过期限，不能再延期',
    remedy: '尽快办完',
    en: { when: 'Its limit has passed', remedy: 'Finish it as soon as you can' },
  },
  'not-extendable': {
    status: 409,
    name: '这类待办不能延期',
    when: '这类待办不能延期',
    remedy: '在期限内办完',
    en: { when: 'Tasks of this kind are not extended', remedy: 'Finish it by its limit' },
  },
} as const satisfies Problems

/** Of deciding several together. */
export const bulkProblems = {
  'alone-only': {
    status: 409,
    name: '要单独办',
    when: '同意时要填写内容，或者要两个人同意，不能和别的一起办',
    remedy: '单独办这个待办',
    en: {
      when: 'Its approval must say more, or takes a second person: it is not given together with others',
      remedy: 'Decide this task by itself',
    },
  },
} as const satisfies Problems

/** Of deciding one. */
export const decidingProblems = {
  ...handProblems,
  'second-person': {
    status: 403,
    name: '要由另一个人决定',
    when: '这笔钱超过了一个人能定的数，您已经同意过，要由另一个人同意或者不同意',
    remedy: '请另一个人办',
    en: {
      when: 'The sum takes two persons and you have proposed it: another approves or rejects it',
      remedy: 'Leave it to another person',
    },
  },
  'facts-changed': {
    status: 409,
    name: '金额已经变了',
    when: '第一个人同意以后金额变了，原来的同意不算数',
    remedy: '看现在的金额，重新同意',
    en: {
      when: 'The sum has changed since the first person approved it; the proposal is dropped',
      remedy: 'Look at the sum as it is now, and approve anew',
    },
  },
  'closed-by-facts': {
    status: 409,
    name: '待办会自动关闭，不用人工处理',
    when: '待办不用人工处理，缺的内容补上后自动关闭',
    remedy: '补上缺的内容，待办自动关闭',
    en: {
      when: 'The task closes by itself when what is missing has come',
      remedy: 'Supply what is missing; the task closes by itself',
    },
  },
  'still-refused': {
    status: 409,
    name: '消息仍然发不出去',
    when: '搁置的消息再发一次，队列仍然不收',
    remedy: '查清队列为什么不收，改好后再批准；确实不用发的驳回',
    en: {
      when: 'The message was sent again and the queue refused it again',
      remedy: 'Find out why the queue refuses it, then approve again; reject what need not be sent',
    },
  },
} as const satisfies Problems
