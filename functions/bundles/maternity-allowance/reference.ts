/** The bundle as others refer to it: its name, what opens the ids of its cases, and which case is about what. */
import { caseAbout } from '../../../shared/registers/cases.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { CaseRow, Delivery } from '../../../shared/registers/rows.ts'

/** Name and prefix. */
export const allowanceBundle = { bundle: 'maternity-allowance', prefix: 'MA' } as const

/** What a case is about: a delivery as it was settled. */
export const aboutDelivery = ({ setl_id }: Delivery): string => setl_id

/** The case of a delivery, in the mother's file. */
export const allowanceCase = (mother: PersonFile, delivery: Delivery): CaseRow | undefined =>
  caseAbout(mother, allowanceBundle.prefix, aboutDelivery(delivery))
