/** `GET /v1/institutions`: hospitals and pharmacies, told without a token. */
import * as z from 'zod'
import { parseAdmdvs, poolingAreaOf, provinceArea } from '../../../shared/codes/index.ts'
import { listInstitutions } from '../../../shared/table/office/institutions.ts'
import { paging } from '../../calls/paging.ts'
import { type Route, route } from '../../calls/route.ts'
import { institutionsSchema } from '../schemas-services.ts'

/** The code of a province stands for all of it, that of any other place for its pooling area. */
const placeAsked = (code: string) => (code.endsWith('0000') ? provinceArea(code) : poolingAreaOf(code))

export const institutionsRoute: Route = route('GET /v1/institutions', {
  access: 'none',
  tag: '公开',
  // A search reads and compares thousands of names: that is no work for the function that citizens wait for.
  served: 'agency',
  summary: '定点医药机构：全国的，一个统筹区的，或一个省的（130000）；可按名称或编号里的字查找',
  query: z.object({
    admdvs: z
      .string()
      .refine((code) => parseAdmdvs(code) !== undefined, '应为六位行政区划代码，如 130100；130000 为全省')
      .optional(),
    q: z.string().max(200).optional(),
    ...paging,
  }),
  answer: institutionsSchema,
  cacheable: true,
  async handler({ ports, query: { admdvs, q, limit, cursor } }) {
    const within = admdvs === undefined ? undefined : placeAsked(admdvs)
    const { institutions, ...more } = await listInstitutions(ports, { within, q, limit, place: cursor })
    return { body: { institutions: institutions.map(({ time: _time, ...shown }) => shown), ...more } }
  },
})
