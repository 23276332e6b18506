/** What a citizen or clerk reads in a transfer, in plain words. */
import { type Admdvs, areaName } from '../../../shared/codes/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { heirsAccount, otherAccount } from '../../acts/payment/texts.ts'
import { because, becauseOf, sumInWords } from '../../acts/words.ts'
import { type Continuity, mostCoverable } from './rules/continuity.ts'

/** What people are told in this bundle. */
export const notices = noticesOf('transfer', {
  waiting: '等原参保地停保',
  choosing: '工作人员在选转出地',
  'not-transferred': '没有转',
  continued: '医保关系接上了',
  'no-balance': '个人账户没有钱要转',
  credited: '个人账户的钱到了',
  held: '个人账户的钱没有转',
  'needs-account': '请填写收款账户',
  'refund-approval': '已请原参保地确认退款',
  returned: '银行没能付成',
  refunded: '账户的钱退给您了',
  'refund-ordered': '已通知银行付款',
  'origin-changed': '改从另一个地方转',
  withdrawn: '转移撤回',
  'late-credit': '原账户又有钱进来',
  'by-hand': '工作人员在核对',
  reversed: '转来的钱退回原账户',
})
/** All sentences of the bundle. */
export const texts = {
  opened: (to: Admdvs) => `您已在${areaName(to)}参加职工医保。以前在省内别处的医保，系统会自动接过来，不用您办手续。`,
  waitingForPause: (from: Admdvs) => `${areaName(from)}的参保还没有停。等那边停保后，系统会自动接着办。`,
  waitingForPauses: () => '以前的参保地还没有停保。等那边停保后，系统会自动接着办。',
  choosing: () => '以前的参保地不止一处，工作人员正在核对该从哪里转。',
  originChanged: (from: Admdvs) => `收到了更晚的参保记录，改从${areaName(from)}转出。`,
  continued: (from: Admdvs, to: Admdvs, months: number) =>
    `${areaName(from)}的医保关系已转到${areaName(to)}，省内缴费合计${months}个月，一个月也没少。`,
  continuity: (continuity: Continuity) => {
    if (continuity.benefit === 'waiting') {
      return `中间断缴超过${mostCoverable}个月，住院等医保报销从${continuity.benefit_from}开始。`
    }
    const { back_payment_months: months } = continuity
    if (months === 0) return '医保没有中断，看病照常报销。'
    return `中间断了${months}个月，看病照常报销；把这${months}个月补缴上，断缴期间的费用也能报。`
  },
  noBalance: () => '原来的个人账户里没有钱，不需要转。全部办完了。',
  askedApproval: (from: Admdvs, amt: Fen) =>
    `个人账户里的${sumInWords(amt)}，正在等${areaName(from)}确认转出，您不用做什么。`,
  credited: (to: Admdvs, amt: Fen) => `${sumInWords(amt)}已经到您在${areaName(to)}的个人账户，现在就能用。`,
  held: (from: Admdvs, reason: string | undefined) =>
    `${areaName(from)}没有同意转出个人账户的钱${because(reason)}。钱还在原账户里，一分不少。有疑问可以问那边的医保窗口。`,
  needsAccount: (to: Admdvs, amt: Fen) =>
    `${areaName(to)}不接收转来的个人账户，这${sumInWords(amt)}会直接退给您。请填写您本人的银行账户。`,
  askedRefund: (from: Admdvs, amt: Fen) =>
    `个人账户里的${sumInWords(amt)}，正在等${areaName(from)}确认退到您的银行账户。`,
  refundOrdered: (amt: Fen) => `${sumInWords(amt)}已交银行退给您。`,
  refunded: (amt: Fen) => `${sumInWords(amt)}已退到您的银行账户。`,
  returned: () => otherAccount('钱'),
  heirsAccount,
  lateCredit: (amt: Fen) => `原账户又收到${sumInWords(amt)}，也会跟着您走。`,
  leftInPlace: (from: Admdvs) => `您又在${areaName(from)}参保了，那边账户里的钱留在那边用，不再转出。`,
  notTransferred: (reason: string | undefined) =>
    `工作人员核对后决定不转${becauseOf(reason)}。原来的参保记录和账户不变。`,
  withdrawn: (to: Admdvs) => `您在${areaName(to)}的参保已经停了或撤销了，这次转移不再办理，原来的参保记录和账户不变。`,
  reversed: (from: Admdvs, amt: Fen) =>
    `新参保地的登记撤销了，${sumInWords(amt)}已退回您在${areaName(from)}的个人账户。`,
  byHand: () => '新参保地的登记撤销了，但账户里的钱已经用了一部分。两地工作人员会核对处理，您不用做什么。',
  lateSpendingByHand: () => '原账户有一笔晚到的消费，余额不够扣。两地工作人员会核对处理。',
} as const
