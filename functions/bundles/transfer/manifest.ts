/** The bundle `transfer`. */

import { areaName } from '../../../shared/codes/index.ts'
import { bankAccountAsked } from '../../acts/payment/order.ts'
import { paymentTaskKinds, provideBankAccount } from '../../acts/payment/tasks.ts'
import type { Manifest } from '../../manifest.ts'
import { type Service, workingDays } from '../../manifest.ts'
import { transferChain } from './chain.ts'
import { transferOutcome } from './outcome.ts'
import { parameters, transferApproval } from './parameters.ts'
import { clerkWorkingDays } from './steps/find-origin.ts'
import { approveRefund, approveTransferOut, chooseOrigin, olderRelation } from './tasks.ts'
import { notices } from './texts.ts'

/** Time limits that places have set for A's clerks, as the release knows them. */
const ofPlaces = transferApproval.rows.flatMap(({ admdvs, value }) =>
  typeof value === 'object' ? [`${areaName(admdvs)}${workingDays(value.days)}`] : [],
)
const shorter = ofPlaces.length > 0 ? `，如${ofPlaces.join('、')}` : ''

const service: Service = {
  items: [
    { name: 'relation', title: '医保关系接续' },
    { name: 'account', title: '个人账户的钱转过来' },
  ],
  application_needed: false,
  materials: [],
  time_limit: `最快当天；原参保地规定账户转出要确认的，${workingDays(clerkWorkingDays)}内确认，当地另有规定的按规定`,
  guide:
    '在省内换了地方上班、参加了当地的职工医保，原来的医保关系自动接过来，缴费月数合在一起算，不用申请，不用交材料。个人账户里的钱一分不少地到新账户，马上能用；只有原参保地规定要确认的，才等那边先确认。',
  happens: [
    '新地方参保，系统找到省内原来的医保；那边还没停保的，等它停。',
    '接续医保关系，告诉您看病报销有没有中断。',
    '个人账户有钱的，马上到新账户；原参保地规定要确认的，那边一确认就到。',
    '两地之间的钱由系统定期结清，您不用等。',
  ],
  asks: [
    {
      who: '转出地经办人员',
      what: '当地规定要确认的，确认个人账户转出',
      within: `${workingDays(clerkWorkingDays)}；当地另定期限的按当地的${shorter}`,
    },
    {
      who: '转出地经办人员',
      what: '新参保地不接收个人账户的，确认把余额退给本人',
      within: workingDays(clerkWorkingDays),
    },
    {
      who: '转入地经办人员',
      what: '以前的参保地不止一处、分不清时，选一下从哪里转',
      within: workingDays(clerkWorkingDays),
    },
    bankAccountAsked,
  ],
}

export const transfer: Manifest = {
  chain: transferChain,
  tasks: [approveTransferOut, approveRefund, chooseOrigin, olderRelation, ...paymentTaskKinds],
  actions: [provideBankAccount],
  notices,
  outcome: transferOutcome,
  parameters,
  service,
}
