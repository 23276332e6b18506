/** 定点医药机构: hospitals and pharmacies, as their insurance centres have registered them. */
import * as z from 'zod'
import { areaOfInstitution, institutionPlaceDiffers } from '../../shared/codes/index.ts'
import { inbound } from '../define.ts'
import { area, fixmedinsCode, flag, hospLv, words } from '../fields.ts'
import type { RefusalReason } from '../reasons.ts'

/** An institution was registered, or what is known of it has changed. */
export const institutionRegistered = inbound({
  title: '定点医药机构登记',
  about: '定点医药机构的编号、名称、所在统筹区、等级和是否开通异地直接结算。同一机构以发生时间较晚的一次为准。',
  from: ['registry', 'medins'],
  lane: 'steady',
  movesMoney: false,
  past: [],
  concerns: ['fixmedins_code'],
  data: z
    .object({
      fixmedins_code: fixmedinsCode,
      fixmedins_name: words('定点医药机构名称', 200),
      admdvs: area('所在统筹区'),
      hosp_lv: hospLv.exactOptional(),
      cross_region_enabled: flag('是否开通异地直接结算'),
    })
    .refine((data) => data.admdvs === areaOfInstitution(data.fixmedins_code), {
      path: ['admdvs'],
      error: institutionPlaceDiffers,
      params: { reason: 'place-differs' satisfies RefusalReason },
    }),
  example: {
    fixmedins_code: 'H13010200001',
    fixmedins_name: '石家庄市春风医院',
    admdvs: '130102',
    hosp_lv: '02',
    cross_region_enabled: true,
  },
})
