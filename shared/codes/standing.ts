/**
 * How far a row of the release's data, or of a parameter, can be trusted (bundles/RULES.md 1.4): a published source names it;
 * it is used, but found in weak sources or ours, and the bureau must confirm it; an operator set it, with a source.
 */
export const standings = { published: '已公布', 'to-confirm': '待核实', set: '已录入' } as const
/** One of them. */
export type Standing = keyof typeof standings
/** What a release can say of its own rows. */
export type ReleaseStanding = Exclude<Standing, 'set'>
