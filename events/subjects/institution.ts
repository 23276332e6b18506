/** 定点医药机构、评审专家: hospitals and pharmacies, and who reviews diseases, as the insurance centres have registered them. */
import * as z from 'zod'
import { areaOfInstitution, institutionPlaceDiffers } from '../../shared/codes/index.ts'
import { inbound } from '../define.ts'
import { area, day, fixmedinsCode, flag, hospLv, number, words } from '../fields.ts'
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

/** An expert was registered, or what is known of them has changed. */
export const expertRegistered = inbound({
  title: '评审专家登记',
  about:
    '门诊慢特病评审专家的编号、执业的医药机构、所在统筹区、评审的病种和任期。同一专家以发生时间较晚的一次为准；不再评审的，写明任期结束日期。',
  from: ['registry'],
  lane: 'steady',
  movesMoney: false,
  past: [],
  concerns: ['admdvs'],
  data: z
    .object({
      expert_no: number('专家编号'),
      diag_dr_name: words('专家姓名', 100),
      fixmedins_code: fixmedinsCode,
      admdvs: area('所在统筹区'),
      opsp_dise_codes: z
        .array(number('门诊慢特病病种代码'))
        .min(1, { error: '至少写一个病种' })
        .max(200, { error: '最多写200个病种' })
        .meta({ description: '评审的病种' }),
      begndate: day('任期开始日期'),
      enddate: day('任期结束日期').exactOptional(),
    })
    .refine(({ begndate, enddate }) => enddate === undefined || enddate >= begndate, {
      path: ['enddate'],
      error: '任期结束日期不能早于开始日期',
    }),
  example: {
    expert_no: 'ZJ1301000001',
    diag_dr_name: '王守正',
    fixmedins_code: 'H13010200001',
    admdvs: '130100',
    opsp_dise_codes: ['M00500', 'M03900'],
    begndate: '2026-01-01',
  },
})
