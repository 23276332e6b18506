/** Days and moments as people say them. The API writes all of them in the time of the country. */

/** 2026年3月12日, of a day or a moment. */
export function dayWords(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? []
  return year === undefined ? text : `${year}年${Number(month)}月${Number(day)}日`
}

/** 2026年3月12日 9:05. */
export function momentWords(text: string): string {
  const [, hour, minute] = /T(\d\d):(\d\d)/.exec(text) ?? []
  return hour === undefined ? dayWords(text) : `${dayWords(text)} ${Number(hour)}:${minute}`
}

/** Whichever of these are days, as people say them. */
export function daysIn(values: Record<string, string>): Record<string, string> {
  const days: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) if (/^\d{4}-\d\d-\d\d$/.test(value)) days[name] = dayWords(value)
  return days
}

/** A day and an hour that were picked, as the API wants a moment; undefined until both are. */
export const moment = (day: string | undefined, hour: string | undefined): string | undefined =>
  day && hour ? `${day}T${hour}:00+08:00` : undefined
