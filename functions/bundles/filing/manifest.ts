/** The bundle `filing`. */
import type { Manifest } from '../../manifest.ts'
import { filingChain } from './chain.ts'

export const filing: Manifest = {
  chain: filingChain,
  tasks: [],
}
