/** 就医: visits at institutions, from admission to settlement. */
import * as z from 'zod'
import { areaOfInstitution, placeDiffers } from '../../shared/codes/index.ts'
import { yuan } from '../../shared/money/index.ts'
import { inbound } from '../define.ts'
import {
  amount,
  area,
  certnoFits,
  fixmedinsCode,
  flag,
  isNamed,
  medType,
  number,
  psnNo,
  reason,
  time,
  unnamed,
  who,
} from '../fields.ts'
import type { RefusalReason } from '../reasons.ts'

const visitNo = number('就诊编号')

/** What an institution asks a decision about, by message or by `POST /v1/filing-decisions` (filing/RULES.md 1.1). */
export const visit = z
  .object({
    mdtrt_id: visitNo,
    fixmedins_code: fixmedinsCode,
    mdtrtarea_admvs: area('就医地'),
    ...who,
    insuplc_admdvs: area('参保地').exactOptional(),
    med_type: medType,
    begntime: time('就诊开始时间'),
    emergency: flag('是否急诊').exactOptional(),
    cross_region_enabled: flag('机构是否开通异地直接结算'),
    acct_only: flag('是否只用个人账户').exactOptional(),
  })
  .refine(isNamed, unnamed)
  .check(certnoFits)

/** A visit began; is it filed, and at whose rates is it settled? */
export const visitAdmitted = inbound({
  title: '就诊登记',
  about: '有人在医院就诊或住院，系统据此判定异地就医备案和结算待遇，并通知两地。',
  from: ['medins'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: ['fixmedins_code'],
  data: visit.refine((data) => data.mdtrtarea_admvs === areaOfInstitution(data.fixmedins_code), {
    path: ['mdtrtarea_admvs'],
    error: placeDiffers,
    params: { reason: 'place-differs' satisfies RefusalReason },
  }),
  example: {
    mdtrt_id: 'M2026050100001',
    fixmedins_code: 'H11010100001',
    mdtrtarea_admvs: '110101',
    psn_no: '13000000000000100001',
    insuplc_admdvs: '130100',
    med_type: '21',
    begntime: '2026-05-01T09:00:00+08:00',
    cross_region_enabled: true,
  },
})

/** A visit ended and was settled. */
export const visitSettled = inbound({
  title: '就诊结算',
  about: '就诊结束并已结算。基金支付为 0.00 表示本人全额自付。',
  from: ['medins'],
  lane: 'steady',
  movesMoney: false,
  past: ['endtime'],
  // A stay at the person's own cost that is still to come is for a clerk to look at, not for the inbox to refuse.
  mayLieAhead: ({ fund_pay_sumamt }) => yuan(fund_pay_sumamt) === 0,
  concerns: ['fixmedins_code'],
  data: z.object({
    mdtrt_id: visitNo,
    fixmedins_code: fixmedinsCode,
    psn_no: psnNo,
    setl_id: number('结算编号'),
    endtime: time('就诊结束时间'),
    medfee_sumamt: amount('医疗费总额'),
    fund_pay_sumamt: amount('基金支付总额'),
  }),
  example: {
    mdtrt_id: 'M2026050100001',
    fixmedins_code: 'H11010100001',
    psn_no: '13000000000000100001',
    setl_id: 'S2026050900001',
    endtime: '2026-05-09T11:20:00+08:00',
    medfee_sumamt: '18250.60',
    fund_pay_sumamt: '13140.43',
  },
})

/** A visit ended at the person's own cost: no platform settled it, and it may know the person by a document alone. */
export const visitSelfPaid = inbound({
  title: '自费就诊结算',
  about: '就诊结束，本人全额自付，没有经过医保结算；与基金支付为 0.00 的就诊结算一样办理。',
  from: ['medins'],
  lane: 'steady',
  movesMoney: false,
  past: [],
  concerns: ['fixmedins_code'],
  data: z
    .object({
      mdtrt_id: visitNo,
      fixmedins_code: fixmedinsCode,
      ...who,
      endtime: time('就诊结束时间'),
      medfee_sumamt: amount('医疗费总额'),
    })
    .refine(isNamed, unnamed)
    .check(certnoFits),
  example: {
    mdtrt_id: 'ZF2026050100001',
    fixmedins_code: 'H11010100001',
    certno: '130102199001010023',
    endtime: '2026-05-09T11:20:00+08:00',
    medfee_sumamt: '2150.60',
  },
})

/** A settlement was undone: it was entered by mistake, or is made anew under another number. */
export const visitUnsettled = inbound({
  title: '撤销就诊结算',
  about:
    '一次结算撤销了，视同没有结算过：就诊又等待结算，以后按重新结算的办。撤销先于结算报来的，也一样。个人账户用掉的钱另用 account.spent 更正。',
  from: ['medins'],
  lane: 'steady',
  movesMoney: false,
  past: [],
  concerns: ['fixmedins_code'],
  data: z.object({
    fixmedins_code: fixmedinsCode,
    mdtrt_id: visitNo,
    psn_no: psnNo,
    setl_id: number('结算编号'),
    reason,
  }),
  example: {
    fixmedins_code: 'H11010100001',
    mdtrt_id: 'M2026050100001',
    psn_no: '13000000000000100001',
    setl_id: 'S2026050900001',
    reason: '费用录入有误，重新结算',
  },
})

/** A visit that was reported, or asked about at the desk, did not take place. */
export const visitCancelled = inbound({
  title: '取消就诊登记',
  about:
    '登记过的就诊没有发生，予以取消。没办完的办件停办；已经作出的备案判定保留，注明已取消；已经结算或办结的不自动撤回，由经办人员处理。此后再次登记的，重新办理。',
  from: ['medins'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: ['fixmedins_code'],
  data: z.object({ fixmedins_code: fixmedinsCode, mdtrt_id: visitNo, psn_no: psnNo, reason }),
  example: {
    fixmedins_code: 'H11010100001',
    mdtrt_id: 'M2026050100001',
    psn_no: '13000000000000100001',
    reason: '患者没有入院，登记作废',
  },
})
