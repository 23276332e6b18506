/** 死亡: registered deaths. */
import * as z from 'zod'
import { inbound } from '../define.ts'
import { birthCertNo, certno, certnoFits, certType, day, reason } from '../fields.ts'

/** Whose death it is: by identity number, of a child without one by the birth certificate. */
const whose = {
  psn_cert_type: certType.exactOptional(),
  certno: certno.exactOptional(),
  birth_cert_no: birthCertNo.exactOptional(),
}
const isNamed = (data: { certno?: string; birth_cert_no?: string }) =>
  data.certno !== undefined || data.birth_cert_no !== undefined
const unnamed = { path: ['certno'], error: '证件号码、出生医学证明编号至少应有一个' }

/** A person died; a child without an identity number is named by the birth certificate. */
export const deathRegistered = inbound({
  title: '死亡登记',
  about: '有人去世。停止提醒和等待，已发生的医疗费和应退的钱照办。',
  from: ['health', 'police', 'civil'],
  lane: 'prompt',
  movesMoney: false,
  past: ['dead_date'],
  concerns: [],
  data: z
    .object({ ...whose, dead_date: day('死亡日期') })
    .refine(isNamed, unnamed)
    .check(certnoFits),
  example: { certno: '130102196509121011', dead_date: '2026-06-01' },
})

/** A death was reported by mistake: the person is alive. */
export const deathRevoked = inbound({
  title: '撤销死亡登记',
  about: '死亡登记有误，人还健在。没办完的事照常继续，因死亡停办的事接着办；已经付出的钱由经办人员处理。',
  from: ['health', 'police', 'civil'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: [],
  data: z
    .object({ ...whose, reason })
    .refine(isNamed, unnamed)
    .check(certnoFits),
  example: { certno: '130102196509121011', reason: '同名同姓，登记错误' },
})
