/**
 * Paying at a desk (RULES.md 3): what is put to which file. The person's own comes first and says who is asked next; each
 * holder's charge is a row of the settlement there, also if it is nothing, so that whoever asks again, or for the second time
 * at once, finds it. Pure.
 */
import type { Day } from '../../../../shared/calendar/index.ts'
import type { Admdvs } from '../../../../shared/codes/index.ts'
import { type Fen, fen, sumFen, ZERO } from '../../../../shared/money/index.ts'
import type { Apply, ApplyResult } from '../../../../shared/registers/applying.ts'
import { isInForce, sharedSpending, sharesAs, usedIn } from '../../../../shared/registers/family/shares.ts'
import { type PersonFile, put } from '../../../../shared/registers/file.ts'
import { type Pid, pidIn, type Ref } from '../../../../shared/registers/ids.ts'
import { accountIn, type MoneyEffects, noMoney, oneAfterAnother } from '../../../../shared/registers/ledger.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { recall } from '../../../../shared/registers/rest.ts'
import type { DeskPayment, DeskTaken, Share, Spending } from '../../../../shared/registers/rows.ts'
import { coverSpending, spend, spendingMemo, unspend } from '../../../../shared/registers/spending.ts'
import { holderArea, isWithinScope, userArea } from './places.ts'

/** What an institution asks for. */
export interface DeskAsked {
  setl_id: string
  fixmedins_code: string
  /** In fen. */
  amt: Fen
  own_only: boolean
}

const refuse = (status: 404 | 409, code: string, detail: string): ApplyResult => ({ refused: { status, code, detail } })
const settlementKnown = refuse(
  409,
  'settlement-known',
  '这个结算编号已经用过：金额不同，或者已经退回。请用新的结算编号。',
)
const notThere = refuse(404, 'not-found', '没有找到，或者不是本机构的。')

/** The person's accounts: where they are insured first, then the others in the order of their codes (RULES.md 3.1). */
function ownAreas(file: PersonFile, on: Day): Admdvs[] {
  const first = userArea(file, on)
  const all = file.all('account').map(({ insu_admdvs }) => insu_admdvs)
  return [...(first && all.includes(first) ? [first] : []), ...all.filter((area) => area !== first).sort()]
}

/**
 * Takes the request down and what own accounts give; put to the file of the person at the desk. A share that was charged by a
 * report is among those asked, whether or not it gives anything more (RULES.md 4.2).
 */
export const beginAtDesk =
  (asked: DeskAsked): Apply =>
  (file, at) => {
    const { setl_id, fixmedins_code, amt } = asked
    const held = recall(file, at, 'desk', setl_id)
    if (held) {
      const isSame = held.fixmedins_code === fixmedins_code && held.amt === amt && held.back === undefined
      return isSame ? { ok: {} } : settlementKnown
    }
    const on = at.today
    const by = userArea(file, on)
    const mayShare = !asked.own_only && by !== undefined
    const shares = sharesAs('user', file)
      .map((share) => ({ share, holder: at.look.file(share.holder) }))
      .map((one) => ({ ...one, charged: chargedBy(one.holder, one.share, setl_id, at) }))
      .filter(({ share, holder, charged }) => charged > 0 || (mayShare && isInForce(share, holder, file, on)))
    const known = sumFen(shares.map(({ charged }) => charged))
    const { own, money } = fromOwn(file, { setl_id, amt: fen(Math.max(0, amt - known)), on }, at)
    const row: DeskPayment = {
      setl_id,
      fixmedins_code,
      amt,
      on,
      own,
      asks: shares.map(({ share }) => share.share_id),
      ...(known > 0
        ? { found: Object.fromEntries(shares.map(({ share, charged }) => [share.share_id, charged])) }
        : {}),
      ...(by === undefined ? {} : { by }),
      ...(shares.length === 0 ? { taken: own } : {}),
    }
    return { ok: { ...money, change: [put('desk', row), ...money.change] } }
  }

/** What own accounts have given already, and give now: each account once. */
function fromOwn(file: PersonFile, { setl_id, amt, on }: { setl_id: string; amt: Fen; on: Day }, at: At) {
  const areas = ownAreas(file, on)
  const before = new Map(areas.map((area) => [area, recall(file, at, 'spending', `${area}#${setl_id}`)]))
  const isOwn = (row: Spending | undefined) => row !== undefined && row.shared === undefined
  let left = amt - [...before.values()].reduce((sum, row) => sum + (isOwn(row) ? (row?.amt ?? 0) : 0), 0)
  const own: DeskTaken[] = []
  const pieces: ((laid: PersonFile) => MoneyEffects)[] = []
  for (const area of areas) {
    const held = before.get(area)
    const given = held ? ZERO : fen(Math.min(Math.max(left, 0), accountIn(file, area).balance))
    left -= given
    if (given > 0) pieces.push((laid) => charge(laid, { insu_admdvs: area, setl_id, amt: given }, 'own', at))
    const taken = isOwn(held) ? (held?.amt ?? ZERO) : given
    if (taken > 0) own.push({ insu_admdvs: area, amt: taken })
  }
  return { own, money: oneAfterAnother(file, pieces) }
}

/** Takes a sum that the account holds for a settlement that it was not charged for yet. */
function charge(
  file: PersonFile,
  row: Pick<Spending, 'insu_admdvs' | 'setl_id' | 'amt' | 'shared'>,
  about: string,
  { now }: At,
): MoneyEffects {
  const { insu_admdvs: area, setl_id, amt } = row
  const change = [put('spending', { ...row, time: now, desk: true })]
  const spent = {
    area,
    of: { setl_id },
    amt,
    about: `desk.${file.pid}.${area}.${setl_id}.${about}`,
    memo: spendingMemo,
  }
  const money = amt > 0 ? (spend(file.with(change), spent, now) ?? noMoney) : noMoney
  return { ...money, change: [...change, ...money.change] }
}

/** A holder who is asked. */
export interface Ask {
  setl_id: string
  share_id: Ref
  user: Pid
  on: Day
  /** The user's area then. */
  by: Admdvs | undefined
}

/** The holders to be asked, in turn, each with the key of their file. */
export const asksOf = ({ setl_id, asks, on, by }: DeskPayment, user: Pid): (Ask & { holder: Pid })[] =>
  asks.map((share_id) => ({ holder: pidIn(share_id) as Pid, setl_id, share_id, user, on, by }))

/** What the `nth` of the holders may be asked for at most, after so much was taken: what others were charged is theirs. */
export function mostOf({ amt, asks, found = {} }: DeskPayment, nth: number, taken: readonly DeskTaken[]): Fen {
  const others = asks.slice(nth + 1).map((share_id) => found[share_id] ?? ZERO)
  return fen(Math.max(0, amt - sumFen([...taken.map((one) => one.amt), ...others])))
}

/** Where the settlement may stand in a holder's file. */
const areasOf = (holder: PersonFile, by: Admdvs | undefined): Admdvs[] => [
  ...new Set([...holder.all('account').map(({ insu_admdvs }) => insu_admdvs), ...(by === undefined ? [] : [by])]),
]

/** The settlement as the holder's account was charged for it, at a desk or by a report (RULES.md 4.2). */
function chargeOf(holder: PersonFile, { setl_id, by }: Pick<Ask, 'setl_id' | 'by'>, at?: At): Spending | undefined {
  const found = areasOf(holder, by).map((area) => {
    const key = `${area}#${setl_id}`
    return at ? recall(holder, at, 'spending', key) : holder.one('spending', key)
  })
  return found.find((row) => row?.shared) ?? found.find((row) => row !== undefined)
}

/** What a share has given for a settlement so far, in fen, however long ago. */
function chargedBy(holder: PersonFile, { share_id }: Pick<Share, 'share_id'>, setl_id: string, { look }: At): Fen {
  const keys = areasOf(holder, undefined).map((area) => `${area}#${setl_id}`)
  const whole = keys.reduce((file, key) => look.rest.of(file, 'spending', key), holder)
  const row = chargeOf(whole, { setl_id, by: undefined })
  return row?.shared?.share_id === share_id ? row.amt : ZERO
}

/** What a holder's file says that was taken for the settlement by this share. */
export function takenBy(holder: PersonFile, { share_id, setl_id, by }: Ask): DeskTaken[] {
  const row = chargeOf(holder, { setl_id, by })
  if (!row || row.shared?.share_id !== share_id || row.amt === 0) return []
  return [{ share_id, insu_admdvs: row.insu_admdvs, amt: row.amt }]
}

/** Takes what the share gives of at most `most` fen; put to the holder's file. */
export const chargeHolder =
  (ask: Ask, most: Fen): Apply =>
  (holder, at) => {
    const { share_id, setl_id, on, by } = ask
    const share = holder.one('share', share_id)
    const held = chargeOf(holder, ask, at)
    // By an earlier share with the same user nothing could be had.
    const isFree = held?.desk && held.amt === 0 && !held.back && held.shared?.share_id !== share_id
    if (!share || (held && !isFree)) return { ok: {} }
    const area = held?.insu_admdvs ?? holderArea(holder, on) ?? by
    if (area === undefined) return { ok: {} }
    const user = at.look.file(ask.user)
    const amt = fen(Math.min(most, givenBy(holder, { share, user, area, on, by }, at)))
    const shared = sharedSpending(share, { on, by, payer: area })
    return { ok: charge(holder, { insu_admdvs: area, setl_id, amt, shared }, share_id, at) }
  }

/** What a share gives on a day at most: the balance, and what is left of its limit (RULES.md 3.2). */
function givenBy(
  holder: PersonFile,
  of: { share: Share; user: PersonFile; area: Admdvs; on: Day; by: Admdvs | undefined },
  { look }: At,
): number {
  const { share, user, area, on, by } = of
  const isOpen = isInForce(share, holder, user, on) && holderArea(holder, on) === area && by !== undefined
  if (!isOpen || !isWithinScope(look, area, by, on)) return 0
  const left = share.limit === undefined ? Number.POSITIVE_INFINITY : Math.max(0, share.limit - usedIn(share, on))
  return Math.min(accountIn(holder, area).balance, left)
}

/** Writes the whole answer down, unless it was given back meanwhile; put to the file of the person at the desk. */
export const closeAtDesk =
  (setl_id: string, taken: DeskTaken[]): Apply =>
  (file, at) => {
    const row = recall(file, at, 'desk', setl_id)
    if (!row || row.taken || row.back !== undefined) return { ok: {} }
    return { ok: { change: [put('desk', { ...row, taken })] } }
  }

/** Gives back what own accounts gave, and lets nothing more be taken; put to the file of the person at the desk. */
export const giveBackOwn =
  (setl_id: string, fixmedins_code: string): Apply =>
  (file, at) => {
    const row = recall(file, at, 'desk', setl_id)
    if (row?.fixmedins_code !== fixmedins_code) return notThere
    if (row.back !== undefined) return { ok: {} }
    const areas = file.all('account').map(({ insu_admdvs }) => insu_admdvs)
    const own = areas.flatMap((area) => recall(file, at, 'spending', `${area}#${setl_id}`) ?? [])
    const money = oneAfterAnother(
      file,
      own.filter(({ shared }) => !shared).map((one) => (laid: PersonFile) => givenBack(laid, one, at)),
    )
    return { ok: { ...money, change: [put('desk', { ...row, back: at.now }), ...money.change] } }
  }

function givenBack(file: PersonFile, held: Spending, at: At): MoneyEffects {
  const row = put('spending', { ...held, amt: ZERO, time: at.now, desk: true, back: true })
  const id = `desk-back.${file.pid}.${held.insu_admdvs}.${held.setl_id}`
  return oneAfterAnother(file, [
    () => ({ ...noMoney, change: [row] }),
    (laid) => (held.amt > 0 ? unspend(laid, held, held.amt, { id, memo: `退回：${spendingMemo}` }, at) : noMoney),
    (laid) => coverSpending(laid, `covered.${id}`, at.now),
  ])
}

/** Gives back what was taken by a share, and lets nothing be taken by it any more; put to the holder's file. */
export const giveBackHolder =
  (ask: Ask): Apply =>
  (holder, at) => {
    const { share_id, setl_id, on, by } = ask
    const held = chargeOf(holder, ask, at)
    if (held && (held.back || !held.shared)) return { ok: {} }
    if (held && held.shared?.share_id !== share_id && held.amt > 0) return { ok: {} }
    if (held) return { ok: givenBack(holder, held, at) }
    const share = holder.one('share', share_id)
    const area = holderArea(holder, on) ?? by
    if (!share || area === undefined) return { ok: {} }
    const shared = sharedSpending(share, { on, by, payer: area })
    const row: Spending = { insu_admdvs: area, setl_id, amt: ZERO, time: at.now, desk: true, back: true, shared }
    return { ok: { change: [put('spending', row)] } }
  }
