/** Deliberate bugs in the bundle, each of which its lives or the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

const folder = 'functions/bundles/assistance'

export const mutations: readonly Mutation[] = [
  bug(
    'aid-burdens-forgotten',
    'earlier burdens of the year do not use up the deductible',
    `${folder}/rules/due.ts`,
    'beyond(burdens + burden) - beyond(burdens)',
    'beyond(burden)',
  ),
  bug(
    'aid-cap-anew',
    'the cap holds for each settlement by itself',
    `${folder}/rules/due.ts`,
    'yuan(cap) - before',
    'yuan(cap)',
  ),
  bug(
    'aid-twice-off',
    'what a department with a row paid is taken off the burden too',
    `${folder}/rules/due.ts`,
    '(dept) => !rows.some((row) => row.dept === dept)',
    '() => true',
  ),
  bug(
    'aid-desk-forgotten',
    'what the desk gave is paid once more',
    `${folder}/rules/due.ts`,
    'gave: one.assistance',
    'gave: ZERO',
  ),
  bug(
    'aid-last-area',
    'an identity of no kind of the table decides the area',
    `${folder}/rules/identities.ts`,
    '(ofTable.length > 0 ? ofTable : all)',
    'all',
  ),
  bug(
    'aid-refused-again',
    'a clerk who refused is asked again the next month',
    `${folder}/rules/payers.ts`,
    'if (isRefused(refused, known)) return []',
    '',
  ),
  bug(
    'aid-after-death',
    'a treatment that began after the death counts',
    `${folder}/rules/settled.ts`,
    'died !== undefined && dayOf(one.begntime) > died',
    'false as boolean',
  ),
  bug(
    'aid-not-set-off',
    'what was ordered before is ordered again',
    `${folder}/rules/payers.ts`,
    'fen(gave + paid(payer))',
    'gave',
  ),
  bug(
    'aid-eleven-months',
    'a warning looks at eleven months',
    `${folder}/rules/hardship.ts`,
    'const months = 12',
    'const months = 11',
  ),
  bug(
    'aid-finer-code',
    'a finer code of a treatment is not of the kind that it lies beneath',
    `${folder}/rules/due.ts`,
    'isMedTypeOf(one.med_type, medTypes.value)',
    'medTypes.value.includes(one.med_type)',
  ),
  bug(
    'aid-recovered-early',
    'a year taken up after its end is recovered from before its run',
    `${folder}/steps/beside.ts`,
    " && ctx.case.step !== 'gather'",
    '',
  ),
  bug(
    'aid-unseen-beginning',
    'a warning does not end on the day on which an identity begins',
    `${folder}/steps/warning.ts`,
    '...(begins ? { wakeAt: startOfDay(begins) } : {})',
    '',
  ),
]
