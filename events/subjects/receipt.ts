/** 回执: what became of an event, told to whoever sent it. */
import * as z from 'zod'
import { outboundEvent } from '../define.ts'
import { oneOf, time } from '../fields.ts'

/** What may have become of an event, as its sender is told. */
const receiptStatuses = {
  rejected: '没有收下',
  waiting: '收下了，还在等别的信息',
  'taken-up': '办理了',
} as const

/** What is echoed of a message that may hold anything: a receipt must always fit a queue, whatever it is about. */
export const longest = { attribute: 4_000, errors: 50, field: 200, message: 300 } as const

const echoed = (what: string) => z.string().min(1).max(longest.attribute).meta({ description: what })

/** What became of an event: it was rejected, still waits a minute after it came, or was taken up after all. */
export const eventAnswered = outboundEvent({
  title: '事件回执',
  about:
    '告诉发送方一个事件怎样了：没有收下的马上告诉，收下一分钟后还在等别的信息的告诉一次，告诉过的后来办了再告诉一次。没有来源和编号的没有回执。登记时可以选：办成的也告诉，或者都不要。',
  queue: 'receipts',
  data: z.object({
    source: echoed('所说事件的来源（source）'),
    id: echoed('所说事件的编号（id）'),
    type: z
      .string()
      .max(longest.attribute)
      .exactOptional()
      .meta({ description: '所说事件的类型（type），按来时的写法' }),
    status: oneOf('结果', receiptStatuses, 'status'),
    reason: z.string().min(1).exactOptional().meta({ description: '没有收下或还在等的原因，见 inbox 的 x-rejections' }),
    errors: z
      .array(z.object({ field: z.string().max(longest.field), message: z.string().max(longest.message) }))
      .max(longest.errors)
      .exactOptional()
      .meta({ description: '没有收下的，错在哪里' }),
    at: time('时间'),
  }),
  example: {
    source: 'urn:partner:tax-13',
    id: 'SW-2026-000017',
    type: 'mianshen.contribution.posted.v1',
    status: 'rejected',
    reason: 'bad-data',
    errors: [{ field: 'data.accrym_begn', message: '费款所属期应为六位年月，如 202603' }],
    at: '2026-03-10T09:00:00+08:00',
  },
})
