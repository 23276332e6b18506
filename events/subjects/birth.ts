/** 出生: birth certificates. */
import * as z from 'zod'
import { relationName } from '../../shared/codes/index.ts'
import { inbound } from '../define.ts'
import {
  birthCertNo,
  certno,
  certnoFits,
  certType,
  fixmedinsCode,
  gend,
  insuArea,
  oneOf,
  psnName,
  tel,
  time,
} from '../fields.ts'

/** A guardian as the certificate names them; known to us or not yet. */
const guardian = z
  .object(
    {
      psn_cert_type: certType.exactOptional(),
      certno: certno.exactOptional(),
      psn_name: psnName.exactOptional(),
      tel: tel.exactOptional(),
      relation: oneOf('与新生儿的关系', relationName).exactOptional(),
    },
    { error: '监护人应为一个对象' },
  )
  .check(certnoFits, ({ value, issues }) => {
    if (!isNamed(value) || value.relation !== undefined) return
    issues.push({ code: 'custom', message: '缺少与新生儿的关系', input: value, path: ['relation'] })
  })

/** Forms print a line for the father and leave it empty: that is nobody. */
const isNamed = ({ certno, psn_name }: { certno?: string; psn_name?: string }) =>
  certno !== undefined || psn_name !== undefined

/** Guardians as a certificate or a court names them; who has neither number nor name is left out. */
export const guardians = z
  .array(guardian, { error: (issue) => (issue.input === undefined ? '缺少监护人' : '监护人应为列表') })
  .min(1, { error: '至少应有一位监护人' })
  .max(10, { error: '监护人最多十位' })
  .transform((all) =>
    all.flatMap(({ relation, ...who }) => (isNamed(who) && relation !== undefined ? [{ ...who, relation }] : [])),
  )
  .meta({ description: '监护人，一至十位；姓名和证件号码都没有的不算' })

/** A child was born and certified; opens the newborn package. */
export const birthCertified = inbound({
  title: '签发出生医学证明',
  about: '孩子出生并领到出生医学证明，“出生一件事”由此开始。',
  from: ['medins', 'health'],
  lane: 'prompt',
  movesMoney: false,
  past: ['brdy'],
  concerns: ['fixmedins_code'],
  data: z.object({
    birth_cert_no: birthCertNo,
    replaces_cert_no: birthCertNo.exactOptional(),
    brdy: time('出生时间'),
    gend,
    psn_name: psnName,
    fixmedins_code: fixmedinsCode,
    insu_admdvs: insuArea.exactOptional(),
    guardians,
  }),
  example: {
    birth_cert_no: 'Z530000001',
    brdy: '2026-03-10T08:15:00+08:00',
    gend: '2',
    psn_name: '李春芽',
    fixmedins_code: 'H53010200001',
    guardians: [
      { certno: '530102199405202229', psn_name: '王小雨', tel: '13800000001', relation: 'mother' },
      { certno: '530102199208083339', psn_name: '李大川', relation: 'father' },
    ],
  },
})
