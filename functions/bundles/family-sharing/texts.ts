/** What people read, in plain words. No text says where money was spent, or for what. */
import type { Day } from '../../../shared/calendar/index.ts'
import type { Fen } from '../../../shared/money/index.ts'
import { noticesOf } from '../../../shared/tasks/notice.ts'
import { dayInWords, sumInWords } from '../../acts/words.ts'

/** What people are told in this bundle. */
export const notices = noticesOf('family-sharing', {
  shared: '个人账户给家人用了',
  ended: '个人账户不再给家人用',
  'premium-paid': '家人的医保费付好了',
  'premium-returned': '家人的医保费没有付成',
})

/** How much a share is limited to. */
const upTo = (limit: Fen | undefined): string => (limit === undefined ? '' : `，一年最多${sumInWords(limit)}`)

/** All sentences of the bundle. */
export const texts = {
  given: (user: string, limit: Fen | undefined): string =>
    `从今天起${user}看病买药可以用您的个人账户${upTo(limit)}，还可以替他（她）缴居民医保费。随时可以结束。`,
  got: (holder: string, limit: Fen | undefined): string =>
    `${holder}把医保个人账户给您用：从今天起看病买药先用您自己的，不够的用他（她）的${upTo(limit)}。出示您自己的医保码就行。`,
  ended: (holder: string, user: string, to: Day): string =>
    `${holder}的个人账户给${user}用到${dayInWords(to)}为止，第二天起不能再用。`,
  premiumAsked: (amt: Fen): string => `用您的个人账户替家人缴医保费${sumInWords(amt)}。`,
  premiumOrdered: (amt: Fen): string => `${sumInWords(amt)}已从个人账户划出，付给税务部门。`,
  premiumPaid: (amt: Fen): string => `家人的医保费${sumInWords(amt)}已付给税务部门。税务部门确认以后待遇生效。`,
  premiumReturned: (amt: Fen): string => `家人的医保费${sumInWords(amt)}没有付成，钱已回到您的个人账户，可以再付一次。`,
  balanceGone: (): string => '个人账户里到位的钱已经不够，没有付。可以再付一次。',
  paidTwice: (amt: Fen): string =>
    `银行先说${sumInWords(amt)}没有付成，钱已回到个人账户，后来又说付成了，而账户里的钱已经用掉或者又付了一次。请向税务部门核对，多付的追回。`,
}
