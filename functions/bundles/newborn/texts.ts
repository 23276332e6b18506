/** What a family or clerk reads about a newborn, in plain words. Nothing here names a person. */
import type { Day } from '../../../shared/calendar/index.ts'
import { type Admdvs, areaName } from '../../../shared/codes/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { becauseOf, dayInWords, sumInWords } from '../../acts/words.ts'
import type { Cover } from './rules/cover.ts'
import type { Refund } from './state.ts'

const refundReasons: Readonly<Record<Refund['reason'], string>> = {
  'paid-twice': '这一年的医保费已经缴过了',
  'cover-over': '缴费时这一年已经来不及参保了',
  'sum-refused': '缴的钱数和应缴的不一样',
  free: '孩子出生当年的医保费不用缴',
  overpaid: '缴费标准更正后，原来的缴费单多收了',
}

/** What people are told in this bundle. */
export const notices = noticesOf('newborn', {
  premium: '孩子的医保费怎么缴',
  reminder: '提醒缴费',
  insured: '孩子的医保生效了',
  'not-insured': '没有缴费，没有参保',
  'sum-differs': '缴的钱数不一样',
  refund: '多缴的钱已通知银行退',
  refunded: '多缴的钱退到了',
  'needs-account': '请填写收款账户',
})

/** All sentences of the bundle. */
export const texts = {
  opened: (area: Admdvs) => `收到孩子的出生医学证明，正在${areaName(area)}办理居民医保。不用申请，不用上户口。`,
  openedAgain: () => '同一张出生医学证明又收到一次。',
  tooManyUnconfirmed: (most: number) =>
    `您发起的办件里已有${most}件还没有等到医院的出生医学证明，等医院上报以后再发起下一件。`,
  caseExists: () => '孩子的这件事已经在办，不用再办一次。',
  alreadyEnrolled: () => '这张出生医学证明已经在办，不用再办一次。',
  differs: () => '同一张出生医学证明又收到一次，出生日期或性别和前一次不一样，工作人员正在核对。',
  requesterNotNamed: () => '医院开的出生医学证明里没有发起这件事的人，请核对孩子的监护人是谁，以谁的信息为准。',
  differsRefused: (reason: string | undefined) => `工作人员核对后，仍以前一次的信息为准${becauseOf(reason)}。`,
  confirmed: () => '医院的出生医学证明收到了，以医院的信息为准。',
  enrolled: (area: Admdvs) => `孩子已在${areaName(area)}登记居民医保。`,
  oncePaid: () => '缴费后生效。',
  enrolledAnew: (area: Admdvs) =>
    `信息有更新，孩子的居民医保改按最新信息在${areaName(area)}办理。以前缴过的钱照样算数，不用缴的会退回。`,
  offers: {
    bill: (year: number, amt: Fen, due: Day) =>
      `${year}年的医保费${sumInWords(amt)}，缴费单已经开好，最晚${dayInWords(due)}缴。`,
    /** After a bill that takes the place of another. */
    instead: () => '以前的那张缴费单不用缴了，已经缴的照样算数。',
    declare: (year: number, amt: Fen) =>
      `${year}年的医保费${sumInWords(amt)}，不开缴费单，请凭出生医学证明编号在税务局的缴费渠道自己申报缴纳。`,
    missing: (year: number) => `${year}年的缴费标准还没有公布，公布以后会告诉您，现在不用管。`,
    none: () => '这次已经没有可以补缴的年份了。以后请在每年集中缴费期给孩子参保。',
  },
  coveredFromBirth: (last: Day) => `最晚${dayInWords(last)}缴上，从出生那天起的医药费都能报销。`,
  coveredFromNewYear: (last: Day, year: number) => `最晚${dayInWords(last)}缴上，从${year}年1月1日起的医药费都能报销。`,
  coveredLate: { 'next-month': '现在缴费，从缴费的下个月1日起报销。', 'payment-day': '现在缴费，从缴费当天起报销。' },
  reminder: (days: number) => `孩子出生满${days}天了，居民医保费还没有缴上。`,
  insured: (year: number, cover: Cover) =>
    `${year}年的居民医保已经缴好，${dayInWords(cover.from)}到${dayInWords(cover.to)}的医药费可以报销。`,
  free: (year: number, cover: Cover) =>
    `${year}年是出生当年，不用缴居民医保费，${dayInWords(cover.from)}到${dayInWords(cover.to)}的医药费可以报销。`,
  billVoid: () => '以前的缴费单不用缴了，已经缴的会退回。',
  welcome: () => '祝贺您家添了新成员！',
  cardless: (until: Day) => `没有医保卡也能看病直接结算：到医院报出生医学证明编号就行，到${dayInWords(until)}为止。`,
  sumDiffers: (year: number, amt: Fen, expected: Fen) =>
    `${year}年的医保费收到${sumInWords(amt)}，应缴${sumInWords(expected)}，钱数不一样，工作人员正在核对。`,
  refundOrdered: (amt: Fen, reason: Refund['reason']) => `${refundReasons[reason]}，${sumInWords(amt)}已交银行退回。`,
  refundNeedsAccount: (amt: Fen, reason: Refund['reason']) =>
    `${refundReasons[reason]}，${sumInWords(amt)}要退给您，请填写一个银行账户。`,
  refundReturned: (amt: Fen) => `银行没能把${sumInWords(amt)}退到原来的账户。钱没有少，请换一个银行账户。`,
  refunded: (amt: Fen) => `${sumInWords(amt)}医保费已退到银行账户。`,
  notInsured: () => '到现在还没有缴费，这次的参保办理结束。以后请在每年集中缴费期给孩子参保。',
  allowanceLinked: () => '妈妈的生育津贴也在办，不用另外申请。',
} as const
