/** What is said of an account that is missing, in every bundle alike. */

/** The bank has returned a sum: the person gives another account. `what`: the sum in words, or the money. */
export const otherAccount = (what: string): string =>
  `银行没能把${what}退到您的账户。钱没有少，请换一个您本人的银行账户。`

/** Of somebody who has died: a clerk looks for the heirs'. */
export const heirsAccount = (): string => '这笔钱没有可用的收款账户，工作人员会联系家属。'
