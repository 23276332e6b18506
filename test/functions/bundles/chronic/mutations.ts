/** Deliberate bugs in the bundle, each of which its lives or the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

const folder = 'functions/bundles/chronic'

export const mutations: readonly Mutation[] = [
  bug(
    'chronic-latest-counts',
    'a right begins with the latest direct settlement, not the earliest',
    `${folder}/steps/after.ts`,
    'const [first] = materialOf(ctx).direct',
    'const first = materialOf(ctx).direct.at(-1)',
  ),
  bug(
    'chronic-revoked-stands',
    'nobody is asked about a right that rests on nothing any more',
    `${folder}/steps/after.ts`,
    'if (isAsked || !hasDays(right) || lastOf(right) < ctx.today)',
    'if (ctx.now)',
  ),
  bug(
    'chronic-silence-too-soon',
    'who says nothing is given up a day before the last',
    `${folder}/steps/choose.ts`,
    'if (today > last)',
    'if (today >= last)',
  ),
  bug(
    'chronic-drawn-again',
    'an expert who was silent is drawn once more',
    `${folder}/rules/draw.ts`,
    '!drawn.includes(expert_no)',
    'drawn.length < 9',
  ),
  bug(
    'chronic-second-not-final',
    'a second no may be reviewed once more',
    `${folder}/steps/review.ts`,
    'if (state.first) return refused',
    'if (state.final) return refused',
  ),
  bug(
    'chronic-two-for-all',
    'two-disease benefits go to employees, too',
    `${folder}/steps/review.ts`,
    'state.insutype === residents &&',
    '',
  ),
  bug(
    'chronic-two-goes-on',
    'two-disease benefits go on beside what was granted after all',
    `${folder}/rules/rights.ts`,
    'const last = granted ? addDays(granted.from, -1) : never',
    'const last = granted && !file ? addDays(granted.from, -1) : never',
  ),
  bug(
    'chronic-others-go-on',
    'what is granted leaves other cases of the disease open',
    `${folder}/steps/open.ts`,
    "if (rights.some((right) => right.case_id !== case_id && lastOf(right) >= today)) return 'granted'",
    'if (today < case_id && rights.length < 0) return undefined',
  ),
]
