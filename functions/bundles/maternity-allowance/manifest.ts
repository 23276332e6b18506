/** The bundle `maternity-allowance`. */

import { clerkWorkingDays as accountDays } from '../../acts/payment/plan.ts'
import { paymentTaskKinds, provideBankAccount } from '../../acts/payment/tasks.ts'
import type { Manifest } from '../../manifest.ts'
import { type Service, workingDays } from '../../manifest.ts'
import { newbornBundle } from '../newborn/reference.ts'
import { allowanceChain } from './chain.ts'
import { caseDays, employerDays, reviewDays } from './limits.ts'
import { allowanceOutcome } from './outcome.ts'
import { parameters } from './parameters.ts'
import { reviewAllowance, verifyBirth } from './tasks.ts'
import { notices } from './texts.ts'

const service: Service = {
  items: [{ name: 'allowance', title: '生育津贴' }],
  application_needed: false,
  materials: [],
  time_limit: `出院后${workingDays(caseDays)}；等着缴满月数的，从缴满那天算`,
  guide:
    '参加职工医保的妈妈，生孩子的医药费在医院结算后，系统自动算好津贴的天数和钱数付款，不用申请，不用交材料。流产的、孩子没有保住的也有。当地要求连续缴费满几个月的，差几个月就接着缴，缴满自动往下办。自己缴费参保（灵活就业）的，看当地发不发。参加居民医保的没有这一项。',
  happens: [
    '医院结算生育医疗费，系统自动开始办。',
    '连续缴费的月数不够的，告诉您还差几个月，缴满了自动往下办。',
    '请单位核实（有的地方不用）。',
    '按上年度缴费基数（有单位的按单位平均，自己缴费的按本人）和当地规定的天数算出钱数。',
    '付给您本人或单位（看当地规定），到账后告诉您天数、钱数和付给了谁。',
  ],
  asks: [
    {
      who: '单位',
      what: '当地要单位核实的，核实生育情况；没有申报过缴费基数的，申报一下',
      within: workingDays(employerDays),
    },
    { who: '经办人员', what: '单位没有答复、数额较大等情况时，核对一下', within: workingDays(reviewDays) },
    { who: '本人', what: '津贴付给本人而没有银行账户时，填一个本人的账户', within: '随时，填了马上接着办' },
    { who: '经办人员', what: '银行退票的，换一个账户重新付', within: workingDays(accountDays) },
  ],
}

export const maternityAllowance: Manifest = {
  chain: allowanceChain,
  after: [newbornBundle.bundle],
  tasks: [verifyBirth, reviewAllowance, ...paymentTaskKinds],
  actions: [provideBankAccount],
  notices,
  outcome: allowanceOutcome,
  parameters,
  service,
}
