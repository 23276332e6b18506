/**
 * What somebody spends with whom a personal account is shared (decision 0108, family-sharing/RULES.md 4.3). The area that
 * insures them has paid the institution; where it is another than that of the account, the area of the account owes it, as
 * it does after a transfer: posted, advance pool of the user's area → outside; pending, the holder's account → that advance
 * pool. What comes back does so the opposite way, by taking the claim away as long as it is in no clearing and comes back
 * whole. Pure.
 */
import { type Instant, yearOf } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import { type Fen, fen, ZERO } from '../../money/index.ts'
import { claimFor } from '../between.ts'
import { type Change, type PersonFile, put } from '../file.ts'
import {
  accountIn,
  addVirtual,
  advancePool,
  bringBack,
  type Claim,
  type MoneyEffects,
  type Movement,
  oneAfterAnother,
  outside,
  personAccount,
  splitLots,
  take,
  virtualTaken,
} from '../ledger.ts'
import type { At } from '../look.ts'
import { keyOf, type SharedPart, type SharedSpending, type Spending } from '../rows.ts'

/** What the holder reads of it: neither where it was spent nor for what (family-sharing/RULES.md 4.4). */
const memo = '家人共济使用'

/** A settlement of the user's of which more is to be paid; `about` makes the ids. */
export interface SharedPaid {
  row: Spending
  shared: SharedSpending
  amt: Fen
  about: string
}

/** Takes a sum out of the holder's account in `payer`, which holds as much. */
export function payShared(
  file: PersonFile,
  { row, shared, amt, about }: SharedPaid,
  payer: Admdvs,
  now: Instant,
): MoneyEffects {
  const before = accountIn(file, payer)
  const after = take(before, amt)
  const part: SharedPart = { about, payer, amt, at: now, lots: virtualTaken(before, after) }
  const claim = claimOf(shared, part)
  const common = commonOf(row, shared, amt)
  const person = personAccount(file.pid, payer)
  const move: Movement[] = claim
    ? [
        {
          ...common,
          id: `${claim.claim_id}.out`,
          mode: 'posted',
          debit: advancePool(claim.creditor),
          credit: outside(claim.creditor),
        },
        { ...common, id: claim.claim_id, mode: 'pending', debit: person, credit: advancePool(claim.creditor) },
      ]
    : [{ ...common, id: about, mode: 'posted', debit: person, credit: outside(payer) }]
  const change = [put('account', after), withParts(file, row, [...shared.parts, part]), ...used(file, shared, amt)]
  return { change, move, claims: claim ? [{ put: claim }] : [] }
}

const commonOf = ({ setl_id }: Spending, { share_id }: SharedSpending, amt: Fen) =>
  ({ amt, memo, kind: 'family-spending', share_id, setl_id }) as const

/** What the area of the account owes the user's for a part; undefined where both are one. */
function claimOf({ by, share_id }: SharedSpending, { payer, amt, at, about }: SharedPart): Claim | undefined {
  if (by === undefined || by === payer) return undefined
  return claimFor({ from: payer, to: by, amt, at, case_id: share_id, about, memo })
}

const withParts = (file: PersonFile, row: Spending, parts: SharedPart[]): Change => {
  const held = file.one('spending', keyOf.spending(row)) ?? row
  return put('spending', { ...held, shared: { ...(held.shared as SharedSpending), parts } })
}

/** The share with so much more, or less, used in the year of the settlement. */
function used(file: PersonFile, { share_id, on }: SharedSpending, amt: number): Change[] {
  const share = file.one('share', share_id)
  const year = String(yearOf(on))
  return share
    ? [put('share', { ...share, used: { ...share.used, [year]: fen((share.used?.[year] ?? ZERO) + amt) } })]
    : []
}

/** Gives `amt` fen of it back to where they were taken, what was taken last first. `id` names the correction. */
export function giveBackShared(file: PersonFile, { insu_admdvs, setl_id }: Spending, amt: Fen, id: string, at: At) {
  const pieces: ((laid: PersonFile) => MoneyEffects)[] = []
  const key = `${insu_admdvs}#${setl_id}`
  const parts = file.one('spending', key)?.shared?.parts ?? []
  let left: number = amt
  for (let index = parts.length - 1; index >= 0 && left > 0; index--) {
    const back = fen(Math.min(left, parts[index]?.amt ?? 0))
    left -= back
    if (back > 0) pieces.push((laid) => partBack(laid, laid.one('spending', key) as Spending, index, back, id, at))
  }
  return oneAfterAnother(file, pieces)
}

function partBack(
  file: PersonFile,
  row: Spending,
  index: number,
  back: Fen,
  id: string,
  { look, now }: At,
): MoneyEffects {
  const shared = row.shared as SharedSpending
  const part = shared.parts[index] as SharedPart
  const whole = { ...part, amt: fen(part.amt + (part.back ?? 0)) }
  const claim = claimOf(shared, whole)
  const isUndone = claim !== undefined && back === whole.amt && look.claim(claim) === 'open'
  const { kept, given } = splitLots(part.lots, back)
  const left: SharedPart =
    claim && !isUndone
      ? { ...part, amt: fen(part.amt - back), back: fen((part.back ?? 0) + back) }
      : { ...part, amt: fen(part.amt - back), lots: kept }
  const parts = shared.parts.flatMap((one, at) => (at !== index ? [one] : left.amt > 0 ? [left] : []))
  const common = commonOf(row, shared, back)
  const ids = `${id}.${part.about}`
  const account = accountIn(file, part.payer)
  const done = (after: typeof account, move: Movement[], claims: MoneyEffects['claims']): MoneyEffects => ({
    change: [put('account', after), withParts(file, row, parts), ...used(file, shared, -back)],
    move,
    claims,
  })
  const person = personAccount(file.pid, part.payer)
  if (!claim) {
    const move: Movement = { ...common, id: ids, mode: 'posted', debit: outside(part.payer), credit: person }
    return done(bringBack(account, back, given), [move], [])
  }
  const { creditor: by, claim_id } = claim
  if (isUndone) {
    const move: Movement[] = [
      { ...common, id: `${claim_id}.back`, mode: 'posted', debit: outside(by), credit: advancePool(by) },
      { ...common, id: `${claim_id}.void`, mode: 'void', resolves: claim_id, debit: person, credit: advancePool(by) },
    ]
    return done(bringBack(account, back, given), move, [{ void: claim }])
  }
  const opposite: Claim = {
    ...claimFor({ from: by, to: part.payer, amt: back, at: now, case_id: shared.share_id, about: ids, memo }),
    outside: true,
  }
  const pool = advancePool(part.payer)
  const linked = { ...common, reverses: claim_id }
  const move: Movement[] = [
    { ...linked, id: `${opposite.claim_id}.in`, mode: 'posted', debit: pool, credit: person },
    { ...linked, id: opposite.claim_id, mode: 'pending', debit: outside(by), credit: pool },
  ]
  return done(addVirtual(account, back, opposite.claim_id), move, [{ put: opposite }])
}
