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
]
