/** Deliberate bugs in the bundle, each of which the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

const rules = 'functions/bundles/maternity-allowance/rules'

export const mutations: readonly Mutation[] = [
  bug(
    'further-child-forgotten',
    'twins bring no further days',
    `${rules}/days.ts`,
    'furtherChildren * days.more',
    '0 * furtherChildren * days.more',
  ),
  bug(
    'allowance-of-the-wrong-year',
    'the base of the year of discharge counts',
    `${rules}/reckon.ts`,
    'yearOf(deliveryOf(ctx).dscg_date) - 1',
    'yearOf(deliveryOf(ctx).dscg_date)',
  ),
  bug(
    'none-alive-extended',
    'days by the order of the child though none was born alive',
    `${rules}/days.ts`,
    'if (alive_count === 0 && extended.none_alive !== undefined) return extended.none_alive',
    '',
  ),
  bug(
    'months-paid-on-ignored',
    'months from the discharge on do not count',
    `${rules}/months.ts`,
    'for (const at of later) {',
    'for (const at of later.slice(0, 0)) {',
  ),
  bug(
    'broken-off-counts',
    'months that broke off a month before they ought to end count',
    `${rules}/months.ts`,
    'for (let at = first; paid.has(at);',
    'for (let at = paid.has(first) ? first : addMonths(first, -1); paid.has(at);',
  ),
  bug(
    'alone-by-the-clerk',
    'who pays alone has no base of her own',
    `${rules}/reckon.ts`,
    'paysAlone(ctx) ? ownBase(ctx) : declaredBase(ctx)',
    'declaredBase(ctx)',
  ),
  bug(
    'alone-everywhere',
    'who pays alone gets it where the place gives none',
    `${rules}/eligibility.ts`,
    'return flexible.found && flexible.value ? undefined',
    'return flexible.found ? undefined',
  ),
  bug(
    'employer-told-late-ignored',
    'an employer that is told late is not asked',
    'functions/bundles/maternity-allowance/overrides.ts',
    "if (state.verification && (state.verification === 'alone') !== paysAlone(ctx)) {",
    'if (false as boolean) {',
  ),
  bug(
    'payee-of-the-nation',
    'provinces that paid persons before do not count',
    'functions/bundles/maternity-allowance/parameters.ts',
    "personFrom('330000', '2025-07-01'",
    "personFrom('330000', '2026-02-01'",
  ),
]
