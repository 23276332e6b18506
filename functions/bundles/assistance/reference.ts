/** The bundle as others refer to it: its name, and what opens the ids of its cases. */

/** Name and prefix. */
export const assistanceBundle = { bundle: 'assistance', prefix: 'AS' } as const

/** What the case of a year is about. */
export const aboutYear = (year: number): string => String(year)
/** What the warning of a year is about. */
export const aboutWarning = (year: number): string => `warning.${year}`
