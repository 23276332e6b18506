import type { PolicyRow } from '../rows.ts'
import { filingRows } from './filing.ts'
import { newbornRows } from './newborn.ts'
import { retirementRows } from './retirement.ts'
import { transferRows } from './transfer.ts'

/** The rows the rules give. Operators' amendments are kept in the table and laid over these. */
export const basePolicies: readonly PolicyRow[] = [...transferRows, ...newbornRows, ...retirementRows, ...filingRows]
