/** The bundle `assistance`. */

import { registeredGuardians } from '../../acts/guardians.ts'
import { bankAccountAsked } from '../../acts/payment/order.ts'
import { clerkWorkingDays } from '../../acts/payment/plan.ts'
import { paymentTaskKinds, provideBankAccount } from '../../acts/payment/tasks.ts'
import { type Manifest, type Service, workingDays } from '../../manifest.ts'
import { birthCases, newbornBundle } from '../newborn/reference.ts'
import { assistanceChain } from './chain.ts'
import { hears } from './events.ts'
import { assistanceOutcome } from './outcome.ts'
import { parameters } from './parameters.ts'
import { caseDays, confirmDays, recoverDays, warningDays } from './state.ts'
import { monthEnd } from './steps/gather.ts'
import { choose } from './steps/warning.ts'
import { confirmAssistance, recoverAssistance } from './tasks.ts'
import { notices } from './texts.ts'

const service: Service = {
  items: [
    { name: 'assistance', title: '医疗救助' },
    { name: 'warning', title: '因病致贫预警' },
  ],
  application_needed: false,
  materials: [],
  time_limit: `每月底核算一次，核算后${caseDays}天内付到`,
  guide:
    '特困、低保、低保边缘等人员看病，医保结算后自己负担的部分，医疗救助再给一部分；工会、残联、红十字会等部门有救助的，接着给。系统按结算和救助身份自动算，每月底付一次，不用申请，不用交材料。全年多退少补，第二年清算。没有救助身份而负担重的，会问您要不要转给民政部门。',
  happens: [
    '民政等部门认定救助身份，医院结算，系统自动归集一年的费用。',
    '有该给而没给的，下月1日按各部门的先后算好，经办人员一键确认。',
    '付到您本人（孩子付到监护人）的银行账户，到账后告诉您谁给了多少。',
    '结算、身份有更正的，下次多退少补；第二年4月（当地另定的按当地的）清算。',
    '没有救助身份、十二个月的负担到了当地的线的，问您要不要转给民政部门核对。',
  ],
  asks: [
    { who: '经办人员', what: '确认这次要付的金额', within: workingDays(confirmDays) },
    { ...bankAccountAsked, what: '没有银行账户时，填一个收款的银行账户' },
    { who: '本人', what: '负担重的，说要不要转给民政部门', within: `${warningDays.answer}天内` },
    { who: '经办人员', what: '银行退票的，找新的账户重新付', within: workingDays(clerkWorkingDays) },
    { who: '经办人员', what: '年度清算后多给的，追回或者不再追', within: workingDays(recoverDays) },
  ],
}

export const assistance: Manifest = {
  chain: assistanceChain,
  after: [newbornBundle.bundle],
  hears,
  tasks: [confirmAssistance, recoverAssistance, ...paymentTaskKinds],
  actions: [provideBankAccount, choose],
  notices,
  awaits: [monthEnd],
  outcome: assistanceOutcome,
  parameters,
  service,
  payees: (reads) => registeredGuardians(reads, birthCases).map(({ person }) => person),
}
