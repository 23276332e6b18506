/** 参保: where, in which insurance and since when a person is insured; what our cases change in it. */
import * as z from 'zod'
import { inbound, outboundEvent } from '../define.ts'
import {
  caseId,
  count,
  day,
  empName,
  empNo,
  flag,
  insuArea,
  insuState,
  insutype,
  psnNo,
  psnType,
  reason,
} from '../fields.ts'

const relation = { psn_no: psnNo, insu_admdvs: insuArea, insutype }
const relationExample = { psn_no: '13000000000000100001', insu_admdvs: '130100', insutype: '310' } as const

/** Others than 50, 55 and 60 occur (45 for heavy work); a forecast takes no notice of them. */
const originalAge = z
  .preprocess(
    (age) => (typeof age === 'string' && /^\d{2}$/.test(age) ? Number(age) : age),
    count('原法定退休年龄', 40, 70),
  )
  .meta({ description: '原法定退休年龄：50、55 或 60' })

/** A period of a relation begins. */
export const enrolmentRegistered = inbound({
  title: '参保登记',
  about: '一个人自某日起在某统筹区参保。停保以后再次登记，是一段新的参保。',
  from: ['registry'],
  lane: 'steady',
  movesMoney: true,
  past: [],
  concerns: ['insu_admdvs'],
  data: z.object({
    ...relation,
    psn_type: psnType,
    psn_insu_date: day('参保日期'),
    emp_no: empNo.exactOptional(),
    emp_name: empName.exactOptional(),
    student: flag('是否在校大学生').exactOptional(),
    orig_retire_age: originalAge.exactOptional(),
  }),
  example: {
    ...relationExample,
    psn_type: '11',
    psn_insu_date: '2026-03-02',
    emp_no: 'E1301000001',
    emp_name: '石家庄春风机械厂',
  },
})

/** A period ends; the date is the last insured day. */
export const enrolmentPaused = inbound({
  title: '暂停参保',
  about: '参保中断，给出的是最后一个参保日。',
  from: ['registry'],
  lane: 'steady',
  movesMoney: true,
  past: [],
  concerns: ['insu_admdvs'],
  data: z.object({ ...relation, paus_insu_date: day('最后参保日') }),
  example: { ...relationExample, insu_admdvs: '130200', paus_insu_date: '2026-01-31' },
})

/** An enrolment is taken back as if it had never been. */
export const enrolmentRevoked = inbound({
  title: '撤销参保登记',
  about: '某日起的参保登记有误，予以撤销，视同没有登记过。',
  from: ['registry'],
  lane: 'steady',
  movesMoney: true,
  past: [],
  concerns: ['insu_admdvs'],
  data: z.object({ ...relation, psn_insu_date: day('参保日期'), reason }),
  example: { ...relationExample, psn_insu_date: '2026-03-02', reason: '单位报错人员' },
})

/** A case changed a relation: type or state, from a day. */
export const enrolmentChanged = outboundEvent({
  title: '参保关系变更',
  about: '办件改变了参保关系：自某日起的人员类别和参保状态。',
  queue: 'registry',
  data: z.object({
    ...relation,
    psn_type: psnType,
    psn_insu_stas: insuState,
    from: day('变更生效日'),
    reason,
    case_id: caseId,
  }),
  example: {
    ...relationExample,
    insu_admdvs: '130200',
    psn_type: '11',
    psn_insu_stas: '4',
    from: '2026-03-02',
    reason: 'transfer',
    case_id: 'TRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  },
})
