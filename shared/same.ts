/** Whether two values are stored as the same: what is reckoned anew and comes out alike is written and said once. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
