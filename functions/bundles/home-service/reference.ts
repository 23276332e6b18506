/** The bundle as others refer to it: its name, and what opens the ids of its cases. */

/** Name and prefix. */
export const homeServiceBundle = { bundle: 'home-service', prefix: 'HS' } as const
