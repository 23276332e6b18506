/** What each word of the bundle is called. */

/** Why somebody cannot come themselves. */
export const reasonNames = {
  elder: '年纪大，行动不便',
  disabled: '残疾',
  ill: '生病，出不了门',
  remote: '住得偏远',
} as const

/** What a visit came to. */
export const visitNames = { done: '当场办好', collected: '收了材料带回去办' } as const
/** One of them. */
export type Visited = keyof typeof visitNames

/** What a case comes to. */
export const resultNames = { served: '已上门服务', 'not-served': '没有上门' } as const
