/** What people and clerks read about assistance, in plain words. */
import type { Day } from '../../../shared/calendar/index.ts'
import { areaName } from '../../../shared/codes/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { becauseOf, dayInWords, monthInWords, sumInWords } from '../../acts/words.ts'
import type { Ground } from './rules/hardship.ts'
import { deptNames, ownDept } from './rules/words.ts'
import type { PayerSum } from './state.ts'

/** What people are told in this bundle. */
export const notices = noticesOf('assistance', {
  paid: '医疗救助到账了',
  refused: '这次没有救助',
  'needs-account': '请填写收款的银行账户',
  returned: '银行没能付成',
  warning: '医疗费负担重，可以转民政部门',
  recognized: '认定了救助身份',
  'not-recognized': '没有认定救助身份',
})

const payerName = ({ admdvs, dept }: Pick<PayerSum, 'admdvs' | 'dept'>) =>
  dept === ownDept ? `${areaName(admdvs)}医疗救助` : ((deptNames as Record<string, string>)[dept] ?? '其他部门救助')

const sums = (all: readonly PayerSum[]) => all.map((one) => `${payerName(one)}${sumInWords(one.amt)}`).join('，')

/** All sentences of the bundle. */
export const texts = {
  opened: (year: number): string =>
    `${year}年的医疗救助自动办理，不用申请：每月底按您结算的费用和救助身份算一次，该给的直接付给您。`,
  confirming: (all: readonly PayerSum[]): string => `算好了：${sums(all)}，请经办人员确认。`,
  changed: (all: readonly PayerSum[]): string => `金额有变化，重新请经办人员确认：${sums(all)}。`,
  unneeded: (): string => '又有新的情况，现在没有要付的。',
  confirm: (year: number): string => `${year}年医疗救助，系统按结算、救助身份和各部门已付的算出，同意后直接付给本人。`,
  refused: (reason: string | undefined): string =>
    `经办人员核对后，这次没有付医疗救助${becauseOf(reason)}。应救助的金额有变化时会重新算。`,
  ordered: (all: readonly PayerSum[]): string => `已通知银行付款：${sums(all)}。`,
  paid: (all: readonly PayerSum[]): string => `医疗救助到账了：${sums(all)}。`,
  needsAccount: (amt: Fen): string =>
    `有${sumInWords(amt)}医疗救助要付给您，还没有收款的银行账户。请填一个本人（孩子填监护人）的银行账户。`,
  returned: (): string => '银行没能把医疗救助付到账户。钱没有少，请换一个银行账户。',
  heirs: (): string => '这笔钱没有可用的收款账户，工作人员会联系家属。',
  recovering: (): string => '年度清算：前面给的比应该给的多，工作人员会联系您。',
  recover: (all: readonly PayerSum[]): string => `年度清算后，已经给的比应救助的多：${sums(all)}。`,
  reconciled: (year: number): string => `${year}年的医疗救助清算完了。`,
  groundGone: (): string => '原来的结算或救助身份撤销了，没有要办的。',
  warning: ({ burden, from_month, to_month }: Ground, until: Day): string =>
    `${monthInWords(from_month)}到${monthInWords(to_month)}，您自己负担的医疗费有${sumInWords(burden)}。您如果生活有困难，可以转给民政部门核对收入和财产，看能不能认定救助身份。要不要转，请在${dayInWords(until)}前告诉我们；不回答就不转。`,
  referred: (until: Day): string => `已转给民政部门，${dayInWords(until)}前等他们的结果。`,
  declined: (): string => '您说不用转，这件事到此为止。',
  noAnswer: (): string => '没有收到答复，这件事到此为止。以后需要时可以直接找民政部门。',
  notRecognized: (reason: string | undefined): string => `民政部门核对后没有认定救助身份${becauseOf(reason)}。`,
  recognized: (): string => '已经认定了救助身份，医疗救助自动办理，不用申请。',
  died: (): string => '本人去世，不再转办。',
} as const
