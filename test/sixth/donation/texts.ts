/** What a citizen or clerk reads, in plain words. */
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { giftNames } from './state.ts'

/** What people are told. */
export const notices = noticesOf('donation', { thanks: '谢谢您献血' })

/** All sentences of the bundle. */
export const texts = {
  thanks: (ml: number, days: number) => `谢谢您献血${ml}毫升。您可以选一样纪念品，${days}天内选都行，不选也没关系。`,
  thanksAlone: (ml: number) => `谢谢您献血${ml}毫升。`,
  reviewing: () => '献血量比平常多，工作人员在核对。',
  taken: (gift: keyof typeof giftNames) => `您选了${giftNames[gift]}，我们会寄给您。`,
  silent: () => '您没有选纪念品，这件事办完了。谢谢您。',
}
