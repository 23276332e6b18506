/** What people read about a claim, in plain words. */
import type { ReceiptName } from '../../../events/heard.ts'
import type { Day } from '../../../shared/calendar/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { heirsAccount, otherAccount } from '../../acts/payment/texts.ts'
import { becauseOf, dayInWords, sumInWords } from '../../acts/words.ts'
import { optionNames, type Refusal } from './rules/words.ts'

/** What people are told in this bundle. */
export const notices = noticesOf('reimbursement', {
  ask: '自己垫付的医药费，要不要报销',
  reminder: '自己垫付的医药费，还可以报销',
  'not-claimed': '一年没有申请，先放下了',
  reviewing: '工作人员在核对',
  rejected: '这张票据不能报销',
  'nothing-due': '这张票据没有可报的钱',
  'needs-account': '请填写收款账户',
  paid: '报销的钱已付',
})

const refused: Readonly<Record<Refusal, string>> = {
  'receipt-void': '医院把这张票据作废了，不再办理报销；重新开的票据另外办。',
  'already-settled': '这张票据已经在医院直接结算过了，不用再报销。',
  'receipt-taken': '这张票据登记在别人名下，不能报销。如果不对，请找开票的医院更正。',
  'receipt-invalid': '票据没有通过查验，不能报销。请核对票据代码、号码和校验码，改对了可以再申请。',
  'not-insured': '就医结束那天您没有正常参保，这张票据不能报销。补办了参保的，会自动接着办。',
  'too-late': '超过了当地规定的申请期限，这张票据不能报销。',
}

const told = (what: string, sum: Fen | undefined) => (sum === undefined ? '' : `${what}${sumInWords(sum)}`)

/** All sentences of the bundle. */
export const texts = {
  opened: () => '收到一张您自己垫付的医药费票据。',
  claimed: () => '收到您的报销申请。',
  ask: (
    place: string,
    { elec_billno_code }: ReceiptName,
    { fee, inscp, sum }: Record<'fee' | 'inscp' | 'sum', Fen | undefined>,
  ) =>
    `${place}上传了一张您自己垫付的票据（票据号码${elec_billno_code}），${told('共', fee)}${told('，其中符合政策范围的', inscp)}${told('，可以报', sum)}。如果没有别人该为这次就医负责（比如交通事故、工伤），选“${optionNames.claim}”就行，不用交材料；有别人该负责或者可能有的，也能报，选“${optionNames['third-party']}”；不想报销的，选“${optionNames.decline}”。`,
  remind: (fee: Fen) => `您自己垫付的${sumInWords(fee)}医药费还没有申请报销，选一下就行。`,
  notClaimed: () => '您一年没有申请报销这张票据，先放下了。以后要报的，随时可以自己申请。',
  declined: () => '您选择不报销这张票据。以后要报的，随时可以自己申请。',
  chosen: (isThirdParty: boolean) =>
    isThirdParty ? '您申请报销，并说明有别人该负责或者可能有，工作人员会核对。' : '您申请报销，没有别人该负责。',
  died: () => '本人已去世，由工作人员办理这张票据的报销。',
  querying: () => '医院没有上传这张票据，正在向财政电子票据系统查验，您不用做什么。',
  silent: () => '还没有查验的结果，转工作人员核对。',
  reviewing: () => '工作人员正在核对，您不用做什么。',
  refused: (reason: Refusal) => refused[reason],
  resumed: () => '条件又符合了，接着办理。',
  reviewRefused: (reason: string | undefined) => `工作人员核对后，这张票据不能报销${becauseOf(reason)}。`,
  nothingDue: () => '这次就医符合政策范围的费用没有超过起付标准，没有可报的钱。同一次就医还有别的票据的，合在一起算。',
  ordered: (amt: Fen) => `报销${sumInWords(amt)}，已交银行付款。`,
  paid: (amt: Fen) => `报销的${sumInWords(amt)}已经付到您的银行账户。`,
  needsAccount: (amt: Fen) => `您的医药费可以报销${sumInWords(amt)}。请填写收款的银行账户。`,
  returned: (amt: Fen) => otherAccount(`报销的${sumInWords(amt)}`),
  heirsAccount,
  recovering: (reason: string) => `${reason}，付出的钱由工作人员处理。`,
  taskRecover: (reason: string, amt: Fen) =>
    `这张票据已经付了${sumInWords(amt)}，后来得知：${reason}。请核对，该追回的追回。`,
  taskReview: (reasons: readonly string[], until: Day) => `${reasons.join('；')}。请在${dayInWords(until)}以前办完。`,
} as const
