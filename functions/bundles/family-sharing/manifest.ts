/** The bundle `family-sharing`. */
import { paymentTaskKinds } from '../../acts/payment/tasks.ts'
import { type Manifest, type Service, workingDays } from '../../manifest.ts'
import { familySharingChain, premiumWorkingDays } from './chain.ts'
import { parameters } from './parameters.ts'
import { payPremium } from './premium-call.ts'
import { familySharingOutcome } from './state.ts'
import { notices } from './texts.ts'

const service: Service = {
  items: [
    { name: 'share', title: '把个人账户给家人用' },
    { name: 'premium', title: '替家人缴居民医保费' },
  ],
  application_needed: true,
  materials: [],
  time_limit: `马上生效；替家人缴费${workingDays(premiumWorkingDays)}`,
  guide:
    '职工医保个人账户里的钱，可以给配偶、父母、子女等近亲属看病买药用，也可以替他们缴居民医保费。承诺亲属关系属实就行，不用交材料，不用到窗口。给的是钱，不是卡：家人用自己的医保码，先用自己的账户，报销按自己的待遇。',
  happens: [
    '您说给谁用、一年最多多少，马上生效，您和家人都收到消息。',
    '家人在医院、药店出示自己的医保码，自己账户不够的部分从您的账户付；两地之间由系统结清。',
    '随时可以结束，当天还能用。',
    '替家人缴费：钱付给税务部门，税务部门确认以后待遇生效；没有付成的，钱回到您的账户。',
  ],
  asks: [],
}

export const familySharing: Manifest = {
  chain: familySharingChain,
  tasks: paymentTaskKinds,
  actions: [],
  notices,
  outcome: familySharingOutcome,
  parameters,
  service,
  startCalls: [payPremium],
}
