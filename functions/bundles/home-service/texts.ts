/** What people and those who visit them read, in plain words. No text names the person or where they live. */
import { type Day, dayOf, type Instant } from '../../../shared/calendar/index.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { because, becauseOf, dayInWords } from '../../acts/words.ts'
import type { Visited } from './words.ts'

/** What people are told in this bundle. */
export const notices = noticesOf('home-service', {
  coming: '谁上门服务',
  served: '已经上门了',
  'not-served': '没能上门',
})

/** All sentences of the bundle. */
export const texts = {
  opened: (by: Instant): string =>
    `收到您的上门服务请求，我们在${dayInWords(dayOf(by))}前上门。谁上门、电话多少，会先告诉您。`,
  asking: (point: string): string => `已请${point}上门，等他们认领。`,
  coming: (point: string, tel: string | undefined): string =>
    `${point}会上门为您服务${tel === undefined ? '' : `，电话${tel}`}。上门的人会出示工作证，不收费，也不会要您的密码。`,
  unnamed: (): string => '附近的网点',
  declined: (): string => '这个网点去不了，另请一家。',
  unclaimed: (): string => '这个网点没有及时认领，另请一家。',
  assigning: (): string => '附近没有网点能上门，已请经办人员安排。',
  served: (on: Day, result: Visited | undefined): string =>
    `${dayInWords(on)}已经上门${result === 'collected' ? '，材料收走了，接着办' : ''}。如果没有人来过，请马上告诉我们。`,
  notServed: (reason: string | undefined): string =>
    `这次没能安排上门${becauseOf(reason)}。您可以到网点办，或者再申请一次。`,
  withdrawn: (reason: string | undefined): string => `您撤回了上门服务请求${because(reason)}，不用再等。`,
  died: (): string => '本人去世，不再上门',
  visit: (): string => '请上门服务。认领以后可以看到姓名、地址和电话；去不了的请尽快说明，好另请一家。',
  assign: (): string => '没有网点认领这次上门。请指定一个网点，或者由经办人员上门。认领以后可以看到姓名、地址和电话。',
}
