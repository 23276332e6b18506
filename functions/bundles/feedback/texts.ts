/** What people read about feedback, in plain words. */
import { type Day, dayOf, type Instant } from '../../../shared/calendar/index.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { because, becauseOf, dayInWords } from '../../acts/words.ts'
import { type Kind, kindNames } from './kinds.ts'
import type { Answer } from './state.ts'

/** What people are told in this bundle. */
export const notices = noticesOf('feedback', {
  extended: '答复延期了',
  answered: '您反映的事有答复了',
  reviewed: '复核有结果了',
})

/** A message is one line, whatever lines the officer wrote. */
const inOneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ')

const measureOf = ({ measure }: Answer) => (measure === undefined ? '' : `已采取的措施：${inOneLine(measure)}`)

/** All sentences of the bundle. */
export const texts = {
  opened: (kind: Kind, by: Instant) =>
    `收到您的${kindNames[kind]}。工作人员会在${dayInWords(dayOf(by))}前答复您，不用您再跑。`,
  joined: (ticket: string) => `热线工单${ticket}反映的是同一件事，并在一起办。`,
  accepted: () => '已有工作人员受理。',
  taken: () => '工作人员正在办理您反映的事。',
  extended: (to: Instant, reason: string) =>
    `要多花些时间查清楚${because(reason)}，最晚${dayInWords(dayOf(to))}答复您。`,
  answered: (answer: Answer, until: Day | undefined) =>
    `您反映的事有答复：${inOneLine(answer.text)}${measureOf(answer)}${until ? `请在${dayInWords(until)}前告诉我们解决了没有、满不满意。` : ''}`,
  answer: (answer: Answer) => `${inOneLine(answer.text)}${measureOf(answer)}`,
  reviewed: (answer: Answer) => `上级复核过了：${inOneLine(answer.text)}${measureOf(answer)}这是最后的答复。`,
  notSolved: () => '您说还没有解决，已请上级复核。',
  solved: (satisfied: boolean) => (satisfied ? '您说解决了，也满意，谢谢。' : '您说解决了，但不满意，我们会改进。'),
  silent: () => '没有收到您的评价，这件事到此办结；没有评价不算满意。',
  over: () => '这件事办结了。',
  withdrawn: (reason: string | undefined) => `您撤回了这件事${becauseOf(reason)}。`,
  ticketWithdrawn: () => '本人撤回了。',
} as const
