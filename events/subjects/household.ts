/** 户口: a child is entered in the household register. */
import * as z from 'zod'
import { inbound } from '../define.ts'
import { area, birthCertNo, psnName, residentNo } from '../fields.ts'

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
