/** The bundle as others refer to it: its name, and what opens the ids of its cases. */

/** Name and prefix. */
export const retirementBundle = { bundle: 'retirement', prefix: 'RT' } as const
