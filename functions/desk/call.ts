/** What the desk is asked by: the one call that its function answers. */
export const deskCall = 'POST /v1/filing-decisions'
