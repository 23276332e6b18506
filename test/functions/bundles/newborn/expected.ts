/** What must come of a birth, by the text of the rules alone: gone through day by day. */
import { earlier, firstOf, later, monthOf, monthPlus, plus } from '../../../simulator/lives/plain/days.ts'
import { fenOf, yuanOf } from '../../../simulator/lives/plain/money.ts'
import { poolingArea } from '../../../simulator/lives/plain/places.ts'
import { holding } from '../../../simulator/lives/plain/rows.ts'
import type { NewbornLife } from './life.ts'

interface Cover {
  from: string
  to: string
}

interface PaidYear extends Cover {
  year: number
  amt: string
  paid_at?: string
}

const dayOf = (moment: string) => moment.slice(0, 10)

/** Whether a day lies in a period that comes every year; to 02-28 is to the end of February. */
function isIn({ from, to }: { from: string; to: string }, day: string): boolean {
  const date = day.slice(5)
  const last = to === '02-28' ? '02-29' : to
  return from <= last ? from <= date && date <= last : date >= from || date <= last
}

class Course {
  readonly life: NewbornLife
  readonly area: string
  /** Years that the package offers. */
  readonly years: number[]
  readonly free: boolean
  readonly bills: Record<string, unknown>[] = []
  readonly granted: PaidYear[] = []
  readonly reminded: string[] = []
  readonly answers: string[] = []
  refunded = 0n
  /** Another sum that a clerk is asked about. */
  differs: NewbornLife['paid'][number] | undefined
  /** Paid for a year of which nobody knows what it costs yet. */
  unclear: NewbornLife['paid'][number][] = []
  now = ''

  constructor(life: NewbornLife) {
    this.life = life
    this.area = poolingArea(life.insu_admdvs ?? life.mother?.area ?? life.hospital)
    const year = Number(life.born.slice(0, 4))
    const next = Number(this.day90.slice(0, 4))
    this.years = next > year ? [year, next] : [year]
    this.now = `${life.told}T09`
    this.free = this.look('newborn_free', life.born) === true
    if (this.free) {
      this.granted.push({ year, amt: '0.00', from: life.born, to: `${year}-12-31` })
    }
  }

  get today(): string {
    return dayOf(this.now)
  }

  get day90(): string {
    return plus(this.life.born, 90)
  }

  look<T>(name: string, on: string): T | undefined {
    return holding<T>(
      name,
      this.area,
      on,
      this.life.set.filter(({ at }) => at <= this.now),
    )
  }

  premium(year: number): string | undefined {
    return this.look('resident_premium', `${year}-01-01`)
  }

  /** From when a year is covered that is paid on a day; undefined if that is past. */
  cover(year: number, on: string): Cover | undefined {
    const { born } = this.life
    const to = `${year}-12-31`
    const start = year === Number(born.slice(0, 4)) ? born : `${year}-01-01`
    if (on <= this.day90) return { from: start, to }
    const isAtOnce = this.look('newborn_late_from', on) === 'payment-day'
    const from = later(start, isAtOnce ? on : firstOf(monthPlus(monthOf(on), 1)))
    return from <= to ? { from, to } : undefined
  }

  isGranted(year: number): boolean {
    return this.granted.some((one) => one.year === year)
  }

  private get isOver(): boolean {
    // What was paid is judged first, however late.
    if (this.differs || this.unclear.length > 0) return false
    return this.granted.length === 0 && this.today > `${Number(this.life.born.slice(0, 4)) + 1}-12-31`
  }

  /** A bill for each year that can still be covered, once its premium is known; none within the collection period. */
  assess(): void {
    const { told } = this.life
    const period = this.look<{ from: string; to: string }>('collection_period', told)
    if (!period || isIn(period, told)) return
    for (const year of this.years) {
      const amt = this.premium(year)
      if (amt === undefined || this.isGranted(year) || this.bills.some((bill) => bill.year === year)) continue
      if (!this.cover(year, this.today)) continue
      this.bills.push({
        year,
        amt,
        insu_admdvs: this.area,
        insutype: '390',
        due_date: later(this.day90, plus(this.today, 30)),
      })
    }
  }

  pay(payment: NewbornLife['paid'][number]): void {
    const { year, amt, on } = payment
    const price = this.premium(year)
    if (this.isGranted(year) || !this.cover(year, on)) this.refunded += fenOf(amt)
    else if (price === undefined) this.unclear.push(payment)
    else if (price === amt) this.grant(payment)
    else this.differs = payment
  }

  /** What was paid before anybody knew the price. */
  clear(): void {
    const known = this.unclear.filter(({ year }) => this.premium(year) !== undefined)
    this.unclear = this.unclear.filter((one) => !known.includes(one))
    for (const one of known) this.pay(one)
  }

  private grant({ year, amt, on }: NewbornLife['paid'][number]): void {
    const cover = this.cover(year, on) as Cover
    this.granted.push({ year, amt, ...cover, paid_at: on })
  }

  decide(verdict: 'approve' | 'reject'): void {
    this.answers.push(this.differs ? 'ok' : 'nothing')
    if (!this.differs) return
    if (verdict === 'approve') this.grant(this.differs)
    else this.refunded += fenOf(this.differs.amt)
    this.differs = undefined
  }

  remind(): void {
    if (this.granted.length === 0 && !this.isOver) this.reminded.push(this.today)
  }

  /** Years whose premium is still waited for. */
  get missing(): number[] {
    return this.years.filter((year) => !this.isGranted(year) && this.premium(year) === undefined)
  }

  status() {
    if (this.granted.length > 0) return { status: 'done', waiting: undefined }
    if (this.isOver) return { status: 'withdrawn', waiting: undefined }
    if (this.differs) return { status: 'waiting', waiting: { actor: 'clerk', what: 'amount-differs' } }
    // Where no year can be covered any more the text does not say who is waited for until the end.
    const open = this.years.filter((year) => this.cover(year, this.today))
    if (open.length === 0) return { status: 'waiting' }
    const isAllMissing = open.every((year) => this.missing.includes(year))
    return { status: 'waiting', waiting: { actor: isAllMissing || this.unclear.length > 0 ? 'operator' : 'citizen' } }
  }

  /** The 180th day, or the end of the unbroken cover if sooner. */
  get cardless(): string | undefined {
    const day180 = plus(this.life.born, 180)
    const covers = [...this.granted].sort((a, b) => (a.from < b.from ? -1 : 1))
    let to: string | undefined
    for (const cover of covers) {
      if (cover.from > day180) break
      to = cover.to
    }
    return to && earlier(to, day180)
  }
}

function course(life: NewbornLife): Course {
  const one = new Course(life)
  const { told, until, decided } = life
  const end = `${until}T23:00:00+08:00`
  const moments: { at: string; does: () => void }[] = [
    { at: `${told}T09:00:00+08:00`, does: () => one.assess() },
    ...life.set.map(({ at }) => ({
      at,
      does: () => {
        one.clear()
        if (at > `${told}T09`) one.assess()
      },
    })),
    ...life.paid.map((payment, i) => ({ at: `${payment.on}T10:0${i}:00+08:00`, does: () => one.pay(payment) })),
    ...(decided ? [{ at: `${decided.on}T14:00:00+08:00`, does: () => one.decide(decided.verdict) }] : []),
  ]
  for (const days of [30, 60, 80, 89]) {
    const day = plus(life.born, days)
    if (day > told) moments.push({ at: `${day}T00:00:01+08:00`, does: () => one.remind() })
  }
  for (const { at, does } of moments
    .filter(({ at }) => at <= end)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    one.now = at
    does()
  }
  one.now = end
  return one
}

/** What must come. */
export function expected(life: NewbornLife) {
  const one = course(life)
  const granted = [...one.granted].sort((a, b) => a.year - b.year)
  const standing = one.status()
  const years = granted.map(({ year, amt, from, to, paid_at }) => ({
    year,
    amt,
    from,
    to,
    ...(paid_at ? {} : { paid_at }),
  }))
  const lacksAccount = one.refunded > 0n && !life.hasAccount
  const outcome = { result: 'insured', insu_admdvs: one.area, years, cardless_to: one.cardless }
  const isDone = standing.status === 'done'
  const hasMissing = one.missing.length > 0 && standing.status !== 'withdrawn'
  return {
    answers: one.answers,
    ordered: { person: one.refunded > 0n && life.hasAccount ? yuanOf(one.refunded) : undefined },
    cases: [
      {
        opened: life.told,
        admdvs: one.area,
        due: one.day90,
        ...(lacksAccount
          ? { status: 'waiting', waiting: { actor: 'citizen', what: 'provide-bank-account' } }
          : standing),
        ...(isDone ? { outcome } : {}),
      },
    ],
    ...(hasMissing ? {} : { open: one.differs ? ['amount-differs'] : [] }),
    sent: {
      'premium.assessed': one.bills,
      'entitlement.granted': one.granted.map(({ from, to }) => ({
        kind: 'resident-basic',
        insu_admdvs: one.area,
        from,
        to,
      })),
    },
    notices: { 'newborn.reminder': one.reminded.length > 0 ? one.reminded : undefined },
  }
}
