/** An electronic receipt (医疗收费电子票据) by its two numbers: one in the whole system. */

/** Names one. */
export interface ReceiptName {
  readonly elec_bill_code: string
  readonly elec_billno_code: string
}

/** What an event says of a receipt: that it is the person's who was treated, or that it was settled directly for them. */
export type ReceiptSaid = ReceiptName & { readonly as: 'uploaded' | 'settled' }

/** The receipt in one text that no other has. */
export const receiptText = ({ elec_bill_code, elec_billno_code }: ReceiptName): string =>
  `${elec_bill_code}#${elec_billno_code}`
