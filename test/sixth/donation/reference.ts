/** The bundle as others refer to it: its name, and what opens the ids of its cases. Each is about a donation's number. */
import { caseAbout } from '../../../shared/registers/cases.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'

/** Name and prefix. */
export const donationBundle = { bundle: 'donation', prefix: 'DN' } as const

/** The case of a donation. */
export const donationCase = (file: PersonFile, donation_no: string): CaseRow | undefined =>
  caseAbout(file, donationBundle.prefix, donation_no)
