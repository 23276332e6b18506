/**
 * Shares in a personal account (家庭共济): how one stands on a day, and who may use what. Each stands in two files, which one
 * commit writes. Pure.
 */
import { type Day, dayOf, minDay, yearOf } from '../../calendar/index.ts'
import { type Admdvs, sameProvince } from '../../codes/index.ts'
import { type Keys, pidOf } from '../../identity/index.ts'
import { type Fen, ZERO } from '../../money/index.ts'
import type { EventOf } from '../events.ts'
import { leadsTo, type PersonFile } from '../file.ts'
import type { At, Look } from '../look.ts'
import { mainRelationOn } from '../relation.ts'
import type { Share, SharedSpending } from '../rows.ts'

/** The shares that the person of the file gave, or has: the oldest first. */
export const sharesAs = (side: 'holder' | 'user', file: PersonFile): Share[] =>
  file
    .all('share')
    .filter((share) => leadsTo(file, share[side]))
    .sort((a, b) => (a.from === b.from ? (a.share_id < b.share_id ? -1 : 1) : a.from < b.from ? -1 : 1))

/**
 * The last day in force; undefined while none is known. A death ends it that day, whoever of the two died
 * (family-sharing/RULES.md 2.3).
 */
export function lastDayOf({ to }: Share, holder: PersonFile, user: PersonFile): Day | undefined {
  const ends = [to, holder.died, user.died].filter((day) => day !== undefined)
  return ends.length === 0 ? undefined : ends.reduce((a, b) => minDay(a, b))
}

/** Whether it is in force on a day: one that was ended is, to the end of that day. */
export function isInForce(share: Share, holder: PersonFile, user: PersonFile, on: Day): boolean {
  const to = lastDayOf(share, holder, user)
  return share.from <= on && (to === undefined || on <= to) && holder.pid !== user.pid
}

/** Whether nothing has ended it. */
export const isActive = (share: Share, holder: PersonFile, user: PersonFile): boolean =>
  lastDayOf(share, holder, user) === undefined && holder.pid !== user.pid

/** What was taken by it in the calendar year of a day, in fen; read in the holder's file. */
export const usedIn = ({ used = {} }: Share, on: Day): Fen => used[String(yearOf(on))] ?? ZERO

/** The shares between the person of the file, whose account it is, and a user. */
export const sharesWith = (holder: PersonFile, user: PersonFile): Share[] =>
  sharesAs('holder', holder).filter((share) => leadsTo(user, share.user))

/**
 * What a settlement on a day is to the holder's account in `payer`. The user's area `by` is owed it as far as it can be:
 * there is no clearing between provinces (family-sharing/RULES.md 4.5).
 */
export function sharedSpending(
  { share_id }: Share,
  { on, by, payer }: { on: Day; by: Admdvs | undefined; payer: Admdvs },
): SharedSpending {
  return { share_id, on, ...(by !== undefined && sameProvince(by, payer) ? { by } : {}), parts: [] }
}

/**
 * The share by which a reported spending was somebody else's: the first that was in force with that user on the day of the
 * event's `time` (family-sharing/RULES.md 4.1). Undefined where the event names nobody else, or there was none.
 */
export function sharedBy(
  keys: Keys,
  file: PersonFile,
  { data: { user_psn_no, insu_admdvs }, time }: EventOf<'account.spent'>,
  { look }: { look: Pick<Look, 'file'> } & Pick<At, 'now'>,
): SharedSpending | undefined {
  if (user_psn_no === undefined || file.count('share') === 0) return undefined
  const user = look.file(pidOf(keys, user_psn_no))
  const on = dayOf(time)
  const share = sharesWith(file, user).find((one) => isInForce(one, file, user, on))
  const by = mainRelationOn(user, on)?.relation.insu_admdvs
  return share && sharedSpending(share, { on, by, payer: insu_admdvs })
}
