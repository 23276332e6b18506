/** The bundle `newborn`. */

import { amountDiffers } from '../../acts/amount-differs.ts'
import { residentBasic } from '../../acts/entitlement.ts'
import { bankAccountAsked } from '../../acts/payment/order.ts'
import { paymentTaskKinds, provideBankAccount } from '../../acts/payment/tasks.ts'
import { residentPremium } from '../../acts/premium.ts'
import type { Manifest } from '../../manifest.ts'
import { daysInTurn, type Service, workingDays } from '../../manifest.ts'
import { newbornChain } from './chain.ts'
import { newbornOutcome } from './outcome.ts'
import { sevenMatters } from './package/guide.ts'
import { packageItems } from './package/items.ts'
import { parameters } from './parameters.ts'
import { birthCases } from './reference.ts'
import { cardlessDays, retrospectDays } from './rules/cover.ts'
import { guardiansOf } from './rules/family.ts'
import { newbornStart } from './start.ts'
import { payPremium } from './steps/await-premium.ts'
import { clerkWorkingDays } from './steps/collect.ts'
import { reminderDays } from './steps/tell.ts'
import { certificateDiffers } from './tasks.ts'
import { notices } from './texts.ts'

const service: Service = {
  items: [
    { name: 'enrolment', title: '参保登记' },
    { name: 'premium', title: '缴费' },
    { name: 'cardless', title: '无卡结算' },
    { name: 'identity', title: '上户口后换成身份证号' },
    { name: 'maternity-allowance', title: '妈妈的生育津贴' },
    { name: 'voucher', title: '孩子的医保码（挂在家长名下）' },
    { name: 'guide', title: '生育的其他事怎么办' },
  ],
  application_needed: false,
  materials: [],
  time_limit: `从出生到${retrospectDays}天内缴费，从出生那天起报销；出生当年免缴的地方不用缴费就生效；登记和开缴费单不到一分钟`,
  guide: `医院签发出生医学证明后，系统自动给孩子登记居民医保，您只要缴费；有的地方出生当年免缴，登记好就生效。不用申请，不用先上户口，没有医保卡也能看病直接结算。医院没有上报的，监护人凭出生医学证明编号自己发起。${sevenMatters.map(({ title, text }) => `${title}：${text}`).join('')}`,
  happens: [
    '医院上报出生医学证明，孩子马上登记参保，并挂到家长名下。',
    '平时开出缴费单；集中缴费期内请家长自己申报缴费。当地规定出生当年免缴的，不用缴费。',
    '缴费一到账（免缴的一登记），医保就生效，告诉家长从哪天报销到哪天。',
    `出生后${cardlessDays}天内凭出生医学证明编号就能直接结算。`,
    '上户口后身份证号自动连上，以前的记录都在。',
  ],
  asks: [
    {
      who: '家长',
      what: '缴费（当地规定免缴的不用）',
      within: `出生${retrospectDays}天内缴，从出生那天起报销；第${daysInTurn(reminderDays)}天提醒`,
    },
    {
      who: '经办人员',
      what: '两份证明的出生日期或性别不一样，或缴的钱数不对时，核对一下',
      within: workingDays(clerkWorkingDays),
    },
    bankAccountAsked,
  ],
}

export const newborn: Manifest = {
  chain: newbornChain,
  tasks: [certificateDiffers, amountDiffers, ...paymentTaskKinds],
  actions: [provideBankAccount],
  notices,
  awaits: [payPremium],
  entitlements: [residentBasic],
  outcome: newbornOutcome,
  parameters: [...parameters, residentPremium],
  service,
  form: newbornStart,
  births: birthCases,
  items: packageItems,
  payees: (reads) => guardiansOf(reads).map(({ person }) => person),
}
