/** The key of a receipt's item: whose it is. */
import type { ReceiptName } from '../../../events/heard.ts'
import { receiptText } from '../../../events/heard.ts'
import { type Keys, keyedHash } from '../../identity/index.ts'
import type { Key } from '../table.ts'

/** By the keyed hash of its two numbers: whoever reads keys learns of no receipt. */
export const receiptKey = (keys: Keys, receipt: ReceiptName): Key => ({
  pk: `RECEIPT#${keyedHash(keys, 'receipt', receiptText(receipt))}`,
  sk: 'owner',
})
