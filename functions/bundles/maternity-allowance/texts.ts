/** What a mother, employer or clerk reads about a maternity allowance, in plain words; neutral, for not every delivery is a joy. */
import { type Day, yearOf } from '../../../shared/calendar/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { heirsAccount } from '../../acts/payment/texts.ts'
import { becauseOf, sumInWords } from '../../acts/words.ts'
import { employerDays, sameDeliveryDays } from './limits.ts'
import type { ReviewReason } from './state.ts'

/** Why a clerk looks, in words. */
export const reviewReasons: Readonly<Record<ReviewReason, string>> = {
  'employer-refused': '单位核实不通过',
  'employer-silent': `单位${employerDays}个工作日内没有核实`,
  'no-employer': '没有查到参保单位',
  'name-differs': '单据上的姓名和登记的不一样',
  'discharge-in-future': '出院日期在收到结算之后',
  'settled-twice': `${sameDeliveryDays}天内有另一笔生育结算，可能是同一次`,
  'amount-above': '金额较高，需要人工看一下',
  'base-missing': '没有上年度的缴费基数',
}

/** What people are told in this bundle. */
export const notices = noticesOf('allowance', {
  'months-missing': '连续缴费还差几个月',
  'months-short': '连续缴费的月数不够',
  'not-insured': '不再办理',
  'pays-alone': '不再办理',
  revoked: '不再办理',
  paid: '生育津贴已付',
  'needs-account': '请填写收款账户',
  refused: '工作人员核对后不发',
})

/** All sentences of the bundle. */
export const texts = {
  opened: () => '收到您的生育医疗费结算，生育津贴自动开始办理，不用申请。',
  asked: () => `已请单位核实，${employerDays}个工作日内答复。`,
  verified: () => '单位已核实。',
  refused: () => '单位核实没有通过，转工作人员处理。',
  silent: () => '单位没有按时答复，转工作人员处理。',
  waitingForBase: () => '单位还没有申报上年度平均缴费基数，等几天，您不用做什么。',
  waitingForOwnBase: () => '还没有查到您上年度的缴费记录，等几天，您不用做什么。',
  reviewing: () => '工作人员正在核对，您不用做什么。',
  monthsMissing: (missing: number, least: number, until: Day) =>
    `生育津贴要求连续缴费满${least}个月，您还差${missing}个月。接着缴，${yearOf(until)}年年底以前缴满，就自动往下办，不用申请。`,
  monthsShort: (months: number, least: number, until: Day) =>
    `生育津贴要求连续缴费满${least}个月，到${yearOf(until)}年年底您最多连续缴费${months}个月，这次领不了。以后查到漏记的缴费，会自动重新办。`,
  notInsured: () => '出院那天您在结算地没有正常参加职工医保，生育津贴不再办理。',
  paysAlone: () => '出院那天您是自己缴费参保的（灵活就业），当地的生育津贴不发给灵活就业人员，不再办理。',
  revoked: () => '医院撤销了这次生育医疗费结算，生育津贴不再办理；医院重新结算的，自动重新办理。',
  taskRevoked: () => '生育津贴已经付款（或已交银行），后来作为依据的生育结算、参保或缴费被撤销。请核对，多付的追回。',
  reviewRefused: (reason: string | undefined) => `工作人员核对后，这次不能发生育津贴${becauseOf(reason)}。`,
  ordered: (amt: Fen, days: number) => `生育津贴${days}天，${sumInWords(amt)}，已交银行付款。`,
  paid: (amt: Fen, days: number, payee: 'employer' | 'person') =>
    payee === 'employer'
      ? `生育津贴${days}天，共${sumInWords(amt)}，已经付给您的单位，由单位发给您。`
      : `生育津贴${days}天，共${sumInWords(amt)}，已经付到您的银行账户。`,
  returned: () => '银行没能付成，钱已退回，工作人员正在处理。',
  needsAccount: (amt: Fen) => `生育津贴${sumInWords(amt)}会直接付给您。请填写您本人的银行账户。`,
  heirsAccount,
} as const
