/** What people and those who visit them read, in plain words. Nothing here names a person. */
import type { Day } from '../../../shared/calendar/index.ts'
import { type Admdvs, areaName } from '../../../shared/codes/index.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { dayInWords } from '../../acts/words.ts'
import { type Answer, answerNames } from './state.ts'

/** What people are told in this bundle. */
export const notices = noticesOf('outreach', {
  'how-to-enrol': '怎样参保',
  insured: '参保了',
})

/** All sentences of the bundle. */
export const texts = {
  howToEnrol: (area: Admdvs, isMinor: boolean): string =>
    `系统里没有查到${isMinor ? '孩子' : '您'}的医保。${areaName(area)}的居民可以参加居民医保：带身份证或户口簿到村（社区）、街道的便民服务点办，也可以在小程序里办；单位上班的由单位办。已经在别处参保的，上门的工作人员来时说一声就行。`,
  visiting: (): string => '请附近帮办点的工作人员上门问问情况',
  asking: (): string => '请经办人员联系本人问问情况',
  task: (): string => '这位居民没有查到参保，请上门了解情况，愿意参保的帮着办。认领以后可以看到姓名和电话。',
  answered: (answer: Answer): string => `上门了解到：${answerNames[answer]}`,
  waits: (until: Day): string => `愿意参保，等到${dayInWords(until)}`,
  insured: (isMinor: boolean): string => `已经查到${isMinor ? '孩子' : '您'}参保了，不用再办什么。`,
  exempt: (answer: Answer, to: Day): string => `${answerNames[answer]}，到${dayInWords(to)}不再问`,
  died: (): string => '本人去世，不再办理',
}
