/** 监护人变更: adoption, or an order of a court. */
import * as z from 'zod'
import { inbound } from '../define.ts'
import { birthCertNo, day, psnNo, reason } from '../fields.ts'
import { guardians } from './birth.ts'

/** Others are the child's guardians from a day on; it may be announced. */
export const guardianChanged = inbound({
  title: '变更监护人',
  about: '收养登记或法院判决以后，孩子换了监护人：从那天起由新的监护人替孩子办事，原来的监护人不再看到孩子的信息。',
  from: ['civil', 'police'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: [],
  data: z
    .object({
      psn_no: psnNo.exactOptional(),
      birth_cert_no: birthCertNo.exactOptional(),
      guardians,
      from: day('从哪天起'),
      reason,
    })
    .refine((data) => data.psn_no !== undefined || data.birth_cert_no !== undefined, {
      path: ['psn_no'],
      error: '人员编号、出生医学证明编号至少应有一个',
    }),
  example: {
    birth_cert_no: 'Z530000001',
    guardians: [{ certno: '530102199208083339', psn_name: '李大川', relation: 'father' }],
    from: '2026-06-01',
    reason: '收养登记',
  },
})
