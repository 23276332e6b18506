/** Why a share, a payment at a desk or a premium may be refused (RULES.md 2.2, 3.3, 5.2). */
import type { Problems } from '../../calls/problem-codes.ts'

const places = {
  'no-account': {
    status: 409,
    name: '没有可以共济的个人账户',
    when: '授权人没有职工医保，没有可以共济的个人账户',
    remedy: '参加职工医保以后再办',
    en: { when: 'The holder has no employee’s relation, and so no account to share', remedy: 'Ask again once insured' },
  },
  'out-of-scope': {
    status: 409,
    name: '两地还不能共济',
    when: '使用人参保的地方不在授权人参保地的共济范围里',
    remedy: '等参保地放开范围，或者使用人转到范围内参保以后再办',
    en: {
      when: 'The user is insured where accounts of the holder’s area are not shared',
      remedy: 'Ask again once the area’s scope reaches there, or the user is insured within it',
    },
  },
} as const satisfies Problems

/** Of a share. */
export const shareProblems = {
  'relation-not-shared': {
    status: 409,
    name: '这种亲属还不能共济',
    when: '授权人的参保地还没有把共济开到这种亲属',
    remedy: '等参保地放开以后再办',
    en: { when: 'The holder’s area does not share accounts with such relatives', remedy: 'Ask again once it does' },
  },
  ...places,
  'user-not-insured': {
    status: 409,
    name: '使用人没有参保',
    when: '使用人现在没有参保',
    remedy: '使用人参保以后再办',
    en: { when: 'The user is not insured now', remedy: 'Ask again once the user is insured' },
  },
  'already-shared': {
    status: 409,
    name: '已经给这个人用了',
    when: '个人账户已经给这个人用了',
    remedy: '不用再办；要改额度的，先结束再办',
    en: {
      when: 'The account is shared with this user already',
      remedy: 'Nothing needs doing; for another limit end it first',
    },
  },
  'too-many-users': {
    status: 409,
    name: '使用人已经够多了',
    when: '使用这个账户的家人已经到上限',
    remedy: '先结束一个再办',
    en: { when: 'As many use the account as may', remedy: 'End one first' },
  },
} as const satisfies Problems

/** Of its end. */
export const endProblems = {
  'share-ended': {
    status: 409,
    name: '共济已经结束',
    when: '这个共济已经结束了',
    remedy: '不用再办',
    en: { when: 'The share has ended', remedy: 'Nothing needs doing' },
  },
} as const satisfies Problems

/** Of a payment at a desk. */
export const deskProblems = {
  'settlement-known': {
    status: 409,
    name: '结算编号已经用过',
    when: '这个人的这个结算编号已经按另一个金额用过，或者已经退回',
    remedy: '金额没有变的按原金额重发；变了的用新的结算编号',
    en: {
      when: 'The settlement was charged with another amount, or was given back',
      remedy: 'Send the same amount again, or use a new settlement number',
    },
  },
} as const satisfies Problems

/** Of a premium. */
export const premiumProblems = {
  ...places,
  'bill-closed': {
    status: 409,
    name: '缴费单不用再缴',
    when: '缴费单已经缴过、换了新的，或者正在付',
    remedy: '重新读家人的缴费单；正在付的等结果',
    en: {
      when: 'The bill was paid or superseded, or is being paid so',
      remedy: 'Read the bills anew; wait for a payment under way',
    },
  },
  'balance-short': {
    status: 409,
    name: '到位的钱不够',
    when: '个人账户里到位的钱不够缴这张单',
    remedy: '等转移来的钱结清，或者用别的办法缴',
    en: {
      when: 'The part of the account that real money backs is smaller than the bill',
      remedy: 'Wait for the clearing, or pay in another way',
    },
  },
} as const satisfies Problems
