/** All bundles. A new one is added here and nowhere else. */
import type { AnyChain } from '../../shared/chain/chain.ts'
import { filingChain } from './filing/chain.ts'
import { allowanceChain } from './maternity-allowance/chain.ts'
import { newbornChain } from './newborn/chain.ts'
import { retirementChain } from './retirement/chain.ts'
import { transferChain } from './transfer/chain.ts'

/** The chains of all bundles, in the order they are asked: who waits for another comes after it. */
export const chains: readonly AnyChain[] = [transferChain, newbornChain, allowanceChain, retirementChain, filingChain]
