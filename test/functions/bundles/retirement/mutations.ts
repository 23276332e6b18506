/** Deliberate bugs in the bundle, each of which the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

export const mutations: readonly Mutation[] = [
  bug(
    'later-months-count-at-once',
    'months after retirement count without a choice',
    'functions/bundles/retirement/rules/months.ts',
    'return goesOn ? contributed : contributedBefore(contributed, e)',
    'return goesOn || e ? contributed : contributedBefore(contributed, e)',
  ),
  bug(
    'months-elsewhere-count',
    'months paid elsewhere count where only those paid in the place itself do',
    'functions/bundles/retirement/rules/months.ts',
    "towardsPaid: where === 'area' ? monthsInArea(file, area) : all",
    'towardsPaid: where ? all : monthsInArea(file, area)',
  ),
  bug(
    'only-the-place-counts',
    'where months must be paid in the place itself, those elsewhere do not count towards the total either',
    'functions/bundles/retirement/rules/months.ts',
    'const all = monthsInProvince(file, provinceOf(area))',
    "const all = where === 'area' ? monthsInArea(file, area) : monthsInProvince(file, provinceOf(area))",
  ),
  bug(
    'years-guessed',
    'years that nobody has said are taken to be those of most places',
    'functions/bundles/retirement/rules/months.ts',
    '...(paid.found ? { paid: paid.value } : {})',
    '...{ paid: paid.found ? paid.value : 120 }',
  ),
  bug(
    'one-of-two-suffices',
    'retired after the last month needed in all, though months really paid are short then',
    'functions/bundles/retirement/rules/months.ts',
    "if (inAll === 'never' || reallyPaid === 'never') return undefined",
    "if (inAll === 'never' || reallyPaid === 'never') return inAll === 'never' ? undefined : (inAll ?? e)",
  ),
  bug(
    'resident-goes-on',
    'months from retirement on count for who chose to become a resident',
    'functions/bundles/retirement/rules/assess.ts',
    "choice !== undefined && choice.option !== 'resident'",
    'choice !== undefined',
  ),
  bug(
    'rate-leaves-no-choice',
    'who waits for the rate of a place cannot choose otherwise',
    'functions/bundles/retirement/steps/lump-sum.ts',
    'since(ctx, what) }], reason, [choose])',
    'since(ctx, what) }], reason)',
  ),
  bug(
    'refund-forgotten',
    'months that were paid back are not remembered as paid back',
    'functions/bundles/retirement/steps/pay-back.ts',
    'state: { paidBack: { ...ctx.state.paidBack, ...paidBack } },',
    'state: { paidBack },',
  ),
  bug(
    'correction-kept',
    'a month corrected upwards after its refund keeps the rest',
    'functions/bundles/retirement/rules/contributions.ts',
    'if (balance[amt] <= 0) return []',
    'if (balance[amt] <= 0 || balance.times[part] > 0) return []',
  ),
  bug(
    'overpaid-untold',
    'a month corrected downwards after its refund is told to nobody',
    'functions/bundles/retirement/rules/contributions.ts',
    'if (over.length === 0) return',
    'if (over.length >= 0) return',
  ),
]
