/** 医保结算: what was settled directly at an institution, as settled. Facts that several bundles read. */
import * as z from 'zod'
import { compareInstants } from '../../shared/calendar/index.ts'
import { yuan } from '../../shared/money/index.ts'
import {
  amount,
  count,
  fixmedinsCode,
  insuArea,
  insutype,
  medType,
  number,
  oneOf,
  psnNo,
  reason,
  time,
  words,
} from '../fields.ts'
import { heardEvent } from '../heard.ts'

/** First to third level, without grades (contract-care.md); what has no level leaves it out. */
export const hospLevelNames: Readonly<Record<string, string>> = { 1: '一级', 2: '二级', 3: '三级' }
/** One of them. */
export const hospLevel = oneOf('医院级别', hospLevelNames)
/** An electronic receipt's two numbers (医疗收费电子票据). */
const receiptNumbers = { elec_bill_code: number('票据代码'), elec_billno_code: number('票据号码') }
/** A drug as supplied: for how many days, and at what price. */
export const drugSupplied = z.object({
  med_list_codg: number('医保目录编码'),
  prd_days: count('周期天数', 1, 366),
  det_item_fee_sumamt: amount('明细项目费用总额'),
})

const setlId = number('结算编号')
const about = ({ setl_id }: { setl_id: string }) => ({ fact: 'settlement', key: setl_id })

/** What needs a settlement that is not known yet waits for it under this reason. */
export const needsSettlement = {
  reason: 'needs-settlement',
  meaning: '还没有收到这笔结算',
  en: 'This settlement is not known yet',
  about,
} as const

/** Everything a settlement says, checked: what funds pay lies within the fee, what assistance paid within that. */
const settlement = z
  .object({
    setl_id: setlId,
    mdtrt_id: number('就诊编号').exactOptional(),
    psn_no: psnNo,
    insu_admdvs: insuArea,
    insutype,
    fixmedins_code: fixmedinsCode,
    hosp_lv: hospLevel.exactOptional(),
    med_type: medType,
    begntime: time('就诊开始时间'),
    setl_time: time('结算时间'),
    medfee_sumamt: amount('医疗费总额'),
    inscp_scp_amt: amount('符合政策范围金额'),
    fund_pay_sumamt: amount('基金支付总额'),
    maf_pay: amount('医疗救助基金支出'),
    diags: z
      .array(z.object({ diag_code: number('诊断代码'), diag_name: words('诊断名称').exactOptional() }))
      .exactOptional(),
    opsp_dise_code: number('门诊慢特病病种代码').exactOptional(),
    elec_bill_code: receiptNumbers.elec_bill_code.exactOptional(),
    elec_billno_code: receiptNumbers.elec_billno_code.exactOptional(),
    drugs: z.array(drugSupplied).exactOptional(),
  })
  .check(({ value, issues }) => {
    const wrong = (field: keyof typeof value, message: string) =>
      issues.push({ code: 'custom', message, input: value[field], path: [field] })
    const { medfee_sumamt, inscp_scp_amt, fund_pay_sumamt, maf_pay } = value
    if (yuan(inscp_scp_amt) > yuan(medfee_sumamt)) wrong('inscp_scp_amt', '不能超过医疗费总额')
    if (yuan(fund_pay_sumamt) > yuan(medfee_sumamt)) wrong('fund_pay_sumamt', '不能超过医疗费总额')
    if (yuan(maf_pay) > yuan(fund_pay_sumamt)) wrong('maf_pay', '不能超过基金支付总额')
    if (compareInstants(value.setl_time, value.begntime) < 0) wrong('setl_time', '不能早于就诊开始时间')
  })

/** A direct settlement as settled; a later report of the same number replaces the whole. */
export const settlementPosted = heardEvent({
  type: 'settlement.posted',
  title: '医保直接结算',
  about:
    '一次就医在医院直接结算了，带诊断、用药和电子票据。医疗救助、门诊慢特病、零星报销据此自动办理。同一结算编号以后报的为准。',
  en: {
    title: 'Treatment is settled directly',
    about:
      'As settled, with diagnoses, drugs and receipt; a later report of the same number replaces the whole. Medical assistance, chronic diseases and reimbursement follow.',
  },
  from: ['medins'],
  lane: 'steady',
  movesMoney: true,
  past: ['begntime', 'setl_time'],
  concerns: ['fixmedins_code'],
  reports: about,
  receipt: ({ elec_bill_code, elec_billno_code }) =>
    elec_bill_code === undefined || elec_billno_code === undefined
      ? undefined
      : { as: 'settled', elec_bill_code, elec_billno_code },
  data: settlement,
  example: {
    setl_id: 'JS2026031000001',
    mdtrt_id: 'M2026030200001',
    psn_no: '13000000000000100001',
    insu_admdvs: '130100',
    insutype: '390',
    fixmedins_code: 'H13010200001',
    hosp_lv: '3',
    med_type: '21',
    begntime: '2026-03-02T09:00:00+08:00',
    setl_time: '2026-03-10T10:00:00+08:00',
    medfee_sumamt: '18000.00',
    inscp_scp_amt: '16000.00',
    fund_pay_sumamt: '11000.00',
    maf_pay: '0.00',
    diags: [{ diag_code: 'I10.x00', diag_name: '原发性高血压' }],
    elec_bill_code: '13060126',
    elec_billno_code: '0000100001',
    drugs: [{ med_list_codg: 'XC08CAA000A001010100001', prd_days: 28, det_item_fee_sumamt: '56.00' }],
  },
})

/** A settlement was undone; it holds or is revoked by whichever report has the later `time`. */
export const settlementRevoked = heardEvent({
  type: 'settlement.revoked',
  title: '撤销医保直接结算',
  about: '一笔直接结算撤销了，视同没有结算过。撤销和结算哪个报得晚，以哪个为准。',
  en: {
    title: 'A direct settlement is undone',
    about: 'As if it had never been; whichever of the two was reported later holds.',
  },
  from: ['medins'],
  lane: 'steady',
  movesMoney: true,
  past: [],
  concerns: [],
  reports: about,
  needs: needsSettlement,
  data: z.object({ setl_id: setlId, psn_no: psnNo, reason }),
  example: { setl_id: 'JS2026031000001', psn_no: '13000000000000100001', reason: '费用录入有误，重新结算' },
})
