/** Netting (transfer/RULES.md 7.2): gross by pair, net positions, and the fewest orders a greedy hand finds. Pure. */
import type { Admdvs } from '../../shared/codes/index.ts'
import { type Fen, fen } from '../../shared/money/index.ts'

/** A sum that one pooling area owes another. */
export interface Owed {
  debtor: Admdvs
  creditor: Admdvs
  amt: Fen
}

/** What one area owes another, from so many claims. */
export interface Gross {
  from_admdvs: Admdvs
  to_admdvs: Admdvs
  amt: Fen
  count: number
}

/** An area's net position: above zero it receives, below it pays. */
export interface Position {
  admdvs: Admdvs
  net: Fen
}

/** Sums claims by pair, in the order of the areas' codes. */
export function grossOf(claims: readonly Owed[]): Gross[] {
  const pairs = new Map<string, Gross>()
  for (const { debtor, creditor, amt } of claims) {
    const key = `${debtor}${creditor}`
    const held = pairs.get(key) ?? { from_admdvs: debtor, to_admdvs: creditor, amt: fen(0), count: 0 }
    pairs.set(key, { ...held, amt: fen(held.amt + amt), count: held.count + 1 })
  }
  return [...pairs.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair)
}

/** Net positions of every area with a claim, even at zero; they sum to zero. */
export function positionsOf(gross: readonly Gross[]): Position[] {
  const nets = new Map<Admdvs, number>()
  const add = (area: Admdvs, amt: number) => nets.set(area, (nets.get(area) ?? 0) + amt)
  for (const { from_admdvs, to_admdvs, amt } of gross) {
    add(from_admdvs, -amt)
    add(to_admdvs, amt)
  }
  return [...nets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([admdvs, net]) => ({ admdvs, net: fen(net) }))
}

/**
 * Orders that settle the positions: the largest payer pays the largest receiver, again and again. Each order brings at
 * least one position to zero and the last one two, so there is at most one fewer than positions other than zero.
 */
export function ordersFor(positions: readonly Position[]): { from: Admdvs; to: Admdvs; amt: Fen }[] {
  const open = positions.filter((p) => p.net !== 0).map((p) => ({ admdvs: p.admdvs, left: p.net as number }))
  const orders: { from: Admdvs; to: Admdvs; amt: Fen }[] = []
  for (;;) {
    const byLeft = open.filter((p) => p.left !== 0).sort((a, b) => a.left - b.left || (a.admdvs < b.admdvs ? -1 : 1))
    const [payer] = byLeft
    const receiver = byLeft.at(-1)
    if (!payer || !receiver || payer.left >= 0) return orders
    const amt = Math.min(-payer.left, receiver.left)
    orders.push({ from: payer.admdvs, to: receiver.admdvs, amt: fen(amt) })
    payer.left += amt
    receiver.left -= amt
  }
}
