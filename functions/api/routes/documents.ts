/**
 * The contracts as documents: for programs and for people. They are the same for everyone until the next release, and
 * are made when they are first asked for.
 */
import * as z from 'zod'
import { codeOf } from '../../../shared/codes/coded.ts'
import { notFound } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { languageNames } from '../docs/portal/language.ts'
import { script } from '../docs/portal/script.ts'
import { codesSchema } from '../schemas-services.ts'

const tag = '文档'
const common = { access: 'none', served: 'agency', tag, cacheable: true } as const
const anyDocument = z.looseObject({})
/** A page of the portal, in a language; `q`: what is searched for. */
const page = {
  html: true,
  script,
  answer: z.string(),
  query: z.object({ lang: codeOf(languageNames, 'lang').default('zh'), q: z.string().max(100).optional() }),
} as const

/** Makes it when it is first asked for, and answers the same from then on; what could not be made is tried again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: T | undefined
  return async () => {
    made ??= await make()
    return made
  }
}

/** The documents of all routes, those of the documents too: `all` loads them when the first is asked for. */
export const documentRoutes = (all: () => Promise<readonly Route[]>): readonly Route[] => [
  route('GET /openapi.json', {
    ...common,
    summary: '全部接口，OpenAPI 3.1',
    answer: anyDocument,
    handler: once(async () => {
      const { openApi } = await import('../docs/openapi.ts')
      return { body: openApi(await all()) }
    }),
  }),

  route('GET /asyncapi.json', {
    ...common,
    summary: '全部事件，AsyncAPI 3.0',
    answer: anyDocument,
    handler: once(async () => {
      const { asyncApi } = await import('../../../events/asyncapi.ts')
      const { catalogue } = await import('../../bundles/catalogue.ts')
      return { body: asyncApi(catalogue) }
    }),
  }),

  route('GET /v1/codes', {
    ...common,
    summary: '代码表：回答里的每个代码叫什么',
    answer: codesSchema,
    handler: once(async () => {
      const { codeTables } = await import('../docs/code-tables.ts')
      return { body: { tables: codeTables(await all()) } }
    }),
  }),

  route('GET /docs', {
    ...common,
    ...page,
    summary: '开发者门户：十分钟上手',
    async handler({ query }) {
      const { portalPage } = await import('../docs/portal/index.ts')
      return { body: portalPage(await all(), { ...query, slug: '' }) }
    },
  }),

  route('GET /docs/{page}', {
    ...common,
    ...page,
    summary: '开发者门户的一页：各身份、接口、事件、错误、限额、变更……',
    async handler({ params, query }) {
      const { portalPage } = await import('../docs/portal/index.ts')
      const body = portalPage(await all(), { ...query, slug: params.page })
      return body === undefined ? notFound() : { body }
    },
  }),
]
