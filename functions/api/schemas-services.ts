/** What the API answers about services, forms, codes and areas, as schemas. */
import * as z from 'zod'
import { codeOf, openCode, someOf } from '../../shared/codes/coded.ts'
import { hospLvNames, standings } from '../../shared/codes/index.ts'
import { listedDays } from '../../shared/identity/index.ts'
import { bundleTitles } from '../bundles/all.ts'
import { called } from '../calls/called.ts'
import { code6, time } from '../calls/fields.ts'

const bundle = codeOf(bundleTitles)

/** A service of the catalogue. */
const serviceSchema = called(
  'Service',
  z.object({
    bundle,
    title: z.string(),
    items: z.array(z.object({ name: z.string(), title: z.string() })),
    application_needed: z.boolean(),
    start: z.string().optional().meta({ description: '本人可以发起的，用这个接口' }),
    materials: z.array(z.string()).meta({ description: '要交的材料；系统已经知道的不再要' }),
    time_limit: z.string(),
    guide: z.string(),
    happens: z.array(z.string()).meta({ description: '发生什么，按先后' }),
    asks: z
      .array(z.object({ who: z.string(), what: z.string(), within: z.string() }))
      .meta({ description: '问谁什么、要多久' }),
  }),
)

/** `GET /v1/services`. */
export const servicesSchema = called('Services', z.object({ services: z.array(serviceSchema) }))

/** `GET /v1/forms/{bundle}`. */
export const formSchema = called(
  'Form',
  z.object({
    schema: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema' }),
    prefilled: z.record(z.string(), z.unknown()).meta({ description: '系统已经知道的，不用再填' }),
    choices: z
      .record(z.string(), z.array(z.object({ code: z.string(), name: z.string() })))
      .optional()
      .meta({ description: '由参保地规定的代码，今天能填哪些；没有列出的字段照 schema 填' }),
  }),
)

/** `GET /v1/codes`. */
export const codesSchema = called(
  'Codes',
  z.object({
    tables: z
      .record(z.string(), z.array(z.object({ code: z.string(), name: z.string() })))
      .meta({ description: '每张代码表以字段名为名；步骤（step）写作 办件种类/步骤' }),
  }),
)

/** `GET /v1/areas`. */
export const areasSchema = called(
  'Areas',
  z.object({
    areas: z.array(
      z.object({
        admdvs: code6,
        name: z.string(),
        province: code6,
        standing: codeOf(someOf(standings, 'published', 'to-confirm')),
      }),
    ),
    provinces: z
      .array(z.object({ admdvs: code6, name: z.string() }))
      .meta({ description: '这些统筹区所在的省：备案可以到一个地方，也可以到整个省' }),
  }),
)

/** `GET /v1/institutions`. */
export const institutionsSchema = called(
  'Institutions',
  z.object({
    institutions: z.array(
      z.object({
        fixmedins_code: z.string(),
        fixmedins_name: z.string(),
        admdvs: code6,
        hosp_lv: openCode(hospLvNames).optional(),
        cross_region_enabled: z.boolean(),
      }),
    ),
    cursor: z.string().optional(),
  }),
)

/** `GET /v1/signing-keys`. */
export const signingKeysSchema = called(
  'SigningKeys',
  z.object({
    keys: z
      .array(
        z.object({
          key_id: z.string(),
          public_key: z
            .string()
            .regex(/^04[0-9a-f]{128}$/)
            .meta({ description: 'SM2 公钥，04 和点的坐标，十六进制' }),
          from: time.meta({ description: '事件的 time 从这时起用它签名；可能还没有到' }),
          until: time.exactOptional().meta({ description: `到这时停用；停用后仍公布 ${listedDays} 天` }),
        }),
      )
      .meta({ description: '正在用的、将要用的和停用不久的，按开始时间排列；签名与其中一把相符即可' }),
  }),
)
