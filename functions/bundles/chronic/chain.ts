/** The bundle `chronic`: open → (asked: choose →) (not direct: review → refused: appeal → once more) → granted, or not (RULES.md). */
import type { Decision } from '../../../shared/chain/chain.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { At } from '../../../shared/registers/look.ts'
import { isLongAgo, type Matter } from '../../../shared/registers/rest.ts'
import { endOf } from '../../../shared/registers/rows/cases.ts'
import { chronicBundle } from './reference.ts'
import { directOf } from './rules/settlements.ts'
import { startsIn } from './rules/starts.ts'
import { type ChronicCtx, type ChronicState, chain, go } from './state.ts'
import { afterEnd } from './steps/after.ts'
import { anew } from './steps/anew.ts'
import { choose } from './steps/choose.ts'
import { goneFor, open, sureWord } from './steps/open.ts'
import { withdrawn } from './steps/over.ts'
import { appeal, review } from './steps/review.ts'
import { texts } from './texts.ts'

/** Before every step: nothing is left to be done, or a settlement makes the case direct, or no longer does (RULES.md 1.1, 4). */
function overrides(ctx: ChronicCtx): Decision<ChronicState, 'open'> | undefined {
  if (ctx.case.step === 'open') return undefined
  const gone = goneFor(ctx)
  if (gone) return withdrawn(ctx, gone)
  if (sureWord(ctx)) return go('open', { say: texts.becameSure() })
  const isDirect = directOf(ctx).length > 0
  if (isDirect === (ctx.state.direct === true)) return undefined
  const forget = ['question', 'review', 'answerBy', ...(isDirect ? [] : ['direct'])] as (keyof ChronicState)[]
  return go('open', { forget, say: isDirect ? texts.becameDirect() : texts.notDirect() })
}

/** Cases that came to nothing, long ago; what was granted or declined is looked at for life. */
const restingCases = (file: PersonFile, at: At): Matter[] =>
  file.all('case').flatMap((row) => {
    const ended = row.bundle === chronicBundle.bundle ? endOf(row) : undefined
    const { result } = (row.outcome ?? {}) as { result?: string }
    const isLooked = result === 'granted' || result === 'declined' || result === 'refused'
    return ended === undefined || isLooked || !isLongAgo(at, 'quiet', ended) ? [] : [{ cases: [row], rows: [] }]
  })

/** The chain of the bundle. */
export const chronicChain = chain({
  ...chronicBundle,
  title: '门诊慢特病',
  first: 'open',
  steps: { open, choose, review, appeal },
  starts: startsIn,
  overrides,
  ended: afterEnd,
  anew,
  atEnd: restingCases,
})
