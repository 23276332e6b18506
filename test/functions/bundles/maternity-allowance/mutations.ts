/** Deliberate bugs in the bundle, each of which the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

export const mutations: readonly Mutation[] = [
  bug(
    'further-child-forgotten',
    'twins bring no further days',
    'functions/bundles/maternity-allowance/rules/days.ts',
    'furtherChildren * daysPerFurtherChild',
    '0 * furtherChildren * daysPerFurtherChild',
  ),
  bug(
    'allowance-of-the-wrong-year',
    'the base of the year of discharge counts',
    'functions/bundles/maternity-allowance/rules/reckon.ts',
    'yearOf(deliveryOf(ctx).dscg_date) - 1',
    'yearOf(deliveryOf(ctx).dscg_date)',
  ),
]
