/** Lambda entry of the proof of the ledger, called by a schedule. */
import { deployedPorts } from '../runtime.ts'
import { makeProof } from './proof.ts'

const prove = makeProof(await deployedPorts('proof'))

/** Answers counts only: what a function answers to a schedule is kept nowhere. */
export const handler = async () => {
  const { ledger, late } = await prove()
  return { balanced: ledger?.balanced, violations: ledger?.violations.length, late: late.length }
}
