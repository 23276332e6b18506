/** What people, experts and clerks read, in plain words. No text for experts names the person. */
import type { Day } from '../../../shared/calendar/index.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { becauseOf, dayInWords } from '../../acts/words.ts'
import type { WithdrawnFor } from './words.ts'

/** What people are told in this bundle. */
export const notices = noticesOf('chronic', {
  qualifies: '符合门诊慢特病条件，等您同意',
  found: '可以申请门诊慢特病评审',
  reminder: '还没有答复',
  reviewing: '正在评审',
  granted: '门诊慢特病认定了',
  refused: '没有通过评审',
  changed: '待遇的日期变了',
  ended: '待遇到期',
})

const two = (from: Day | undefined): string =>
  from === undefined ? '' : `从${dayInWords(from)}起，先按居民“两病”门诊用药保障报销，不用申请。`

/** All sentences of the bundle. */
export const texts = {
  opened: {
    screened: (name: string): string => `根据您的住院结算，您可能符合门诊慢特病“${name}”的条件。`,
    recognized: (name: string): string => `医院报来了门诊慢特病“${name}”的认定。`,
    asked: (name: string): string => `收到您的申请：门诊慢特病“${name}”。`,
  },
  qualifies: (name: string, from: Day): string =>
    `您的住院结算符合门诊慢特病“${name}”的条件，不用再交材料。您同意的话，从${dayInWords(from)}起享受待遇；不想办的也请说一声。`,
  found: (name: string): string =>
    `您住院时诊断的病可能符合门诊慢特病“${name}”的条件。您愿意的话，我们请专家评审，不用交材料；不想办的也请说一声。`,
  reminder: (name: string): string => `门诊慢特病“${name}”还在等您答复，不用交材料。`,
  reviewing: (name: string): string => `门诊慢特病“${name}”已请专家评审，结果马上告诉您。`,
  drawn: (): string => '已随机抽取一位专家评审。',
  silent: (): string => '这位专家没有按时评审，另抽一位。',
  ownInstitution: (): string => '抽中的专家就在给您看过病的医院，不能由其评审，另外安排。',
  nobodyLeft: (): string => '没有可以抽的专家，由经办人员评审。',
  granted: (name: string, from: Day): string =>
    `门诊慢特病“${name}”认定了，从${dayInWords(from)}起享受待遇，门诊看这个病、开药直接结算。`,
  refused: (name: string, reason: string | undefined, twoFrom: Day | undefined, days: number): string =>
    `门诊慢特病“${name}”没有通过评审${becauseOf(reason)}。${two(twoFrom)}您不同意这个结论的，${days}个工作日内可以要求再评审一次。`,
  refusedForGood: (name: string, reason: string | undefined): string =>
    `门诊慢特病“${name}”第二次评审也没有通过${becauseOf(reason)}。这是最终结论，病情有变化的可以重新申请。`,
  accepted: (): string => '您没有要求再评审，这件事办结。以后随时可以再申请。',
  declined: (): string => '您选择不办。以后想办随时可以申请。',
  noAnswer: (): string => '一直没有收到您的答复，先办到这里。以后想办随时可以申请。',
  becameDirect: (): string => '有一次住院结算可以直接认定，不用再评审。',
  becameSure: (): string => '认定的医院更正了报来的信息，当地承认这家医院的认定，不用再评审。',
  notDirect: (): string => '可以直接认定的住院结算撤销了。',
  withdrawn: {
    deceased: '本人去世，不再办理。',
    revoked: '作为依据的住院结算撤销了，不再办理。',
    granted: '这个病已经认定，不用再办。',
  } satisfies Record<WithdrawnFor, string>,
  goesOn: (): string => '作为依据的情况恢复了，接着办。',
  changed: (name: string, from: Day, to: Day | undefined): string =>
    `门诊慢特病“${name}”的待遇改为从${dayInWords(from)}起${to === undefined ? '' : `，到${dayInWords(to)}止`}。`,
  ended: (name: string, to: Day): string => `门诊慢特病“${name}”的待遇到${dayInWords(to)}为止。不清楚的请问当地医保。`,
  never: (name: string): string => `门诊慢特病“${name}”的待遇没有生效。`,
  review: (): string =>
    '请按下面的住院和就诊情况，判断是否符合这个病种的认定标准。不通过的写明理由；这个病本身没有确诊的，“是否确诊”写否。',
  doubtful: (): string =>
    '直接认定所依据的住院结算都撤销了。请核对本人的病情：不再符合的，待遇到今天为止；仍然符合的，待遇不变。',
}

/** What the desk reads aloud about drugs. */
export const doseTexts = {
  message: (lines: readonly { over_days: number; psn_amt: string }[]): string => {
    const over = lines.filter(({ over_days }) => over_days > 0)
    if (over.length === 0) return '没有超量，可以按规定支付。'
    const each = over.map(({ over_days, psn_amt }) => `超出${over_days}天，${psn_amt}元由本人自费`)
    return `有${over.length}种药手里的量还没有用完：${each.join('；')}。可以少开几天，或者用完再开。`
  },
}
