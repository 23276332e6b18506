/**
 * A plain account book: what personal accounts must hold at the end and what clearings must come to, as somebody would
 * reckon with a pencil. It knows the rules and nothing of the ledger.
 */
import { compareInstants, dayOf, type Instant } from '../../shared/calendar/index.ts'
import { fen, formatYuan } from '../../shared/money/index.ts'
import type { Expected } from './day.ts'

/** One area owes another, from a moment on; until it is undone. */
interface Debt {
  readonly from: string
  readonly to: string
  readonly amt: number
  readonly at: Instant
  cleared: boolean
  undoneAt?: Instant
  undoneCleared?: true
}

/** Collects balances, debts and clearings. */
export class Book {
  readonly #balances = new Map<string, { psn_no: string; insu_admdvs: string; amt: number }>()
  readonly #debts: Debt[] = []
  readonly #clearings: { at: Instant; date: string; province: string }[] = []

  /** An account gets or (negative) loses a sum, in fen. */
  add(psn_no: string, insu_admdvs: string, amt: number): void {
    const key = `${psn_no} ${insu_admdvs}`
    const held = this.#balances.get(key)?.amt ?? 0
    this.#balances.set(key, { psn_no, insu_admdvs, amt: held + amt })
  }

  /** A balance moves from one area to another at a moment. Answers the debt, should it be undone. */
  move(psn_no: string, from: string, to: string, amt: number, at: Instant): { undo(at: Instant): void } {
    this.add(psn_no, from, -amt)
    this.add(psn_no, to, amt)
    const debt = this.owe(from, to, amt, at)
    return {
      undo: (when) => {
        this.add(psn_no, to, -amt)
        this.add(psn_no, from, amt)
        debt.undoneAt = when
      },
    }
  }

  /** One area owes another a sum. */
  owe(from: string, to: string, amt: number, at: Instant): Debt {
    const debt: Debt = { from, to, amt, at, cleared: false }
    this.#debts.push(debt)
    return debt
  }

  /** A clearing is asked for. */
  clear(at: Instant, date: string, province: string): void {
    this.#clearings.push({ at, date, province })
  }

  /** What must have come of it all. */
  expected(): Pick<Expected, 'accounts' | 'clearings'> {
    const accounts = [...this.#balances.values()].map(({ psn_no, insu_admdvs, amt }) => {
      return { psn_no, insu_admdvs, balance: yuanOf(amt) }
    })
    const inOrder = [...this.#clearings].sort((a, b) => compareInstants(a.at, b.at))
    return { accounts, clearings: inOrder.map((clearing) => this.#cleared(clearing)) }
  }

  #cleared({ at, date, province }: { at: Instant; date: string; province: string }) {
    const net = new Map<string, number>()
    const pays = (from: string, to: string, amt: number) => {
      net.set(from, (net.get(from) ?? 0) - amt)
      net.set(to, (net.get(to) ?? 0) + amt)
    }
    const past = (moment: Instant | undefined) =>
      moment !== undefined && compareInstants(moment, at) <= 0 && dayOf(moment) <= date
    for (const debt of this.#debts.filter(({ from }) => from.startsWith(province))) {
      const undone = past(debt.undoneAt)
      if (!debt.cleared && !undone && past(debt.at)) {
        debt.cleared = true
        pays(debt.from, debt.to, debt.amt)
      } else if (debt.cleared && undone && !debt.undoneCleared) {
        // What was cleared can't be taken back: the same sum goes the other way.
        debt.undoneCleared = true
        pays(debt.to, debt.from, debt.amt)
      }
    }
    const positions = [...net].sort(([a], [b]) => (a < b ? -1 : 1))
    return { date, province, positions: Object.fromEntries(positions.map(([area, amt]) => [area, yuanOf(amt)])) }
  }
}

/** Fen as yuan with two decimals. */
export function yuanOf(amt: number): string {
  return formatYuan(fen(amt))
}
