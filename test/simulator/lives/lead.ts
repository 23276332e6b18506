/** Leads a life through the real rules, and says what came of it in the words of the contract. */
import { outboundTypes } from '../../../functions/bundles/catalogue.ts'
import { dayOf, type Instant } from '../../../shared/calendar/index.ts'
import { fen, formatYuan, yuan } from '../../../shared/money/index.ts'
import type { PolicyRow } from '../../../shared/policy/index.ts'
import { claimTask, releaseTask } from '../../../shared/registers/desk/claim.ts'
import { accountIn } from '../../../shared/registers/ledger.ts'
import type { CaseRow, TaskRow } from '../../../shared/registers/rows.ts'
import type { Happening, Life, LifePart } from './life.ts'
import { LifeWorld } from './world.ts'

/** What came of a life. */
export interface Came {
  /** Of the bundle, in the order in which they opened. */
  cases: Record<string, unknown>[]
  /** Of all bundles, by kind. */
  tasks: Record<string, unknown>[]
  /** What partners heard, by type. */
  sent: Record<string, Record<string, unknown>[]>
  /** Kinds of the tasks that are open, each once; that of a missing calendar apart. */
  open: string[]
  /** Whether an operator is told of each due date that rests on a calendar nobody has published. */
  isCalendarToldOf: boolean
  /** The days on which somebody was told something, by the template. */
  notices: Record<string, string[]>
  /** What was ordered to be paid in all, by who is paid. */
  ordered: Record<string, string>
  /** To every decision, action and call, in turn: `ok`, `nothing` where there was nothing to decide, or a code. */
  answers: string[]
  /** What each person has in each place. */
  balances: Record<string, string>
}

const noneSent = Object.fromEntries(outboundTypes.map((type) => [type, []]))

/** Leads it. Throws where a life is told wrongly, or the rules fail. */
export function lead<L extends Life>(bundle: string, { happenings, calls = {} }: LifePart<L>, life: L): Came {
  const all = happenings(life)
  const world = new LifeWorld(bundle, (all[0] as Happening).at)
  const bank = new Bank(world)
  const answers: string[] = []
  for (const one of all) {
    world.goTo(one.at)
    if ('hear' in one) world.hear(one.hear, one.data)
    else if ('set' in one) world.set({ source: '测试', ...one.set } as PolicyRow)
    else if ('accepts' in one) world.setting(one.area, one.accepts)
    else if ('decide' in one) answers.push(world.decide(one.decide, one.verdict, one.data))
    else if ('claim' in one) answers.push(world.inHand(one.claim, claimTask))
    else if ('release' in one) answers.push(world.inHand(one.release, releaseTask))
    else if ('point' in one) world.point(one.point)
    else if ('act' in one) answers.push(world.act(one.act))
    else if ('bank' in one) bank.answer(one.bank)
    else if ('pay' in one) answers.push(payLatest(world) ? 'ok' : 'nothing')
    else if ('call' in one) {
      const call = calls[one.call]
      if (!call) throw new Error(`no call ${one.call}`)
      answers.push(world.call(call(one.body as never)) ?? 'ok')
    }
  }
  return came(world, bundle, answers)
}

/** Answers each order once. */
class Bank {
  readonly #world: LifeWorld
  readonly #answered = new Set<string>()

  constructor(world: LifeWorld) {
    this.#world = world
  }

  answer(how: 'settles' | 'returns'): void {
    for (const { type, data } of [...this.#world.sent]) {
      const { pay_no, amt } = data as { pay_no: string; amt: string }
      if (type !== 'payment.ordered' || this.#answered.has(pay_no)) continue
      this.#answered.add(pay_no)
      if (how === 'settles') this.#world.hear('payment.settled', { pay_no, amt, bank_time: this.#world.now })
      else this.#world.hear('payment.returned', { pay_no, amt, reason: '账号有误' })
    }
  }
}

/** Pays the bill assessed last, in full; false if there is none. */
function payLatest(world: LifeWorld): boolean {
  const bill = world.sent.findLast(({ type }) => type === 'premium.assessed')?.data as Bill | undefined
  if (bill) world.hear('premium.paid', { bill_no: bill.bill_no, amt: bill.amt, paid_at: world.now })
  return bill !== undefined
}

interface Bill {
  bill_no: string
  amt: string
}

function came(world: LifeWorld, bundle: string, answers: string[]): Came {
  const sent: Came['sent'] = { ...noneSent }
  for (const { type, data, at } of world.sent) sent[type] = [...(sent[type] ?? []), { on: dayOf(at), ...data }]
  const balances = world.files.flatMap((file) =>
    file.all('account').map(({ insu_admdvs }) => {
      const { balance } = accountIn(file, insu_admdvs)
      return [insu_admdvs, formatYuan(balance)] as const
    }),
  )
  return {
    cases: world.cases(bundle).map(caseSeen),
    tasks: world.tasks.map(taskSeen).sort((a, b) => (a.kind + a.opened < b.kind + b.opened ? -1 : 1)),
    open: [...openKinds(world)].filter((kind) => kind !== calendarMissing).sort(),
    isCalendarToldOf: !restsOnCalendar(world, bundle) || openKinds(world).has(calendarMissing),
    notices: noticesIn(world),
    ordered: orderedIn(world),
    sent,
    answers,
    balances: Object.fromEntries(balances),
  }
}

const calendarMissing = 'calendar-missing'

const openKinds = ({ tasks }: LifeWorld) =>
  new Set(tasks.filter(({ status }) => status === 'open').map(({ kind }) => kind))

const restsOnCalendar = (world: LifeWorld, bundle: string): boolean =>
  world.cases(bundle).some(({ status, due_provisional }) => status === 'waiting' && due_provisional) ||
  world.tasks.some(({ status, due_provisional }) => status === 'open' && due_provisional)

function noticesIn({ sent }: LifeWorld): Came['notices'] {
  const notices: Came['notices'] = {}
  for (const { type, data, at } of sent) {
    if (type !== 'notice.requested') continue
    const { template } = data as { template: string }
    notices[template] = [...(notices[template] ?? []), dayOf(at)]
  }
  return notices
}

/** Sums by payee; an order made again after a return counts again. */
function orderedIn({ sent }: LifeWorld): Came['ordered'] {
  const sums: Record<string, number> = {}
  for (const { type, data } of sent) {
    if (type !== 'payment.ordered') continue
    const { payee, amt } = data as { payee: { kind: string }; amt: string }
    sums[payee.kind] = (sums[payee.kind] ?? 0) + yuan(amt)
  }
  return Object.fromEntries(Object.entries(sums).map(([kind, sum]) => [kind, formatYuan(fen(sum))]))
}

const day = (at: Instant | undefined) => at && dayOf(at)

function caseSeen({
  status,
  step,
  waiting_for,
  outcome,
  due_at,
  due_provisional,
  admdvs,
  areas,
  actions,
  started_at,
  ended_at,
}: CaseRow) {
  const waiting = waiting_for && { ...waiting_for, until: day(waiting_for.until) }
  return {
    status,
    step,
    waiting,
    outcome,
    due: day(due_at),
    due_provisional,
    admdvs,
    areas,
    actions,
    opened: dayOf(started_at),
    ended: day(ended_at),
  }
}

function taskSeen({ kind, status, admdvs, due_at, due_provisional, opened_at, facts }: TaskRow) {
  return { kind, status, admdvs, due: day(due_at), due_provisional, opened: dayOf(opened_at), facts }
}
