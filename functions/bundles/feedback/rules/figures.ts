/** What rates count of a case (RULES.md 3.1): rewritten with each step, in the list of its area by the day of opening. */
import { type Change, put } from '../../../../shared/registers/file.ts'
import { type Counted, countedKey } from '../../../../shared/registers/rows/counted.ts'
import { same } from '../../../../shared/same.ts'
import { feedbackBundle } from '../reference.ts'
import type { FeedbackCtx, FeedbackState } from '../state.ts'

/** How a case ended, as far as rates tell it apart. */
export type CountedEnd = 'silent' | 'withdrawn'

/** The figures of a case, by which every rate is reckoned at any later moment. */
export interface FeedbackFigures {
  respond_by: string
  answer_by: string
  responded_at?: string
  answered_at?: string
  solved?: boolean
  satisfied?: boolean
  end?: CountedEnd
}

const figuresOf = (
  { respondBy, answerBy, respondedAt, first, confirmed }: FeedbackState,
  end: CountedEnd | undefined,
): FeedbackFigures => ({
  respond_by: respondBy.at,
  answer_by: answerBy.at,
  ...(respondedAt === undefined ? {} : { responded_at: respondedAt }),
  ...(first === undefined ? {} : { answered_at: first.at }),
  ...confirmed,
  ...(end === undefined ? {} : { end }),
})

/** The row, if it says something new. */
export function counted({ file, case: row }: FeedbackCtx, state: FeedbackState, end?: CountedEnd): Change[] {
  const next: Counted = {
    what: feedbackBundle.bundle,
    key: row.case_id,
    admdvs: row.admdvs,
    at: state.openedAt,
    figures: { ...figuresOf(state, end) },
  }
  return same(file.one('counted', countedKey(next)), next) ? [] : [put('counted', next)]
}
