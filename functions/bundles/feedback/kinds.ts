/** What feedback is about, in the words of those who give it. */

/** What somebody says of our work (RULES.md 1). A bad rating opens one by itself. */
export const kindNames = {
  complaint: '投诉',
  suggestion: '建议',
  stuck: '办不成事',
  question: '咨询',
  rating: '差评',
} as const
/** One of them. */
export type Kind = keyof typeof kindNames

const { rating: _rating, ...said } = kindNames
/** What people may say by themselves, or through the hotline. */
export const saidKinds = said

/** What a bureau may name as the cause of what went wrong (parameter `feedback_causes`). */
export const causeNames = {
  system: '系统问题',
  guidance: '引导、告知不清',
  materials: '材料要求不当',
  delay: '拖延',
  attitude: '态度',
  policy: '政策本身',
  data: '数据有误',
  other: '其他',
} as const

/** How feedback was answered. */
export const resultNames = { mended: '已改正', explained: '已解释', 'not-ours': '不属于我们办' } as const
