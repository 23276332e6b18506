/** All transfers of the sample day (transfer/RULES.md): how many of which kind, and how much money. */
import { clearAll, rounds } from '../../../events/samples/office.ts'
import type { Kinds, Scenario, Script, Stories } from '../../../events/samples/script.ts'
import * as money from './stories/money.ts'
import * as origin from './stories/origin.ts'
import * as plain from './stories/plain.ts'
import * as undone from './stories/undone.ts'
import * as unlooked from './stories/unlooked.ts'

/** Hebei's figures: 41.9612 million yuan in 19,276 transfers; the mean, in fen. */
const meanBalance = 4_196_120_000 / 19_276

type Story = (script: Script, balance: number, which: number) => void

/** A kind of transfer, how many of them there are at full scale, and whether there is money in it. */
const kinds: readonly (readonly [Story, number, 'money' | 'none'])[] = [
  [plain.plain, 160, 'money'],
  [plain.zeroBalance, 40, 'none'],
  [plain.interrupted, 18, 'money'],
  [plain.pauseComesLater, 18, 'money'],
  [plain.monthPaidTwice, 8, 'money'],
  [plain.anyOrder, 120, 'money'],
  [plain.duplicates, 8, 'money'],
  [origin.twoOrigins, 12, 'money'],
  [origin.pausedTheSameDay, 4, 'money'],
  [origin.clerkChooses, 6, 'money'],
  [origin.neverPaused, 3, 'money'],
  [origin.laterPlaceInTime, 4, 'money'],
  [origin.laterPlaceTooLate, 4, 'money'],
  [origin.takenUpAgain, 3, 'money'],
  [origin.onward, 4, 'money'],
  [money.refund, 8, 'money'],
  [money.refundToAsk, 6, 'money'],
  [money.refundReturned, 4, 'money'],
  [money.refundToNewerAccount, 2, 'money'],
  [money.refundHeld, 2, 'money'],
  [money.refundThenCredit, 2, 'money'],
  [money.held, 6, 'money'],
  [money.lateCredit, 6, 'money'],
  [money.firstCreditLate, 4, 'money'],
  [money.lateSpending, 5, 'money'],
  [money.lateSpendingTooMuch, 2, 'money'],
  [undone.revokedEarly, 5, 'money'],
  [undone.pausedAgain, 3, 'money'],
  [undone.reversed, 4, 'money'],
  [undone.reversedAfterClearing, 3, 'money'],
  [undone.reversedUntouched, 2, 'money'],
  [undone.spentInPart, 3, 'money'],
  [undone.revokedAfterRefund, 2, 'money'],
  [undone.revokedAfterHeld, 2, 'money'],
]

/** Those outside Hebei, with sums of their own: where nobody need look at them, or only at large ones. */
const elsewhere: Kinds = [
  [unlooked.hunan, 12],
  [unlooked.hunanLateCredit, 2],
  [unlooked.hunanReversed, 2],
  [unlooked.zhejiang, 12],
  [unlooked.zhejiangAbove, 3],
  [unlooked.zhejiangSpent, 2],
]

/** Writes the transfers; at a small scale there is still one of each kind. */
export const stories: Stories = (script, scale) => {
  const { random } = script
  const told = kinds.flatMap(([story, count, has]) => {
    const wanted = Math.max(1, Math.round(count * scale))
    const all = Array.from({ length: Math.max(count, wanted) }, (_, i) => i)
    return random
      .shuffled(all)
      .slice(0, wanted)
      .map((which) => ({ story, which, has }))
  })
  const weights = told.map(({ has }) => (has === 'money' ? random.spread() : 0))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  money.refuseAccounts(script)
  for (const [i, { story, which }] of told.entries()) {
    const share = ((weights[i] ?? 0) / all) * meanBalance * told.length
    story(script, share === 0 ? 0 : Math.max(100, Math.round(share)), which)
  }
  script.tell(elsewhere, scale, 1)
  for (let which = 0; which < 6; which++) plain.noTransfer(script, 0, which)
  const late = origin.clerkAsked
  script.pass(script.at(late - 1, '08:00'))
  for (const name of ['noon', 'evening'] as const) script.clerksDecide(script.at(late, rounds[name][1]))
  // Nothing stays uncleared.
  clearAll(script, script.at(late, '20:00'))
}

/** Told by themselves. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'transfer',
    title: {
      zh: '换了统筹区：关系、年限和个人账户跟着走',
      en: 'Another pooling area: relation, months and account follow',
    },
    tell: (script) => plain.plain(script, 217_704),
  },
]
