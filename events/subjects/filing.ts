/** 备案: filings of treatment in another region, as both sides are told of them. */
import * as z from 'zod'
import { outboundEvent } from '../define.ts'
import { area, day, fixmedinsCode, number, oneOf, psnNo } from '../fields.ts'

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
