/** Deliberate bugs in the bundle, each of which the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

export const mutations: readonly Mutation[] = [
  bug(
    'emergency-not-deemed',
    'an emergency does not count as filed',
    'functions/bundles/filing/rules/twelve.ts',
    'visit.emergency === true || isMedClass(visit.med_type,',
    'visit.emergency === true && isMedClass(visit.med_type,',
  ),
  bug(
    'filing-a-day-too-long',
    'a temporary filing lasts to the same day so many months on, not to the day before',
    'functions/bundles/filing/rules/longest.ts',
    'to: addDays(sameDayAfter(from, held.value), -1)',
    'to: sameDayAfter(from, held.value)',
  ),
]
