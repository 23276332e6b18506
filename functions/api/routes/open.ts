/** What is the same for everyone, and told without a token. */
import * as z from 'zod'
import { province } from '../../../events/fields.ts'
import { poolingAreas, provinces } from '../../../shared/codes/area-list.ts'
import { provinceArea } from '../../../shared/codes/index.ts'
import { listedSigners } from '../../../shared/identity/index.ts'
import { type Route, route } from '../../calls/route.ts'
import { healthSchema } from '../schemas.ts'
import { areasSchema, signingKeysSchema } from '../schemas-services.ts'

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

  route('GET /v1/signing-keys', {
    ...common,
    summary: '发给合作方的事件用哪些公钥核对签名；没有开启签名的为空',
    answer: signingKeysSchema,
    cacheable: true,
    async handler({ ports: { keys, clock } }) {
      const listed = listedSigners(keys.signers ?? [], clock.now())
      return {
        body: {
          keys: listed.map(({ keyId: key_id, publicKey: public_key, from, until }) => ({
            ...{ key_id, public_key, from },
            ...(until === undefined ? {} : { until }),
          })),
        },
      }
    },
  }),
]
