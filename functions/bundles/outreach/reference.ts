/** The bundle as others refer to it: its name, and what opens the ids of its cases. */

/** Name and prefix. */
export const outreachBundle = { bundle: 'outreach', prefix: 'OT' } as const
