/**
 * Partners that answer what we send: the bank, the tax office and the platform of receipts, right, wrong, late, twice or not at
 * all.
 */
import type { AnyInboundType } from '../../events/index.ts'
import { addDays, addMs, type Day, type Instant, startOfDay } from '../../shared/calendar/index.ts'
import type { QueueName } from '../../shared/queues.ts'
import type { Hands } from './agents.ts'
import { Random } from './random.ts'

const minute = 60_000
const day = 86_400_000

/** An order the bank got, and what it made of it. */
export interface Ordered {
  data: Record<string, string>
  /** Of money between areas: when it settled it; later than now if it still will. */
  settledAt?: Instant
  /** Of a payment: what it says of it last. */
  said?: Word
}

/** What the bank says of a payment. */
type Word = 'settled' | 'returned'

/** A payment of a bill, as the tax office reports it. */
export interface Paid {
  id: string
  bill_no: string
  amt: string
  paid_at: Instant
}

/** What the platform of receipts makes of a query: what it says beside that the receipt is valid. */
type Found = { valid: boolean; medfee_sumamt?: string; psn_name?: string }

/** The bank, the tax office and the platform of receipts. */
export class Partners {
  readonly #hands: Hands
  /** Orders by number, for audits. */
  readonly bank = new Map<string, Ordered>()
  /** Bills by number. */
  readonly bills = new Map<string, Record<string, string>>()
  /** Payments made. */
  readonly paid: Paid[] = []
  /** Queries of a case so far. */
  readonly #queries = new Map<string, number>()

  constructor(hands: Hands) {
    this.#hands = hands
  }

  /** Reads a message not heard before. */
  hear(queue: QueueName, type: string, data: Record<string, string>): void {
    if (queue === 'bank') (type.includes('payment') ? this.#payment : this.#funds).call(this, data)
    if (queue === 'tax') this.#bill(data)
    if (type.includes('invoice.queried')) this.#query(data)
  }

  #random(...about: string[]): Random {
    return new Random('partners', this.#hands.seed, ...about)
  }

  /** A number that was there before is the same payment: the bank does nothing for it. */
  #payment(data: Record<string, string>): void {
    const { pay_no = '', amt = '' } = data
    if (this.bank.has(pay_no)) return
    const known: Ordered = { data }
    this.bank.set(pay_no, known)
    const { faults } = this.#hands
    const random = this.#random(pay_no)
    const at = this.#answerAt(random)
    if (faults.strikes('bank-wrong', random)) {
      const wrong = { pay_no, amt: '0.01', bank_time: at }
      this.#answer(addMs(at, -1), 'payment.settled', `${pay_no}.wrong`, wrong, random)
    }
    const payee = JSON.parse(JSON.stringify(data.payee)) as { acct_no?: string }
    const unusual = payee.acct_no === undefined ? 0.3 : 0.08
    const returns = faults.strikes('bank-returns', random) || random.chance(unusual)
    this.#say(known, returns ? 'returned' : 'settled', at, random)
    if (!returns && faults.strikes('bank-changes-mind', random)) {
      // An older report of a return that comes after the money arrived: the later one holds.
      const older = { pay_no, amt, reason: '账户已销户' }
      const { deliver } = this.#hands
      deliver(addMs(at, random.int(1, 9) * day), 'payment.returned', `${pay_no}.older`, addMs(at, -day), older)
    }
  }

  /** Says it, and may say the opposite later: what was paid comes back, what had come back was paid after all. */
  #say(order: Ordered, word: Word, at: Instant, random: Random, times = 1): void {
    const { pay_no = '', amt = '' } = order.data
    const { faults } = this.#hands
    order.said = word
    const said = word === 'settled' ? { bank_time: at } : { reason: '账户已销户' }
    this.#answer(at, `payment.${word}`, `${pay_no}.${word}.${times}`, { pay_no, amt, ...said }, random)
    const change = word === 'settled' ? 'bank-takes-back' : 'bank-paid-after-all'
    if (times > 4 || !faults.strikes(change, random)) return
    const later = addMs(at, random.pick([random.int(1, 600) * minute, random.int(1, 20) * day]))
    this.#say(order, word === 'settled' ? 'returned' : 'settled', later, random, times + 1)
  }

  #funds(data: Record<string, string>): void {
    const order = data.order_no ?? ''
    const { faults } = this.#hands
    const random = this.#random(order)
    const at = this.#answerAt(random)
    this.bank.set(order, { data, settledAt: at })
    if (faults.strikes('bank-wrong', random)) {
      const wrong = { ...data, amt: '0.01', bank_time: at }
      this.#answer(addMs(at, -random.int(1, 10) * minute), 'funds.settled', `${order}.wrong`, wrong, random)
    }
    this.#answer(at, 'funds.settled', `${order}.settled`, { ...data, bank_time: at }, random)
    if (faults.strikes('bank-changes-mind', random)) {
      const later = addMs(at, random.int(1, 20) * day)
      const other = { ...data, amt: '0.02', bank_time: later }
      this.#answer(later, 'funds.settled', `${order}.other`, other, random)
      if (random.chance(0.5)) {
        this.#answer(addMs(later, day), 'funds.settled', `${order}.right`, { ...data, bank_time: later }, random)
      }
    }
  }

  /** A bill is paid in time, late, in a wrong sum, twice, or not at all. */
  #bill(data: Record<string, string>): void {
    const { bill_no = '', amt = '', due_date = '' } = data
    if (this.bills.has(bill_no)) return
    this.bills.set(bill_no, data)
    const random = this.#random(bill_no)
    if (random.chance(0.12)) return
    const { now } = this.#hands
    const late = startOfDay(addDays(due_date as Day, random.int(1, 200)))
    const at = random.chance(0.75) ? addMs(now(), random.int(1, 60 * 24 * 60) * minute) : late
    const wrong = random.chance(0.12)
    this.#pay(at > now() ? at : now(), bill_no, wrong ? '0.10' : amt, 'paid', random)
    if (wrong && random.chance(0.5)) this.#pay(addMs(at, random.int(1, 30) * day), bill_no, amt, 'right', random)
    if (random.chance(0.1)) this.#pay(addMs(at, random.int(0, 40) * day), bill_no, amt, 'twice', random)
  }

  /** A receipt is valid, or not, or bears another sum or name; that is said soon, when nobody waits any more, or never. */
  #query(data: Record<string, string>): void {
    const { case_id = '', elec_bill_code, elec_billno_code } = data
    const times = (this.#queries.get(case_id) ?? 0) + 1
    this.#queries.set(case_id, times)
    const random = this.#random(case_id, String(times))
    if (random.chance(0.15)) return
    const about = { case_id, elec_bill_code, elec_billno_code }
    const at = random.chance(0.25)
      ? addMs(this.#hands.now(), random.int(2, 12) * day)
      : addMs(this.#hands.now(), random.int(1, 600) * minute)
    const say = (when: Instant, word: string) => {
      const found = this.#found(data, random)
      this.#answer(when, 'invoice.verified', `${case_id}.${times}.${word}`, { ...about, ...found }, random)
    }
    say(at, 'verified')
    if (random.chance(0.1)) say(addMs(at, random.int(1, 5) * day), 'corrected')
  }

  #found({ medfee_sumamt = '' }: Record<string, string>, random: Random): Found {
    return random.pick<Found>([
      { valid: true },
      { valid: true, medfee_sumamt },
      { valid: false },
      { valid: true, medfee_sumamt: '4999.99' },
      { valid: true, medfee_sumamt, psn_name: '别的姓名' },
    ])
  }

  #pay(at: Instant, bill_no: string, amt: string, what: string, random: Random): void {
    const { now } = this.#hands
    const paid_at = at > now() ? at : now()
    const id = `${bill_no}.${what}`
    this.paid.push({ id, bill_no, amt, paid_at })
    this.#answer(paid_at, 'premium.paid', id, { bill_no, amt, paid_at }, random, false)
  }

  #answerAt(random: Random): Instant {
    const { faults, now, end } = this.#hands
    const quick = addMs(now(), random.int(1, 120) * minute)
    if (faults.strikes('bank-silent', random)) {
      const late = addMs(end, random.int(1, 5) * day)
      if (late > quick) return late
    }
    return faults.strikes('bank-slow', random) ? addMs(quick, random.int(1, 60) * day) : quick
  }

  #answer(
    at: Instant,
    type: AnyInboundType,
    id: string,
    data: Record<string, unknown>,
    random: Random,
    underTwoIds = true,
  ): void {
    const { deliver, faults, now } = this.#hands
    const when = at > now() ? at : now()
    deliver(when, type, id, at, data)
    if (!faults.strikes('bank-repeats', random)) return
    deliver(addMs(when, random.int(0, 3) * day), type, id, at, data)
    if (underTwoIds) deliver(addMs(when, random.int(0, 3) * day), type, `${id}.again`, addMs(at, 1), data)
  }
}
