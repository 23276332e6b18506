/** The kinds of tasks that are opened for operators. */
import { shown, taskKind } from './kind.ts'

/** A parameter has no value for a place and a day. */
export const policyMissing = taskKind({
  kind: 'policy-missing',
  title: '缺少政策参数',
  after: { approve: '补上缺的内容后自动关闭', reject: '补上缺的内容后自动关闭' },
  facts: (z) => ({
    name: z.string(),
    admdvs: shown.area(z),
    on: shown.day(z),
    year: z.int().optional(),
    text: z.string(),
  }),
  closedByFacts: true,
})

/** A time limit runs into a year whose holidays are not published. */
export const calendarMissing = taskKind({
  kind: 'calendar-missing',
  title: '缺少放假安排',
  after: { approve: '补上缺的内容后自动关闭', reject: '补上缺的内容后自动关闭' },
  facts: (z) => ({ year: z.int(), text: z.string() }),
  closedByFacts: true,
})

/** A chain was stopped: it never ends, or what is stored of its case does not fit (`unfit`: where). */
export const chainStopped = taskKind({
  kind: 'chain-stopped',
  title: '办件流程出错，已暂停',
  after: { approve: '流程改好后接着办，自动关闭', reject: '流程改好后接着办，自动关闭' },
  facts: (z) => ({ bundle: z.string(), step: z.string(), unfit: z.string().optional() }),
  closedByFacts: true,
})

/** A queue refuses a message for good. */
export const messageRefused = taskKind({
  kind: 'message-refused',
  title: '队列拒收的消息：同意重发，不同意作废',
  after: { approve: '重新发送这条消息', reject: '这条消息作废，不再发送' },
  facts: (z) => ({
    queue: z.string(),
    to: z.string().optional().meta({ title: '发给' }),
    reason: z.string(),
    bytes: z.int(),
    id: z.string().optional(),
    type: z.string().optional(),
    kind: z.string().optional(),
  }),
})

/** A bank reported another sum than was ordered between two pooling areas. */
export const fundsDiffer = taskKind({
  kind: 'funds-differ',
  title: '清算划款的金额和指令不一致',
  after: { approve: '银行报来对的金额后自动关闭', reject: '银行报来对的金额后自动关闭' },
  facts: (z) => ({ clearing_id: z.string(), order_no: z.string(), ordered: shown.money(z), reported: shown.money(z) }),
  closedByFacts: true,
})

/** All of them. */
export const operatorTaskKinds = [policyMissing, calendarMissing, chainStopped, messageRefused, fundsDiffer] as const
