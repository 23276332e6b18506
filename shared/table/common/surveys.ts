/**
 * What people answered about visits, apart from who they are: an item each, sealed, under the institution and the day.
 * It goes by itself after a while.
 */
import { type Day, startOfDay } from '../../calendar/index.ts'
import type { Keys } from '../../identity/index.ts'
import { ttlAt } from '../../keeping/index.ts'
import { ttlAttribute } from '../definition.ts'
import { surveyKey, surveyRange, surveysPartition } from '../keys/surveys.ts'
import { openAt, sealAt } from '../seals/sealed.ts'
import { queryAll, type Table, type Write } from '../table.ts'

/** An answer to one question: a score from 1 to 5, or text. */
export type SurveyAnswer =
  | { code: string; dimension: 'compliance' | 'service'; score: number }
  | { code: string; dimension: 'open'; text: string }

/** What somebody answered about a visit. */
export interface Survey {
  dept?: string
  answers: readonly SurveyAnswer[]
}

/** The write that keeps what was answered on a day; its `id` is drawn, for none may follow from whose it is. */
export function surveyWrite(keys: Keys, survey: Survey, at: { fixmedins_code: string; on: Day; id: string }): Write {
  const key = surveyKey(at.fixmedins_code, at.on, at.id)
  const p = sealAt(keys, key, JSON.stringify(survey))
  return { put: { ...key, p, [ttlAttribute]: ttlAt('surveys', startOfDay(at.on)) }, if: 'absent' }
}

/** All that was answered about an institution from one day to another, both included. */
export async function surveysOf(
  { table, keys }: { table: Table; keys: Keys },
  fixmedinsCode: string,
  { from, to }: { from: Day; to: Day },
): Promise<Survey[]> {
  const items = await queryAll(table, { pk: surveysPartition(fixmedinsCode), ...surveyRange(from, to) })
  return items.map((item) => JSON.parse(openAt(keys, item)) as Survey)
}
