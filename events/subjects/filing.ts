/** 备案: filings of treatment in another region, as hospitals make them and as both sides are told of them. */
import * as z from 'zod'
import { inbound, outboundEvent } from '../define.ts'
import { area, day, fixmedinsCode, number, oneOf, psnNo, reason } from '../fields.ts'

const referral = {
  fixmedins_code: fixmedinsCode,
  psn_no: psnNo,
  trt_dcla_detl_sn: number('待遇申报明细流水号'),
}

/** A hospital refers a patient to another place: that is a filing, without anybody's commitment (filing/RULES.md 4.10). */
export const filingReported = inbound({
  title: '转诊备案',
  about:
    '医院把病人转到外地治疗，办了转诊备案：自开始日期起到转往地就医的，按转诊备案直接结算。同一流水号再次上报的，以时间较晚的为准。',
  from: ['medins'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: ['fixmedins_code'],
  data: z
    .object({
      ...referral,
      mdtrtarea_admvs: area('转往医院所属的行政区划'),
      begndate: day('开始日期'),
      enddate: day('结束日期').exactOptional(),
    })
    .refine(({ begndate, enddate = begndate }) => begndate <= enddate, {
      path: ['enddate'],
      error: '结束日期不能早于开始日期',
    }),
  example: {
    fixmedins_code: 'H13010200001',
    psn_no: '13000000000000100001',
    trt_dcla_detl_sn: 'R2026050100001',
    mdtrtarea_admvs: '310000',
    begndate: '2026-05-01',
    enddate: '2026-10-31',
  },
})

/** A referral was taken back. */
export const filingEnded = inbound({
  title: '转诊备案撤销',
  about: '转诊备案撤销了：撤销当天仍有效，已经判定的就诊不受影响；还没有开始的，视同没有办过。',
  from: ['medins'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: ['fixmedins_code'],
  data: z.object({ ...referral, reason }),
  example: {
    fixmedins_code: 'H13010200001',
    psn_no: '13000000000000100001',
    trt_dcla_detl_sn: 'R2026050100001',
    reason: '病人不再转院',
  },
})

/** Decisions that are recorded with both sides; the other decisions record nothing (filing/RULES.md 5.2). */
const recorded = ['not-required', 'deemed', 'on-file', 'automatic'] as const

/** A decision was recorded; sent once to the insured place and once to the place of treatment. */
export const filingRecorded = outboundEvent({
  title: '异地就医备案记录',
  about: '异地就医备案的判定结果，参保地和就医地各一份，to_admdvs 说明发给哪一方。',
  queue: 'medins',
  data: z.object({
    filing_id: number('备案编号'),
    mdtrt_id: number('就诊编号'),
    fixmedins_code: fixmedinsCode,
    psn_no: psnNo,
    insuplc_admdvs: area('参保地'),
    mdtrtarea_admvs: area('就医地'),
    decision: oneOf('判定', recorded),
    basis: number('依据的规则'),
    rates: oneOf('待遇', ['insured-place', 'reduced', 'none']),
    pay_ratio: number('支付比例').exactOptional(),
    valid_from: day('有效期起'),
    valid_to: day('有效期止').exactOptional(),
    to_admdvs: area('接收方'),
  }),
  example: {
    filing_id: 'FLaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    mdtrt_id: 'M2026050100001',
    fixmedins_code: 'H11010100001',
    psn_no: '13000000000000100001',
    insuplc_admdvs: '130100',
    mdtrtarea_admvs: '110000',
    decision: 'deemed',
    basis: '5',
    rates: 'insured-place',
    valid_from: '2026-05-01',
    to_admdvs: '130100',
  },
})
