/** 死亡: registered deaths. */
import * as z from 'zod'
import { inbound } from './define.ts'
import { birthCertNo, certno, certnoFits, certType, day } from './fields.ts'

/** A person died; a child without an identity number is named by the birth certificate. */
export const deathRegistered = inbound({
  title: '死亡登记',
  about: '有人去世。停止提醒和等待，已发生的医疗费和应退的钱照办。',
  from: ['health', 'police', 'civil'],
  movesMoney: false,
  past: ['dead_date'],
  concerns: [],
  data: z
    .object({
      psn_cert_type: certType.exactOptional(),
      certno: certno.exactOptional(),
      birth_cert_no: birthCertNo.exactOptional(),
      dead_date: day('死亡日期'),
    })
    .refine((data) => data.certno !== undefined || data.birth_cert_no !== undefined, {
      path: ['certno'],
      error: '证件号码、出生医学证明编号至少应有一个',
    })
    .check(certnoFits),
  example: { certno: '130102196509121011', dead_date: '2026-06-01' },
})
