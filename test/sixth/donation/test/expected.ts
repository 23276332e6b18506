/** What must come of a donation, by the text of its rules alone. */
import type { DonationLife } from './life.ts'

/** 2.1 to 2.3 and 3.1: looked at above 400, a gift from 200 on, chosen within 30 days. */
export function expected({ ml, found, chosenAfter }: DonationLife) {
  const isLookedAt = ml > 400
  const amount = isLookedAt ? found : ml
  const isGift = amount >= 200 && chosenAfter !== undefined && chosenAfter <= 30
  const outcome =
    amount < 200 || isGift
      ? { result: 'thanked', gift: isGift ? 'card' : undefined, ml: amount }
      : { result: 'silent', ml: amount }
  const chosen = chosenAfter === undefined ? [] : [isGift ? 'ok' : 'nothing']
  return { cases: [{ status: 'done', outcome }], answers: [isLookedAt ? 'ok' : 'nothing', ...chosen] }
}
