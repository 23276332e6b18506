/** 人员: who a person is. */
import * as z from 'zod'
import { inbound } from '../define.ts'
import { bankAccount, certno, certnoFits, certType, day, gend, psnName, psnNo, reason, tel } from '../fields.ts'

/** A person, or a change of their data: the report with the later `time` holds. */
export const personRegistered = inbound({
  title: '人员登记',
  about: '登记一个人，或更改其基本信息。有了它，这个人的参保、缴费和待遇才能办理。',
  from: ['registry'],
  lane: 'prompt',
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

/** Two numbers turn out to be one person: what is on file under the one goes over to the other, for good. */
export const personMerged = inbound({
  title: '人员合并',
  about:
    '同一个人有两个人员编号：psn_no 名下的参保、缴费、账户、待遇和备案都并到 into_psn_no；以后再用 psn_no，办的就是 into_psn_no 的事。' +
    'psn_no 名下没办完的事到此为止，该办的在 into_psn_no 名下重新办。合并一次，不能反向再并。',
  from: ['registry'],
  lane: 'prompt',
  movesMoney: true,
  past: [],
  concerns: [],
  data: z.object({ psn_no: psnNo, into_psn_no: psnNo, reason }).refine((data) => data.psn_no !== data.into_psn_no, {
    path: ['into_psn_no'],
    error: '两个人员编号不能相同',
  }),
  example: {
    psn_no: '13000000000000100002',
    into_psn_no: '13000000000000100001',
    reason: '同一人重复建档',
  },
})
