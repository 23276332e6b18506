/**
 * A person's money reckoned from the movements alone, naively: what in each area is real, and what is a promise of which
 * claim. Money becomes real when it comes from outside or its claim is cleared, and never else: what comes back is what
 * it was when it went.
 */
import type { Movement } from '../../../shared/registers/ledger.ts'
import type { Account } from '../../../shared/registers/rows.ts'

interface Purse {
  real: number
  /** By claim; one that is spent up stays until the claim is resolved. */
  promised: Map<string, number>
}

/** A sum that left a purse: of a claim, or real. */
interface Part {
  claim?: string
  amt: number
}

/** The purses of one person. */
export class Purses {
  #purses = new Map<string, Purse>()
  /** What was there when the number was lost, on its way to the one that is kept. */
  #left = new Map<string, Purse>()
  #closed = false
  /** What comes from a lost number, by ledger account. */
  readonly #coming = new Map<string, number>()
  /** What went with a claim, and what a settlement was paid with. */
  readonly #gone = new Map<string, Part[]>()
  readonly #sums = new Map<string, number>()
  /** Claims of which a part was spent before they were paid. */
  readonly #used = new Set<string>()
  /** By settlement that was paid under another number too: what the earlier report of it was paid with. */
  readonly #twice = new Map<string, Part[]>()

  /** Takes a movement in; what is wrong with it. */
  take(move: Movement): string[] {
    const [from, to] = [this.#purse(move.debit), this.#purse(move.credit)]
    if (move.mode === 'post') return this.#paid(move.resolves as string)
    if (move.mode === 'void') return this.#bringBack(from as Purse, this.#gone.get(move.resolves as string) ?? [])
    if (move.kind === 'merge-out') {
      this.close()
      return same(move, wholeOf(this.#left.get(areaOf(move.debit))))
    }
    if (move.kind === 'merge-in') return same(move, this.#coming.get(move.debit))
    if (move.kind === 'reversal-out' && from) return this.#reversed(from, move)
    if (from) return this.#leaves(from, move)
    if (!to) return []
    if (move.id.endsWith('.in')) to.promised.set(move.id.slice(0, -'.in'.length), move.amt)
    else if (move.setl_id !== undefined) return this.#corrected(to, move)
    else to.real += move.amt
    return []
  }

  /** What an account says that these purses do not. */
  differences({ insu_admdvs, balance, lots }: Account): string[] {
    const { real, promised } = this.#purses.get(insu_admdvs) ?? { real: 0, promised: new Map<string, number>() }
    const told = JSON.stringify(lots.filter(({ left }) => left > 0).map(({ claim, left }) => [claim, left]))
    const reckoned = JSON.stringify([...promised].filter(([, left]) => left > 0))
    const funded = balance - lots.reduce((sum, lot) => sum + lot.left, 0)
    if (funded === real && told === reckoned) return []
    return [`${insu_admdvs}: funded ${funded}, virtual ${told}; should be ${real}, ${reckoned}`]
  }

  /** The number is lost: all that is here leaves. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#left = this.#purses
    this.#purses = new Map()
  }

  /** All that left the lost number `pid` comes in; `isEarlier`: whether its report of a settlement told twice is. */
  join(pid: string, other: Purses, isEarlier: (settlement: string) => boolean): void {
    for (const [area, purse] of other.#left) {
      const held = this.#of(area)
      held.real += purse.real
      for (const [claim, left] of purse.promised) held.promised.set(claim, left)
      this.#coming.set(`merging:${pid}:${area}`, wholeOf(purse))
    }
    other.#left.clear()
    for (const [claim, amt] of other.#sums) this.#sums.set(claim, amt)
    for (const claim of other.#used) this.#used.add(claim)
    for (const [key, parts] of other.#twice) this.#twice.set(key, parts)
    for (const [key, parts] of other.#gone) {
      const held = this.#gone.get(key)
      const [earlier, later] = isEarlier(key) ? [parts, held] : [held, parts]
      if (held && earlier) this.#twice.set(key, earlier)
      this.#gone.set(key, held ? (later ?? []) : parts)
    }
  }

  #purse(account: string): Purse | undefined {
    return account.startsWith('person:') ? this.#of(account.split(':')[2] as string) : undefined
  }

  #of(area: string): Purse {
    const held = this.#purses.get(area) ?? { real: 0, promised: new Map<string, number>() }
    this.#purses.set(area, held)
    return held
  }

  #paid(claim: string): string[] {
    for (const purse of this.#purses.values()) {
      const left = purse.promised.get(claim)
      if (left === undefined) continue
      if (left < (this.#sums.get(claim) ?? 0)) this.#used.add(claim)
      purse.real += left
      purse.promised.delete(claim)
    }
    return []
  }

  #leaves(from: Purse, move: Movement): string[] {
    const parts = takeFrom(from, move.amt)
    if (move.mode === 'pending') {
      this.#gone.set(move.id, parts)
      this.#sums.set(move.id, move.amt)
    }
    if (move.setl_id !== undefined) this.#spent(move, parts)
    return parts.reduce((sum, { amt }) => sum + amt, 0) === move.amt ? [] : [`${move.id}: more than there was`]
  }

  /** What a settlement was paid with, seen from its own area: elsewhere's money is a promise of elsewhere. */
  #spent(move: Movement, parts: Part[]): void {
    const area = (move.kind === 'late-spending' ? move.credit : move.debit).split(':').at(-1) as string
    const late = move.kind === 'late-spending'
    if (late) this.#of(area).promised.set(move.id, 0)
    const key = `${area}#${move.setl_id}`
    this.#gone.set(key, [...(this.#gone.get(key) ?? []), ...(late ? [{ claim: move.id, amt: move.amt }] : parts)])
  }

  /** A settlement was less: promises come back first, the last first, then what was real. */
  #corrected(to: Purse, move: Movement): string[] {
    const key = `${move.credit.split(':').at(-1)}#${move.setl_id}`
    // One that was told under two numbers: what the earlier report took comes back.
    const of = move.id.startsWith('merged.') ? this.#twice : this.#gone
    const paid = of.get(key) ?? []
    const inTurn = [
      ...paid.filter(({ claim }) => claim === undefined),
      ...paid.filter(({ claim }) => claim !== undefined),
    ]
    const back: Part[] = []
    let left: number = move.amt
    while (left > 0) {
      const last = inTurn.pop()
      if (!last) return [`${move.id}: more comes back of ${move.setl_id} than was paid`]
      const amt = Math.min(left, last.amt)
      left -= amt
      back.push({ ...last, amt })
      if (amt < last.amt) inTurn.push({ ...last, amt: last.amt - amt })
    }
    of.set(key, inTurn)
    return this.#bringBack(to, back)
  }

  #bringBack(to: Purse, parts: readonly Part[]): string[] {
    for (const { claim, amt } of parts) {
      const promised = claim === undefined ? undefined : to.promised.get(claim)
      if (promised === undefined) to.real += amt
      else to.promised.set(claim as string, promised + amt)
    }
    return []
  }

  /** A transfer is taken back: whole, and the very money that it brought. */
  #reversed(from: Purse, move: Movement): string[] {
    const claim = move.reverses ?? move.id.replace(/\.back$/, '')
    const promised = from.promised.get(claim)
    const whole = promised === undefined ? !this.#used.has(claim) && from.real >= move.amt : promised === move.amt
    if (!whole) return [`${claim} was taken back after it was used`]
    if (promised === undefined) from.real -= move.amt
    else if (move.mode === 'posted') from.promised.delete(claim)
    else from.promised.set(claim, 0)
    if (move.mode === 'pending') this.#sums.set(move.id, move.amt)
    return []
  }
}

const areaOf = (account: string) => account.split(':').at(-1) as string

const wholeOf = (purse: Purse | undefined): number =>
  purse === undefined ? 0 : [...purse.promised.values()].reduce((sum, left) => sum + left, purse.real)

const same = ({ id, amt }: Movement, held = 0) => (amt === held ? [] : [`${id}: ${amt} go over, ${held} are there`])

/** Real money is spent first, then promises, oldest first. */
function takeFrom(purse: Purse, amt: number): Part[] {
  const real = Math.min(purse.real, amt)
  purse.real -= real
  const parts: Part[] = real > 0 ? [{ amt: real }] : []
  let left = amt - real
  for (const [claim, held] of purse.promised) {
    const used = Math.min(left, held)
    if (used === 0) continue
    left -= used
    purse.promised.set(claim, held - used)
    parts.push({ claim, amt: used })
  }
  return parts
}
