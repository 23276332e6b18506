/** All bundles. A new one is added here and nowhere else. */
import type { AnyChain } from '../../shared/chain/chain.ts'
import { transferChain } from './transfer/chain.ts'

/** The chains of all bundles, in the order they are asked. */
export const chains: readonly AnyChain[] = [transferChain]
