/** What a citizen or clerk reads in a retirement, in plain words. */
import type { Day, Month } from '../../../shared/calendar/index.ts'
import { type Admdvs, areaName } from '../../../shared/codes/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { otherAccount } from '../../acts/payment/texts.ts'
import { dayInWords, monthInWords, sumInWords } from '../../acts/words.ts'
import type { Option } from './state.ts'

/** What an option is called when spoken of. */
export const optionName: Readonly<Record<Option, string>> = {
  'lump-sum': '一次补齐',
  monthly: '按月继续缴',
  resident: '改参加居民医保',
}

/** Months that are missing. */
interface MissingMonths {
  /** Months short now. */
  months: number
  /** Months short once the person chose to go on: months already paid since retirement count then. */
  left: number
  /** The area in which the months that must really be paid have to be paid, if not anywhere in the province. */
  onlyIn: Admdvs | undefined
}

/** What is missing, and what buying the months that are left costs, or why that cannot be told yet. */
export type Missing = MissingMonths & ({ amt: Fen; lacks?: never } | { amt?: never; lacks: keyof typeof noSumYet })

const noSumYet = {
  base: '金额等查到您的缴费基数后告诉您',
  rate: '补缴的比例当地还没有录入，录入后告诉您金额',
} as const

const paidWhere = (area: Admdvs) => `按${areaName(area)}的规定，实际缴费年限只算在${areaName(area)}缴的月份。`

const choices = ({ months, left, amt, lacks, onlyIn }: Missing) =>
  [
    onlyIn === undefined ? '' : `（${paidWhere(onlyIn)}）`,
    left < months ? `（退休以后已经缴的${months - left}个月，选第一、二种办法都算数。）` : '',
    amt === undefined
      ? `一、一次补齐：把差的月数一次缴清，${noSumYet[lacks]}；`
      : `一、一次补齐：现在一次缴${sumInWords(amt)}，缴完下个月起按退休人员享受医保；`,
    left === 0
      ? '二、按月继续缴：已经缴的月份够了，选了就办退休；'
      : `二、按月继续缴：照常缴费，再缴满${left}个月后按退休人员享受医保；`,
    '三、改参加居民医保：选了就不能再改，以后每年缴居民医保费。',
  ].join('')

/** What people are told in this bundle. */
export const notices = noticesOf('retirement', {
  'waiting-for-years': '等当地确定缴费年限',
  'waiting-for-rate': '等当地确定补缴比例',
  'waiting-for-premium': '等居民医保缴费标准公布',
  retired: '转为退休人员',
  refund: '多收的医保费退给您',
  'refund-returned': '银行没能付成',
  'needs-account': '请填写收款账户',
  monthly: '按月继续缴',
  choose: '年限不够，请您选',
  reminder: '提醒您选',
  'no-choice-yet': '可以慢慢考虑',
  'no-choice': '工作人员会联系您',
  resident: '改参加居民医保',
  'resident-bill': '居民医保费怎么缴',
  'resident-paid': '居民医保生效',
  'waiting-for-transfer': '等医保转移办完',
  'waiting-for-relation': '等参保记录',
  'other-province-check': '工作人员在核对参保地',
  'waiting-for-base': '等缴费基数',
  bill: '要补缴的钱',
  'sum-differs': '缴的钱要核对',
  'already-retired': '不需要再办',
  'no-relation': '没有查到职工医保',
  'other-province': '不在同一个省',
})

/** All sentences of the bundle. */
export const texts = {
  opened: (retrDate: Day) =>
    `收到您的退休核准（退休日期${dayInWords(retrDate)}）。职工医保转为退休由系统自动办理，您不用申请。`,
  waitingForTransfer: () => '您的医保关系正在转移，转好后系统接着办退休，您不用做什么。',
  waitingForRelation: () => '没有查到您的职工医保参保记录。等参保地报来记录后，系统会自动接着办。',
  noRelation: (days: number) =>
    `等了${days}天，仍没有查到您的职工医保参保记录，这次不能办理医保退休。有疑问可以问当地医保窗口。`,
  askingOtherProvince: () => '您的职工医保和养老保险不在同一个省，工作人员正在核对。',
  otherProvince: (area: Admdvs) =>
    `您的职工医保在${areaName(area)}，和养老保险不在同一个省，系统不能自动办理医保退休。请到${areaName(area)}的医保窗口办理。`,
  alreadyRetired: () => '您的医保已经是退休人员身份，不需要再办。',
  waitingForYears: (area: Admdvs) =>
    `医保缴满多少年才能按退休人员享受医保，各地规定不一样。${areaName(area)}医保部门要先在系统里录入当地的年限，录入后系统自动接着办，您不用做什么。`,
  waitingForRate: (area: Admdvs) =>
    `一次补齐按什么比例算钱，${areaName(area)}医保部门还没有录入，暂时算不出要缴多少。录入后系统马上给您算；您也可以改选别的办法。`,
  waitingForPremium: (year: number) =>
    `${year}年的居民医保缴费标准还没有公布，公布后系统马上告诉您缴多少，您不用做什么。`,
  retired: (area: Admdvs, from: Day) =>
    `您在${areaName(area)}的医保已转为退休，从${dayInWords(from)}起不用再缴费，按退休人员享受医保。您不用再办任何手续。`,
  ask: (missing: Missing) =>
    `按规定，您还差${missing.months}个月才能按退休人员享受医保。您可以选一种办法：${choices(missing)}不着急，您原来的权益都保留着。`,
  remind: (missing: Missing) => `提醒您：医保缴费年限还差${missing.months}个月，请选一种办法：${choices(missing)}`,
  noChoice: () => '一直没有收到您的选择，工作人员会联系您。您也可以随时自己选，原来的权益都保留着。',
  waitsOn: () => '工作人员已记录您的情况，您还可以慢慢考虑，随时可以选。',
  chosen: (option: Option) => `您选了“${optionName[option]}”。`,
  chosenByClerk: (option: Option) => `工作人员按您的意思登记了“${optionName[option]}”。`,
  billed: (months: number, amt: Fen, due: Day) =>
    `补${months}个月，共${sumInWords(amt)}，请在${dayInWords(due)}前到税务部门缴清。缴清后，从下个月起（不早于退休的次月）按退休人员享受医保。没缴清之前可以改主意。`,
  billedAgain: (months: number, amt: Fen, due: Day) =>
    `要补的钱重新算过了：补${months}个月，现在应缴${sumInWords(amt)}，请在${dayInWords(due)}前缴清。要是已经按原来的单子缴了，也算数，多缴的退给您。`,
  sumDiffers: (paid: Fen, expected: Fen) =>
    `您按原来的单子缴的${sumInWords(paid)}已经收到。因为缴费标准更正，现在应缴${sumInWords(expected)}，工作人员会核对差的部分还要不要补，有结果会告诉您。您也可以先按新单子补缴。`,
  sumCounts: () => '工作人员核对过了：您按原来的单子缴的钱算缴清，不用再补。',
  sumGoesBack: () => '工作人员核对过了：您按原来的单子缴的钱退给您，请按新单子缴。',
  waitingForBase: () => '还没有查到您的缴费基数，暂时算不出要补多少钱。有了缴费记录后系统马上给您算。',
  monthly: (months: number, onlyIn?: Admdvs) =>
    `请照常按月缴费，再缴满${months}个月就自动转为退休，不用申请。${onlyIn ? paidWhere(onlyIn) : ''}没缴满之前可以改主意。`,
  residentAlready: (from: Day) =>
    `您的职工医保到${dayInWords(from)}的前一天为止。您已经参加居民医保，今年不用再缴，以后照常续保。`,
  residentFrom: (area: Admdvs, from: Day) =>
    `您的职工医保到${dayInWords(from)}的前一天为止，从${dayInWords(from)}起在${areaName(area)}改为参加居民医保。`,
  residentBilled: (year: number, amt: Fen, due: Day) =>
    `${year}年的居民医保费是${sumInWords(amt)}，请在${dayInWords(due)}前缴，缴了就生效。`,
  residentPaid: (from: Day, to: Day) => `居民医保费已收到，您从${dayInWords(from)}到${dayInWords(to)}享受居民医保。`,
  withdrawn: () => '参保人已去世，这件事不再办理。去世次月及以后收的医保费会退还。',
  takenBack: () => '参保人在退休生效前已去世，医保退休不再办理。去世次月及以后收的医保费会退还。',
  personRefund: (months: readonly Month[], amt: Fen) =>
    `您${months.map(monthInWords).join('、')}的医保费不用缴，个人缴的共${sumInWords(amt)}已交银行退给您。`,
  employerRefund: (months: readonly Month[], amt: Fen) =>
    `${months.map(monthInWords).join('、')}单位缴的共${sumInWords(amt)}已交银行退给单位。`,
  premiumRefund: (amt: Fen) => `多缴的${sumInWords(amt)}已交银行退给您。`,
  needsAccount: (amt: Fen) => `有${sumInWords(amt)}要退给您，但没有您的银行账户。请填写您本人的银行账户。`,
  heirsAccount: (amt: Fen) => `有${sumInWords(amt)}要退，但没有可用的银行账户。工作人员会联系家属。`,
  returned: (amt: Fen) => otherAccount(sumInWords(amt)),
  employerReturned: () => '退给单位的钱银行没能付出，工作人员正在核对单位账户。',
  accountGiven: () => '银行账户已收到。',
  /** For clerks. */
  taskOtherProvince: (area: Admdvs) =>
    `参保人的职工医保在${areaName(area)}，与养老保险不在同一个省，系统不能办理，请知悉。`,
  takenUpAgain: () => '之前的死亡登记有误，已经撤销，医保退休接着办。',
  taskPaidForDeath: (amt: Fen) =>
    `死亡登记已撤销。因死亡登记退回的${sumInWords(amt)}没有自动收回，请与参保人联系处理。`,
  taskMonthsRevoked: () =>
    '已按退休人员参保，后来有缴费月份被撤销，年限不够了。系统没有自动改回，请与参保人、缴费单位核对处理。',
  taskPensionDiffers: (held: Day, other: Day) =>
    `同一人又收到一份退休核准，退休日期${other}与先前的${held}不同。办件仍按先前的办理，请与养老部门核对。`,
  taskNoChoice: (days: number) => `参保人${days}天没有选择补足缴费年限的办法，请联系本人，并登记其选择。`,
  taskOverpaid: (month: Month) => `${monthInWords(month)}的缴费更正后比已经退还的少，多退的钱请向收款方追回。`,
} as const
