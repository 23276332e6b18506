/** The bundle as others refer to it: its name, and what opens the ids of its cases. */

/** Name and prefix. */
export const chronicBundle = { bundle: 'chronic', prefix: 'CD' } as const
