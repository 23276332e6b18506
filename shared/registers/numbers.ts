/** Identity numbers as a person's register has them. */
import type { Person } from './rows.ts'

/** Whether an identity number (keyed hash) leads to this person, as their register says. */
export const answersTo = (person: Person | undefined, cert: string): boolean =>
  person?.cert_hash === cert || person?.also?.includes(cert) === true
