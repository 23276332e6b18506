/** The words of the bundle for its codes. */

/** What the person may say of a receipt (RULES.md 1.1). */
export const optionNames = {
  claim: '申请报销，没有别人该负责',
  'third-party': '申请报销，有别人该负责或者可能有',
  decline: '不办',
} as const

/** Why a receipt cannot be claimed (RULES.md 2). */
export const refusalNames = {
  'receipt-void': '票据作废了',
  'already-settled': '这张票据已经直接结算',
  'receipt-taken': '这张票据登记在别人名下',
  'receipt-invalid': '票据查验不通过',
  'not-insured': '出院（就医结束）那天没有正常参保',
  'too-late': '超过了申请的期限',
} as const
/** One of them. */
export type Refusal = keyof typeof refusalNames

/** Why a clerk looks at a claim (RULES.md 5.1), in the order of the rules. */
export const reviewReasons = {
  'amount-above': '金额较高，需要人工看一下',
  'third-party': '有别人该负责，或者可能有',
  'name-differs': '单据上的姓名和登记的不一样',
  'end-in-future': '就医结束时间晚于申请',
  'not-verified': '票据还没有查验的结果',
  'amount-differs': '金额与付款指令或申请的不一致',
  'amount-missing': '没有符合政策范围的金额，请核定',
  'claimed-by-another': '别人申请过这张票据',
  'person-dead': '本人已去世',
} as const
/** One of them. */
export type ReviewReason = keyof typeof reviewReasons

/** Why a sum is to be recovered (RULES.md 6.1). */
export const goneNames = {
  'receipt-void': refusalNames['receipt-void'],
  'already-settled': refusalNames['already-settled'],
  'receipt-taken': refusalNames['receipt-taken'],
} as const
/** One of them. */
export type GoneReason = keyof typeof goneNames
