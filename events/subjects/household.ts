/** 户口、常住: a child is entered in the household register, and where people live. */
import * as z from 'zod'
import { inbound } from '../define.ts'
import { area, birthCertNo, certnoFits, community, day, isNamed, psnName, residentNo, unnamed, who } from '../fields.ts'

/** The child gets an identity number and a name. */
export const householdRegistered = inbound({
  title: '新生儿落户',
  about: '孩子落户，有了身份证号码和登记姓名，原来的参保和待遇不变。',
  from: ['police'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: ['admdvs'],
  data: z.object({ birth_cert_no: birthCertNo, certno: residentNo, psn_name: psnName, admdvs: area('户籍地') }),
  example: { birth_cert_no: 'Z530000001', certno: '530102202603100017', psn_name: '李春芽', admdvs: '530102' },
})

/** Somebody lives in a community from a day on; it may be announced. */
export const residenceRegistered = inbound({
  title: '常住地登记',
  about:
    '一个人从哪天起住在哪个村（社区），到哪天为止（没写就是一直住着）。同一个人、同一起始日期，以发生时间较晚的一次为准；某一天以起始日期最近的一条为准。',
  from: ['police', 'civil', 'registry'],
  lane: 'steady',
  movesMoney: false,
  past: [],
  concerns: ['community'],
  data: z
    .object({
      ...who,
      community,
      from: day('从哪天起'),
      to: day('到哪天为止').exactOptional(),
    })
    .refine(isNamed, unnamed)
    .refine(({ from, to }) => to === undefined || to >= from, { path: ['to'], error: '到哪天为止不能早于从哪天起' })
    .check(certnoFits),
  example: {
    psn_no: '13000000000000100001',
    community: '130102001001',
    from: '2026-03-01',
  },
})
