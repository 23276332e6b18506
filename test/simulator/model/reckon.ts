/** Months and sums by plain arithmetic, for the models: nothing of the calendar and the money of the system. */

/** Months since the year 0; of `202603`, `2026-03` and `2026-03-31` alike. */
export function monthIndex(text: string): number {
  const digits = text.replaceAll('-', '')
  return Number(digits.slice(0, 4)) * 12 + Number(digits.slice(4, 6)) - 1
}

/** The month of such a number, as `202603`. */
export const monthAt = (at: number): string => `${Math.floor(at / 12)}${String((at % 12) + 1).padStart(2, '0')}`

/** Fen of a sum in yuan. */
export const fenOf = (amt: unknown): number => Math.round(Number(amt) * 100)
