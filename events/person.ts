/** 人员: who a person is. */
import * as z from 'zod'
import { inbound } from './define.ts'
import { bankAccount, certno, certnoFits, certType, day, gend, psnName, psnNo, tel } from './fields.ts'

/** A person, or a change of their data: the report with the later `time` holds. */
export const personRegistered = inbound({
  title: '人员登记',
  about: '登记一个人，或更改其基本信息。有了它，这个人的参保、缴费和待遇才能办理。',
  from: ['registry'],
  movesMoney: false,
  past: ['brdy'],
  concerns: [],
  data: z
    .object({
      psn_no: psnNo,
      psn_cert_type: certType,
      certno,
      psn_name: psnName,
      gend,
      brdy: day('出生日期'),
      tel: tel.exactOptional(),
      bank_acct: bankAccount.exactOptional(),
    })
    .check(certnoFits),
  example: {
    psn_no: '13000000000000100001',
    psn_cert_type: '01',
    certno: '130102198803141231',
    psn_name: '张小满',
    gend: '1',
    brdy: '1988-03-14',
    tel: '13800000000',
    bank_acct: { bank_code: '102', acct_no: '6222000000000000001', acct_name: '张小满' },
  },
})
