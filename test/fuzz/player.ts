/** Plays a run of happenings on a stack of its own, and says what must hold after it. */
import { expect } from 'vitest'
import { checkLedger } from '../../functions/proof/ledger-check.ts'
import { wake } from '../../functions/worker/personal.ts'
import { addDays, addMs, compareInstants, dayOf, parseInstant } from '../../shared/calendar/index.ts'
import { childPsnNo, pidOf } from '../../shared/identity/index.ts'
import { fen, formatYuan } from '../../shared/money/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { apiOf, type Claims, citizen, clerk, employer, institution, operator } from '../support/api.ts'
import { makeStack, testKeys } from '../support/stack.ts'
import { certificates, type Happening, numbersClash, people } from './life.ts'
import { strictly } from './strict.ts'
import { expectCivil, listsOfCitizens } from './town.ts'

const dayMs = 86_400_000
const everybody = [...people, ...certificates.map((number) => childPsnNo(testKeys, number))]

async function makeLife() {
  const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  const watch = strictly(stack)
  const api = apiOf(stack)
  const sent: Parameters<typeof stack.send>[] = []
  let events = 0

  const call = async (who: Claims, target: string, body?: unknown) => {
    const { status, headers, text } = await api.call(who, target, body)
    return expectCivil({ status, type: headers.get('content-type') ?? '', text })
  }
  const files = () => Promise.all(everybody.map((psnNo) => stack.file(psnNo)))
  const all = async <T>(of: (file: PersonFile) => readonly T[]) => (await files()).flatMap((file) => [...of(file)])
  const pick = <T>(among: readonly T[], which: number): T | undefined => among[which % Math.max(1, among.length)]
  const tell = async (...[type, data, envelope]: Parameters<typeof stack.send>) => {
    const told = [type, data, { id: `e${++events}`, time: stack.clock.now(), ...envelope }] as Parameters<
      typeof stack.send
    >
    sent.push(told)
    await stack.send(...told)
  }

  const happen = {
    async event({ type, data, late, waits }) {
      await tell(type, data, { time: addMs(stack.clock.now(), -late * dayMs) })
      if (!waits) await stack.run()
    },
    async again({ which }) {
      const told = pick(sent, which)
      if (told) await stack.send(...told)
    },
    async decide({ which, body }) {
      const task = pick(await all((file) => file.all('task').filter((one) => one.status === 'open')), which)
      if (!task) return
      const { owner, task_id } = task
      const who =
        owner.role === 'clerk' ? clerk(owner.area) : owner.role === 'employer' ? employer(owner.emp_no) : operator
      await call(who, `POST /v1/tasks/${task_id}/decision`, body)
    },
    async act({ which, body }) {
      const offered = (await files()).flatMap((file) =>
        file.all('case').flatMap((row) => (row.actions.length > 0 ? [{ file, row }] : [])),
      )
      const one = pick(offered, which)
      if (!one) return
      const psn = one.file.person?.psn_no ?? ''
      const guardian = one.file.all('link').find((link) => link.role === 'guardian')?.psn_no
      await call(citizen(guardian ?? psn), `POST /v1/cases/${one.row.case_id}/actions`, body)
    },
    async 'pay-bill'({ which, short, days }) {
      const bill = pick(await all((file) => file.all('bill')), which)
      if (!bill) return
      const amt = formatYuan(short ? fen(Math.max(1, bill.amt - 100)) : bill.amt)
      await tell('premium.paid', { bill_no: bill.bill_no, amt, paid_at: addMs(stack.clock.now(), days * dayMs) })
      await stack.run()
    },
    async bank({ which, returned }) {
      const payment = pick(await all((file) => file.all('payment')), which)
      if (!payment) return
      const common = { pay_no: payment.pay_no, amt: formatYuan(payment.amt) }
      if (returned) await tell('payment.returned', { ...common, reason: '账户已销户' })
      else await tell('payment.settled', { ...common, bank_time: stack.clock.now() })
      await stack.run()
    },
    async funds({ which, short }) {
      const orders = [...stack.table.items.values()]
        .filter((item) => item.pk.startsWith('CR#') && item.sk === 'clearing')
        .flatMap((item) => {
          const { clearing_id, orders } = JSON.parse(item.d as string)
          return orders.map((order: object) => ({ clearing_id, ...order }))
        })
      const order = pick(orders, which)
      if (!order) return
      const { clearing_id, order_no, from_admdvs, to_admdvs } = order
      const amt = formatYuan(fen(order.amt + (short ? 1 : 0)))
      await tell('funds.settled', { clearing_id, order_no, from_admdvs, to_admdvs, amt, bank_time: stack.clock.now() })
      await stack.run()
    },
    async file({ who, body }) {
      await call(citizen(pick(people, who)!), 'POST /v1/filings', body)
    },
    async 'end-filing'({ which }) {
      const filing = pick(await all((file) => file.all('filing').map((one) => ({ ...one, file }))), which)
      if (filing) await call(citizen(filing.file.person!.psn_no), `DELETE /v1/filings/${filing.filing_id}`)
    },
    async ask({ body }) {
      await call(institution(String(body.fixmedins_code)), 'POST /v1/filing-decisions', body)
    },
    async 'start-newborn'({ who, form }) {
      await call(citizen(pick(people, who)!), 'POST /v1/cases', { bundle: 'newborn', form })
    },
    async days({ days }) {
      await stack.run()
      await stack.advanceTo(addMs(stack.clock.now(), days * dayMs))
    },
    async policy({ name, body }) {
      await call(operator, `PUT /v1/policies/${name}`, body)
    },
    async setting({ accepts }) {
      await call(operator, 'PUT /v1/regions/130100/settings', { accepts_account_transfer: accepts })
    },
    async clear({ back }) {
      await call(operator, 'POST /v1/clearings', { province: '13', date: addDays(dayOf(stack.clock.now()), -back) })
    },
  } satisfies { [Kind in Happening['kind']]: (one: Extract<Happening, { kind: Kind }>) => Promise<void> }

  return { stack, watch, call, files, happen: (one: Happening) => happen[one.kind](one as never) }
}
/** A life as it is played. */
export type Life = Awaited<ReturnType<typeof makeLife>>

/** Every case is done, or waits for a named somebody with a time, and will be asked again. */
async function expectNobodyForgotten({ stack, files }: Life) {
  const now = stack.clock.now()
  for (const file of await files()) {
    for (const row of file.all('case')) {
      expect(['waiting', 'done', 'rejected', 'withdrawn']).toContain(row.status)
      if (row.status !== 'waiting') {
        expect(row.outcome).toBeDefined()
        continue
      }
      expect(['citizen', 'clerk', 'employer', 'operator', 'partner']).toContain(row.waiting_for?.actor)
      expect(row.waiting_for?.what).not.toBe('chain-stopped')
      expect(parseInstant(row.waiting_for?.until)).toBeDefined()
      expect(compareInstants(row.wake_at!, now)).toBeGreaterThan(0)
    }
    for (const task of file.all('task')) {
      if (task.status === 'open') expect(parseInstant(task.due_at)).toBeDefined()
    }
  }
}

const waiting = (file: PersonFile) => file.all('case').filter(({ status }) => status === 'waiting')

/** Asked again with nothing new, no open case does anything, nobody is told anything, and what was settled is at rest. */
async function expectAtRest({ stack, watch }: Life) {
  for (const psnNo of everybody) {
    const before = await stack.file(psnNo)
    watch.sent.length = 0
    await wake(stack.ports, stack.rules, pidOf(testKeys, psnNo))
    const once = await stack.file(psnNo)
    expect(waiting(once)).toEqual(waiting(before))
    expect(watch.sent).toEqual([])
    await wake(stack.ports, stack.rules, pidOf(testKeys, psnNo))
    expect((await stack.file(psnNo)).version).toBe(once.version)
  }
}

async function expectMoneyRight({ stack, call }: Life) {
  const proof = await checkLedger(stack.ports)
  expect(proof).toMatchObject({ balanced: true, violations: [] })
  expect(await call(operator, 'GET /v1/ledger/check')).toMatchObject(proof)
}

async function expectAnswers({ call }: Life) {
  for (const psnNo of people) {
    for (const path of listsOfCitizens) {
      await call(citizen(psnNo), `GET ${path}`)
    }
  }
  for (const who of [clerk('130100'), clerk('130200'), employer('E1'), operator]) await call(who, 'GET /v1/tasks')
  await call(clerk('130100'), 'GET /v1/cases')
  await call(operator, 'GET /v1/rejected-events')
}

/** Plays the happenings, then lets a day pass. Answers the life as it then stands, everything checked. */
export async function live(happenings: readonly Happening[]): Promise<Life> {
  const one = await makeLife()
  for (const happening of happenings) {
    await one.happen(happening).catch((error: Error) => {
      throw new Error(`${error.message} ${one.watch.faults.join('; ')}`)
    })
    expect(one.watch.faults).toEqual([])
  }
  await one.stack.run()
  await one.stack.advanceTo(addMs(one.stack.clock.now(), dayMs))
  expect(one.watch.faults).toEqual([])
  await expectNobodyForgotten(one)
  if (!numbersClash(happenings)) await expectAtRest(one)
  await expectMoneyRight(one)
  await expectAnswers(one)
  return one
}
