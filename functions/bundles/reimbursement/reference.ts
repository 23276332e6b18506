/** The bundle as others refer to it: its name, and what opens the ids of its cases. */

/** Name and prefix. */
export const reimbursementBundle = { bundle: 'reimbursement', prefix: 'RB' } as const
