/** All messages of the national interface that are taken here. */
import type { NationalMessage } from './message.ts'
import { admissions } from './messages/admission.ts'
import { discharge } from './messages/delivery.ts'
import { personRead } from './messages/person.ts'
import { referrals } from './messages/referral.ts'
import { selfPaid } from './messages/self-paid.ts'
import { settlements } from './messages/settlement.ts'

/** They, by the numbers of their transactions. */
export const nationalMessages: readonly NationalMessage[] = [
  personRead,
  ...settlements,
  ...admissions,
  discharge,
  ...referrals,
  ...selfPaid,
].sort((a, b) => (a.infno < b.infno ? -1 : 1))

/** The message of a number; undefined if it is not taken here. */
export const nationalMessage = (infno: string): NationalMessage | undefined =>
  nationalMessages.find((message) => message.infno === infno)
