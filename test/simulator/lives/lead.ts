/** Leads a life through the real rules, and says what came of it in the words of the contract. */
import { outboundEvents } from '../../../events/index.ts'
import { dayOf, type Instant } from '../../../shared/calendar/index.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import type { PolicyRow } from '../../../shared/policy/index.ts'
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
  /** To every decision, action and call, in turn: `ok`, `nothing` where there was nothing to decide, or a code. */
  answers: string[]
  /** What each person has in each place. */
  balances: Record<string, string>
}

const noneSent = Object.fromEntries(Object.keys(outboundEvents).map((type) => [type, []]))

/** Leads it. Throws where a life is told wrongly, or the rules fail. */
export function lead<L extends Life>(bundle: string, { happenings, calls = {} }: LifePart<L>, life: L): Came {
  const all = happenings(life)
  const world = new LifeWorld((all[0] as Happening).at)
  const bank = new Bank(world)
  const answers: string[] = []
  for (const one of all) {
    world.goTo(one.at)
    if ('hear' in one) world.hear(one.hear, one.data)
    else if ('set' in one) world.set({ source: '测试', ...one.set } as PolicyRow)
    else if ('accepts' in one) world.setting(one.area, one.accepts)
    else if ('decide' in one) answers.push(world.decide(one.decide, one.verdict, one.data) ? 'ok' : 'nothing')
    else if ('act' in one) answers.push(world.act(one.act) ? 'ok' : 'nothing')
    else if ('bank' in one) bank.answer(one.bank)
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
    sent,
    answers,
    balances: Object.fromEntries(balances),
  }
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
  }
}

function taskSeen({ kind, status, admdvs, due_at, due_provisional, opened_at, facts }: TaskRow) {
  return { kind, status, admdvs, due: day(due_at), due_provisional, opened: dayOf(opened_at), facts }
}
