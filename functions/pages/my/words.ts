/** Moments and names as the citizens' pages say them. */
import { dayOf, type Instant, parseInstant } from '../../../shared/calendar/index.ts'
import { actorNames } from '../../../shared/registers/rows/cases.ts'
import { dayInWords } from '../../acts/words.ts'
import { awaitedNames, bundleTitles } from '../../bundles/all.ts'

/** 2026-03-10T09:05:00+08:00 → 2026年3月10日 9:05. What is no time stays as it is. */
export function momentInWords(text: string): string {
  const at = parseInstant(text)
  return at === undefined ? text : `${dayInWords(dayOf(at))} ${clockOf(at)}`
}

/** A limit: the end of a day is that day. */
export function limitInWords(text: string): string {
  const at = parseInstant(text)
  if (at === undefined) return text
  return clockOf(at) === '23:59' ? dayInWords(dayOf(at)) : momentInWords(text)
}

const clockOf = (at: Instant) => at.slice(11, 16).replace(/^0(?=\d:)/, '')

/** What a matter is called. */
export const titleOf = (bundle: string): string => bundleTitles[bundle] ?? bundle

/** Who is waited for, for what and until when. */
export function waitInWords(
  { actor, what, until }: { actor: keyof typeof actorNames; what: string; until?: string },
  forWhom = '您',
): string {
  const who = actor === 'citizen' ? forWhom : actorNames[actor]
  const limit = until === undefined ? '' : `，最晚${limitInWords(until)}`
  return `等${who}：${awaitedNames[what] ?? what}${limit}`
}
