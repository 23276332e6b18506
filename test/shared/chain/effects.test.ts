/** What chains may send: held by the compiler, so each line that must not compile says so. */
import { expect, it } from 'vitest'
import { outboundEvents, queueOf } from '../../../events/index.ts'
import type { Effects, Send } from '../../../shared/chain/chain.ts'
import { partnerQueues } from '../../../shared/queues.ts'

const data = outboundEvents['payment.ordered'].example

it('an event to a partner compiles only as the catalogue promises it', () => {
  const right: Effects<object> = { send: [{ type: 'payment.ordered', data }] }
  const { amt, ...withoutSum } = data
  const wrong: Send[] = [
    // @ts-expect-error: no such event
    { type: 'payment.order', data },
    // @ts-expect-error: another event's data
    { type: 'notice.requested', data },
    // @ts-expect-error: money is text in yuan, not fen
    { type: 'payment.ordered', data: { ...data, amt: 217704 } },
    // @ts-expect-error: the sum is missing
    { type: 'payment.ordered', data: withoutSum },
    // @ts-expect-error: no such field
    { type: 'payment.ordered', data: { ...withoutSum, amt, amount: amt } },
    // @ts-expect-error: no such kind of payee
    { type: 'payment.ordered', data: { ...data, payee: { kind: 'citizen', name: '张小满' } } },
    // @ts-expect-error: the queue follows from the type
    { queue: 'tax', type: 'payment.ordered', data },
  ]
  expect([right.send?.length, wrong.length]).toEqual([1, 7])
})

it('every event has a queue that partners read', () => {
  const types = Object.keys(outboundEvents) as (keyof typeof outboundEvents)[]
  for (const type of types) expect(partnerQueues).toContain(queueOf({ type }))
})
