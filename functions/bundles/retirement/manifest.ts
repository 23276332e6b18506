/** The bundle `retirement`. */

import { amountDiffers } from '../../acts/amount-differs.ts'
import { residentBasic } from '../../acts/entitlement.ts'
import { bankAccountAsked } from '../../acts/payment/order.ts'
import { paymentTaskKinds, provideBankAccount } from '../../acts/payment/tasks.ts'
import { residentPremium } from '../../acts/premium.ts'
import type { Manifest } from '../../manifest.ts'
import { daysInTurn, type Service, workingDays } from '../../manifest.ts'
import { transferBundle } from '../transfer/reference.ts'
import { retirementChain } from './chain.ts'
import { retirementOutcome } from './outcome.ts'
import { parameters } from './parameters.ts'
import { retiree } from './rules/retired-relation.ts'
import { choose, noChoiceDays, reminderDays } from './steps/choose.ts'
import { transferDone } from './steps/find-place.ts'
import { retireWorkingDays } from './steps/retire.ts'
import { clerkWorkingDays, noChoice, otherProvince, pensionDiffers } from './tasks.ts'
import { notices } from './texts.ts'

const service: Service = {
  items: [
    { name: 'months', title: '缴费年限合并计算' },
    { name: 'retirement', title: '转为退休人员待遇' },
    { name: 'refund', title: '多缴的医保费退回' },
  ],
  application_needed: false,
  materials: [],
  time_limit: `年限够的，收到退休核准后${workingDays(retireWorkingDays)}；不够的，您选的办法完成后${workingDays(retireWorkingDays)}`,
  guide:
    '办了养老退休，医保退休跟着自动办。系统把省内各地的缴费月数和视同年限加在一起，够了就从退休的下个月起不用再缴费，按退休人员享受医保；多缴的退给您。要缴满多少年、实际缴费是全省的都算还是只算参保地的，各地规定不一样，以您参保地的为准。不够的，告诉您差几个月、要多少钱，由您选怎么补。',
  happens: [
    '收到退休核准，查出医保关系在哪里；正在转移的等转完。',
    '按参保地的规定，合并计算缴费月数；当地还没有录入年限的，告诉您在等什么，录入后自动接着办。',
    '够了：从退休的下个月起转为退休人员，多缴的退回。',
    '不够：告诉您差多少，请您选一次补齐、按月继续缴，或者改参加居民医保。',
  ],
  asks: [
    {
      who: '本人',
      what: '年限不够时，选一种补足的办法',
      within: `不限时；第${daysInTurn(reminderDays)}天提醒，${noChoiceDays}天后工作人员联系您`,
    },
    bankAccountAsked,
    {
      who: '经办人员',
      what: '两份退休核准不一样，医保、养老不在一个省，或缴的钱少于更正后应缴的时，核对一下',
      within: workingDays(clerkWorkingDays),
    },
    {
      who: '参保地医保部门',
      what: '没有录入过的，先录入当地要求的缴费年限，和一次补齐按什么比例算',
      within: '录入后马上接着办；不等比例的办法照常可选',
    },
  ],
}

export const retirement: Manifest = {
  chain: retirementChain,
  after: [transferBundle.bundle],
  tasks: [otherProvince, pensionDiffers, noChoice, amountDiffers, ...paymentTaskKinds],
  actions: [choose, provideBankAccount],
  notices,
  awaits: [transferDone],
  entitlements: [retiree, residentBasic],
  outcome: retirementOutcome,
  parameters: [...parameters, residentPremium],
  service,
}
