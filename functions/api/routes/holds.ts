/** Holds: an operator keeps payments, clearing orders, notices or all that goes to a partner from leaving. */
import * as z from 'zod'
import { words } from '../../../events/fields.ts'
import { isHoldName, loadHolds } from '../../../shared/engine/holds.ts'
import { officerName } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { notFound } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { liftHold, setHold, viewHolds } from '../holds.ts'
import { holdsSchema } from '../schemas-operations.ts'

const tag = '运行'
const operator = { operator: 'all' } as const

export const holdRoutes: readonly Route[] = [
  route('GET /v1/holds', {
    access: operator,
    tag,
    summary: '现在暂停发出的有哪些，各有多少条没发、共多少钱',
    answer: holdsSchema,
    async handler({ ports }) {
      return { body: { holds: await viewHolds(ports, (await loadHolds(ports.table)).active) } }
    },
  }),

  route('PUT /v1/holds/{what}', {
    access: operator,
    tag,
    summary: '暂停发出：payments 付款、funds 清算划款、notices 通知，或发往某个队列的全部；办件照常办，留痕',
    body: called('NewHold', z.object({ reason: words('原因') })),
    answer: holdsSchema,
    example: { reason: '账务不平，先停付款' },
    async handler({ ports, subject, params, body }) {
      const { what } = params
      if (!isHoldName(what)) return notFound()
      const active = await setHold(ports, what, body.reason, officerName(subject))
      return { body: { holds: await viewHolds(ports, active) } }
    },
  }),

  route('DELETE /v1/holds/{what}', {
    access: operator,
    tag,
    summary: '恢复发出：暂停期间的按先后补发，每条一次；留痕',
    answer: holdsSchema,
    async handler({ ports, subject, params }) {
      const { what } = params
      if (!isHoldName(what)) return notFound()
      return { body: { holds: await viewHolds(ports, await liftHold(ports, what, officerName(subject))) } }
    },
  }),
]
