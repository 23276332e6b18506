/** Deliberate bugs in the bundle, each of which the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

export const mutations: readonly Mutation[] = [
  bug(
    'later-months-count-at-once',
    'months after retirement count without a choice',
    'functions/bundles/retirement/rules/months.ts',
    'return goesOn ? months : monthsBefore(months, e)',
    'return goesOn || e ? months : monthsBefore(months, e)',
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
    'if (balance[amt] <= 0 || times[part] > 0) return []',
  ),
  bug(
    'overpaid-untold',
    'a month corrected downwards after its refund is told to nobody',
    'functions/bundles/retirement/rules/contributions.ts',
    'if (over.length === 0) return',
    'if (over.length >= 0) return',
  ),
]
