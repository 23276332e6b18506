/** Days, months, sums and reasons as they are read aloud, in every bundle alike. */
import { type Day, type Month, yearOf } from '../../shared/calendar/index.ts'
import { type Fen, formatYuan } from '../../shared/money/index.ts'

/** 2026-03-10 → 2026年3月10日. */
export const dayInWords = (day: Day): string => `${yearOf(day)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** 202603 → 2026年3月. */
export const monthInWords = (month: Month): string => `${yearOf(month)}年${Number(month.slice(4))}月`

/** 217704 fen → 2177.04元. */
export const sumInWords = (amt: Fen): string => `${formatYuan(amt)}元`

/** A reason somebody gave, after what it is the reason for; nothing where none was given. */
export const becauseOf = (reason: string | undefined): string => (reason ? `：${reason}` : '')

/** The same in the midst of a sentence. */
export const because = (reason: string | undefined): string => (reason ? `（${reason}）` : '')
