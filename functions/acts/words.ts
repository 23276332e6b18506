/** Days, months, sums and reasons as they are read aloud, in every bundle alike. */
import { type Month, yearOf } from '../../shared/calendar/index.ts'
import { type Fen, formatYuan } from '../../shared/money/index.ts'

export { dayInWords } from '../../shared/calendar/index.ts'

/** 202603 → 2026年3月. */
export const monthInWords = (month: Month): string => `${yearOf(month)}年${Number(month.slice(4))}月`

/** 217704 fen → 2177.04元. */
export const sumInWords = (amt: Fen): string => `${formatYuan(amt)}元`

/** A reason somebody gave, after what it is the reason for; nothing where none was given. */
export const becauseOf = (reason: string | undefined): string => (reason ? `：${reason}` : '')

/** The same in the midst of a sentence. */
export const because = (reason: string | undefined): string => (reason ? `（${reason}）` : '')
