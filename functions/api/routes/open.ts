/** What is the same for everyone. */

import { type Route, route } from '../../calls/route.ts'
import { healthSchema } from '../schemas.ts'

export const healthRoutes: readonly Route[] = [
  route('GET /v1/health', {
    access: 'none',
    tag: '公开',
    summary: '服务是否正常',
    answer: healthSchema,
    async handler() {
      return { body: { status: 'ok' } }
    },
  }),
]
