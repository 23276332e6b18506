/** What the person and the clerk at the desk are told. Plain words, nobody's data. */
import type { Day } from '../../../shared/calendar/index.ts'
import { type Admdvs, areaName } from '../../../shared/codes/index.ts'
import { formatDecimal, ratio as ratioOf } from '../../../shared/money/index.ts'
import type { Filing } from '../../../shared/registers/rows.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { dayInWords } from '../../acts/words.ts'
import { type DecisionKind, decisionNames } from './rules/decision.ts'

/** What the person is told: the decision, or that the visit was cancelled. */
export const notices = noticesOf('filing', { ...decisionNames, revoked: '就诊已取消' })

/** A kind of self-service filing by its everyday name. */
export const kindName: Readonly<Record<Filing['kind'], string>> = {
  'long-term': '异地长期居住备案',
  referral: '转诊备案',
  temporary: '临时外出就医备案',
}

/** `"0.72"` → 72% */
export function percent(ratio: string): string {
  const { num, den } = ratioOf(ratio)
  return `${formatDecimal(num * 100n, den, 2).replace(/\.?0+$/, '')}%`
}

const fullRates = (insured: Admdvs) => `可以直接结算，待遇和在参保地${areaName(insured)}一样。`
const reducedRates = (insured: Admdvs, ratio: string | undefined) =>
  ratio === undefined
    ? `可以直接结算，支付比例比在参保地低一些，具体以参保地${areaName(insured)}的规定为准。`
    : `可以直接结算，按参保地${areaName(insured)}规定的降低后比例${percent(ratio)}支付。`

/** Rule 1. */
export function notInsured(day: Day, place: Admdvs | undefined): string {
  const where = place === undefined ? '' : `在${areaName(place)}`
  return `${dayInWords(day)}就诊当天${where}没有查到正常参保的职工医保或居民医保，不能直接结算。请先自付并留好票据，再向参保地医保经办机构咨询。`
}

/** Rule 1, after death. */
export const died = (on: Day) =>
  `登记的死亡日期是${dayInWords(on)}，这一天之后的就诊不能用其医保结算。登记有误的，请向参保地医保经办机构更正。`

/** Rule 2. */
export const local = (insured: Admdvs) => `在参保地${areaName(insured)}就医，不用办异地就医备案，按本地待遇直接结算。`

/** Rule 3. */
export const accountOnly = (insured: Admdvs) =>
  `这次只用个人账户支付，参保地${areaName(insured)}规定不用备案，可以直接结算。`

/** Rule 4. */
export const notEnabled = (insured: Admdvs) =>
  `这家医疗机构还没有开通异地直接结算，这次不能直接结算。请先自付并留好票据，再回参保地${areaName(insured)}手工报销。`

/** Rule 5. */
export const deemed = (insured: Admdvs, treated: Admdvs) =>
  `从${areaName(insured)}到${areaName(treated)}就医视同已备案，不用再办手续，${fullRates(insured)}`

/** Rule 6. */
export const freeInProvince = (insured: Admdvs) =>
  `参保地${areaName(insured)}规定省内异地就医不用备案，${fullRates(insured)}`

/** Rule 7. */
export const provinceFree = (insured: Admdvs) => `本省省内异地就医免备案，${fullRates(insured)}`

/** Rule 8. */
export const student = (insured: Admdvs) =>
  `参加${areaName(insured)}居民医保的大学生异地就医不用备案，${fullRates(insured)}`

/** Rule 9. */
export const emergency = (insured: Admdvs) => `异地急诊视同已备案，不用再办手续，${fullRates(insured)}`

/** Rule 10. */
export function onFile(filing: Filing, insured: Admdvs, ratio: string | undefined): string {
  const made = `已查到本人办理的到${areaName(filing.to_admdvs)}的${kindName[filing.kind]}，`
  return made + (filing.kind === 'long-term' ? fullRates(insured) : reducedRates(insured, ratio))
}

/** Rule 11. */
export const automatic = (insured: Admdvs, treated: Admdvs, ratio: string | undefined) =>
  `到${areaName(treated)}住院（非急诊、未转诊）已自动备案，不用再办手续，${reducedRates(insured, ratio)}`

/** Rule 12. */
export const required = (insured: Admdvs, treated: Admdvs) =>
  `从${areaName(insured)}到${areaName(treated)}就医需要先备案，现在没有查到有效的备案。出院结算之前都可以自助补办，不用交材料，办好马上生效；没来得及办的，请先自付并留好票据，再回参保地手工报销。`

/** A line of the timeline: what was decided, because of what, and on what that rests. */
export const decidedBy = (decision: DecisionKind, rule: string, source: string | undefined) =>
  `${decisionNames[decision]}：${rule}${source === undefined ? '' : `（依据：${source}）`}。`

/** The record went to both sides. */
export const recorded = (insured: Admdvs, treated: Admdvs) =>
  `备案记录已发给参保地${areaName(insured)}和就医地${areaName(treated)}。`

/** A visit that needed a filing was settled, or its time passed, without one. */
export const notFiled =
  '这次就诊没有办理备案，不能直接结算，可以凭票据回参保地手工报销；需要备案的，结算以后也可以自助补办。'

/** Days of visits that are named one by one. */
const mostNamed = 5

/** A filing made after visits that it covers were settled at the person's own cost; their first days. */
export function claimByHand(begun: readonly Day[]): string {
  const days = [...new Set(begun)].map(dayInWords)
  const more = days.length > mostNamed ? '等' : ''
  return `备案已经生效。${days.slice(0, mostNamed).join('、')}${more}开始的就诊在备案之前已经自费结算，不能再改成直接结算，请凭票据回参保地手工报销。`
}

/** A filing made in time. */
export const filedInTime = '已查到补办的备案，这次就诊按已备案处理。'

/** Enrolment data came in later than the visit. */
export const insuredAfterAll = '收到了补报的参保信息，就诊那天是正常参保，重新看要不要备案。'

/** The visit did not take place. */
export const withdrawn = '医院取消了这次就诊登记，这次备案不再需要，您不用做什么。'

/** It did after all. */
export const tookPlace = '医院又上报了这次就诊，接着办理。'

/** For the clerk: the visit was cancelled when the matter had been settled or ended. */
export const taskCancelled = '医院取消了这次就诊，而备案已经办结或已经结算。请与医院核对，已经支付的由经办人员追回。'

/** The visit was settled. */
export const settled = '这次就诊已经结算，办件结束。'

/** The visit was settled after the case had ended. */
export const settledLater = '收到了这次就诊的结算信息。'

/** The settlement was undone. */
export const settlementUndone = '这次就诊的结算撤销了。'

/** The time to settle went by. */
export const neverSettled = (days: number) => `${days}天内没有收到这次就诊的结算信息，办件结束。`
