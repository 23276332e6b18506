/** The bundle as others refer to it: its name, what opens the ids of its cases, and what each is about. */
import type { Day } from '../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'

/** Name and prefix. */
export const transferBundle = { bundle: 'transfer', prefix: 'TR' } as const

/** What a case is about: the place the person is insured in now, and the day that period began. */
export const aboutPeriod = (to: Admdvs, enrolledOn: Day): string => `${to}#${enrolledOn}`
