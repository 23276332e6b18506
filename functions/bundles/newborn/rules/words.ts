/** From when a premium covers that is paid today, in words: in notices and in what the case shows. */
import { yearOf } from '../../../../shared/calendar/index.ts'
import { enrolledIn, type NewbornCtx } from '../state.ts'
import { texts } from '../texts.ts'
import { isInTime, lastRetrospectDay } from './cover.ts'
import { lateFromOn } from './terms.ts'

/** Of these years, first to last; nothing if there are none, or nobody can say yet (RULES.md 7). */
export function coveredFrom(ctx: Pick<NewbornCtx, 'state' | 'look' | 'today'>, years: readonly number[]): string {
  const { birth } = enrolledIn(ctx.state)
  const [first] = years
  if (first === undefined) return ''
  if (isInTime(birth, ctx.today)) {
    const last = lastRetrospectDay(birth)
    return first === yearOf(birth) ? texts.coveredFromBirth(last) : texts.coveredFromNewYear(last, first)
  }
  const late = lateFromOn(ctx, ctx.today)
  return late.found ? texts.coveredLate[late.value] : ''
}
