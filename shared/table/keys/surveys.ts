/** Keys of what was answered about visits: by institution and day, and nothing that leads to anybody. */
import type { Day } from '../../calendar/index.ts'
import type { Key } from '../table.ts'

/** All answers about an institution, whose code may be written in whichever letters. */
export const surveysPartition = (fixmedinsCode: string) => `SURVEYS#${fixmedinsCode.toUpperCase()}`
/** One of them; `id` is drawn, and stands nowhere else. */
export const surveyKey = (fixmedinsCode: string, on: Day, id: string): Key => ({
  pk: surveysPartition(fixmedinsCode),
  sk: `${on}#${id}`,
})
/** Those of a stretch of days, both included. */
export const surveyRange = (from: Day, to: Day) => ({ from: `${from}#`, to: `${to}#~` })
