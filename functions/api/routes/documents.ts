/**
 * The contracts as documents: for programs and for people. They are the same for everyone until the next release, and
 * are made when they are first asked for.
 */
import * as z from 'zod'
import { type Route, route } from '../../calls/route.ts'
import { codesSchema } from '../schemas-services.ts'

const tag = '文档'
const common = { access: 'none', served: 'agency', tag, cacheable: true } as const
const anyDocument = z.looseObject({})

/** The documents of all routes, those of the documents too: `all` loads them when the first is asked for. */
export const documentRoutes = (all: () => Promise<readonly Route[]>): readonly Route[] => [
  route('GET /openapi.json', {
    ...common,
    summary: '全部接口，OpenAPI 3.1',
    answer: anyDocument,
    async handler() {
      const { openApi } = await import('../docs/openapi.ts')
      return { body: openApi(await all()) }
    },
  }),

  route('GET /asyncapi.json', {
    ...common,
    summary: '全部事件，AsyncAPI 3.0',
    answer: anyDocument,
    async handler() {
      const { asyncApi } = await import('../../../events/asyncapi.ts')
      const { catalogue } = await import('../../bundles/catalogue.ts')
      return { body: asyncApi(catalogue) }
    },
  }),

  route('GET /v1/codes', {
    ...common,
    summary: '代码表：回答里的每个代码叫什么',
    answer: codesSchema,
    async handler() {
      const { codeTables } = await import('../docs/code-tables.ts')
      return { body: { tables: codeTables(await all()) } }
    },
  }),

  route('GET /docs', {
    ...common,
    summary: '给人读的文档：每件事怎么办，全部接口和事件',
    html: true,
    answer: z.string(),
    async handler() {
      const { docsPage } = await import('../docs/page.ts')
      return { body: docsPage(await all()) }
    },
  }),
]
