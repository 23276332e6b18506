/** What is the same for everyone, and told without a token. */
import * as z from 'zod'
import { province } from '../../../events/fields.ts'
import { poolingAreas, provinces } from '../../../shared/codes/area-list.ts'
import { provinceArea } from '../../../shared/codes/index.ts'
import { type Route, route } from '../../calls/route.ts'
import { healthSchema } from '../schemas.ts'
import { areasSchema } from '../schemas-services.ts'

const common = { access: 'none', tag: '公开' } as const

export const openRoutes: readonly Route[] = [
  route('GET /v1/health', {
    ...common,
    summary: '服务是否正常',
    answer: healthSchema,
    async handler() {
      return { body: { status: 'ok' } }
    },
  }),

  route('GET /v1/areas', {
    ...common,
    summary: '统筹区：全国的，或一个省的，一次给全',
    query: z.object({ province: province.optional() }),
    answer: areasSchema,
    cacheable: true,
    async handler({ query }) {
      const wanted = query.province === undefined ? undefined : provinceArea(query.province)
      return {
        body: {
          areas: poolingAreas.filter(({ province }) => wanted === undefined || province === wanted),
          provinces: provinces.filter(({ admdvs }) => wanted === undefined || admdvs === wanted),
        },
      }
    },
  }),
]
