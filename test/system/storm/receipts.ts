/**
 * Receipts that two persons claim at once, with a form or by the choice that the upload asks for: whatever dies, a receipt is
 * in one claim that pays, and is paid once.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { bankAccount, enrolment, person } from '../../support/people.ts'
import type { Ask, Heard } from './callers.ts'
import { answered, atWork, type Tale, type Task, type Told, type World } from './world.ts'

const area = '330800'
const elec_bill_code = '33060126'
const paidAmt = '840.00'
const spreadMs = 8_000

/** What happens to a receipt of the first of two persons; who has it in the end, if that is certain. */
const kinds = {
  /** Both claim it, at once, and nobody has uploaded it. */
  raced: undefined,
  /** Uploaded for the first, who claims it by form and by choice at once, while the other claims it, too. */
  uploaded: 'first',
  /** Uploaded for the first while the other claims it. */
  crossing: 'first',
  /** The first alone claims it, from several programs at once, under one key. */
  repeated: 'first',
  /** Both have claimed it at once before the storm, in which it is paid. */
  calm: undefined,
} as const

/** A receipt, and the two persons who want it. */
interface Wanted {
  readonly kind: keyof typeof kinds
  readonly no: string
  readonly first: string
  readonly other: string
}

const citizen = (psn_no: string) => ({ role: 'citizen', psn_no }) as const

/** What is told of the stay by whomever. */
const stay = ({ no }: Wanted) => ({
  fixmedins_code: 'H33080200001',
  mdtrt_id: `M${no}`,
  med_type: '21',
  begntime: '2026-02-02T09:00:00+08:00',
  endtime: '2026-02-08T10:00:00+08:00',
  elec_bill_code,
  elec_billno_code: no,
  elec_bill_chkcode: 'a1b2c3',
  medfee_sumamt: '5000.00',
})

const upload = (one: Wanted): Told => {
  const data = { psn_no: one.first, psn_name: nameOf(one.first), ...stay(one), inscp_scp_amt: '1500.00' }
  return { type: 'ownpay.posted', id: `upload-${one.no}`, data }
}
const nameOf = (psn_no: string) => person(Number(psn_no.slice(1))).psn_name

const claim = (one: Wanted, psn_no: string, key?: string): Ask => {
  const form = { ...stay(one), third_party: false }
  const call = {
    as: citizen(psn_no),
    method: 'POST',
    path: '/v1/cases',
    body: { bundle: 'reimbursement', form },
  } as const
  return key === undefined ? call : { ...call, key: `${psn_no}-${key}` }
}

/** Residents of Quzhou, with an account at a bank. */
function registered(n: number): Told[] {
  const { psn_no, psn_name: acct_name, ...more } = person(n)
  const known = { psn_no, psn_name: acct_name, ...more, bank_acct: { ...bankAccount, acct_name } }
  const insured = { ...enrolment(psn_no, area, '2020-01-01'), insutype: '390', psn_type: '15' }
  return [
    { type: 'person.registered', id: `${psn_no}-person`, data: known },
    { type: 'enrolment.registered', id: `${psn_no}-enrolment`, data: insured },
  ]
}

/** What the area has set: 70 % above 300.00, at once up to 1000.00. */
const policies = {
  claim_terms: [{ insutype: '390', med_types: ['21'], deductible: '300.00', ratio: '0.70' }],
  claim_auto_upto: '1000.00',
}

/** So many receipts of each kind; of those that are raced for in calm weather one a round. */
export function receipts(count: number, rounds: number) {
  const stormy = Object.keys(kinds).filter((kind) => kind !== 'calm') as Wanted['kind'][]
  const all = [...Array<'calm'>(rounds).fill('calm'), ...Array.from({ length: count }, () => stormy).flat()]
  const wanted = all.map((kind, index): Wanted => {
    const [first, other] = [200 + 2 * index, 201 + 2 * index].map((n) => person(n).psn_no) as [string, string]
    return { kind, no: String(7_000_000 + index), first, other }
  })
  const isCrossing = (task: Task) =>
    wanted.some(({ kind, no }) => kind === 'crossing' && no === task.facts.elec_billno_code)
  /** Until the upload has come nobody approves what the other claims. */
  const decide = (task: Task) => {
    if (!task.facts.reasons.includes('amount-missing')) return { decision: 'approve' }
    return isCrossing(task) ? undefined : { decision: 'approve', inscp_scp_amt: '1500.00' }
  }
  return {
    async before(world: World) {
      for (const [name, value] of Object.entries(policies)) await setPolicy(world, name, value)
      await world.tell(wanted.flatMap((_, index) => [200 + 2 * index, 201 + 2 * index].flatMap(registered)))
      for (const { first, other } of wanted) for (const one of [first, other]) await isInsured(world, one)
      const uploaded = wanted.filter(({ kind }) => kind === 'uploaded')
      await world.tell(uploaded.map(upload))
      for (const one of uploaded) await toChoose(world, one)
    },
    /** Two persons claim the same receipt at once: one of them has it. */
    async race(world: World, round: number) {
      const one = wanted[round] as Wanted
      const heard = await Promise.all([one.first, one.other].map((psn) => world.callers.answer(claim(one, psn))))
      expect(heard.map(({ status }) => status).sort()).toEqual([201, 409])
      expect(heard.find(({ status }) => status === 409)?.body.code).toBe('receipt-taken')
    },
    async amid(world: World) {
      const random = world.random('receipts')
      const played = Promise.all(wanted.map((one) => play(world, one, random.int(0, spreadMs))))
      const ended = async () => {
        await played
        for (const one of wanted) await world.until(`${one.no} is paid`, async () => (await paidIn(world, one))[0])
      }
      await atWork(world, area, decide, ended())
    },
    async audit(world: World) {
      const paidCases = []
      for (const one of wanted) paidCases.push(await audited(world, one))
      const orders = world.offices.told('bank', 'payment.ordered').map(({ data }) => data)
      const ours = new Map(orders.filter(({ payer_admdvs }) => payer_admdvs === area).map((one) => [one.pay_no, one]))
      expect([...ours.values()].map(({ case_id, amt }) => [case_id, amt]).sort()).toEqual(
        paidCases.map((case_id) => [case_id, paidAmt]).sort(),
      )
      const stamped = world.offices.told('invoice', 'invoice.stamped').map(({ data }) => data.elec_billno_code)
      expect(stamped.sort()).toEqual(wanted.map(({ no }) => no))
    },
  } satisfies Tale & Record<string, unknown>
}

async function setPolicy({ callers }: World, name: string, value: unknown): Promise<void> {
  const body = { admdvs: area, value, source: '测试' }
  answered(await callers.answer({ as: { role: 'operator' }, method: 'PUT', path: `/v1/policies/${name}`, body }), 200)
}

const isInsured = ({ callers, until }: World, psn_no: string) =>
  until(`${psn_no} is insured`, async () => {
    const { status, body } = await callers.answer({ as: citizen(psn_no), method: 'GET', path: '/v1/me' })
    return status === 200 && body.relations.length > 0 ? true : undefined
  })

interface CaseSeen {
  case_id: string
  status: string
  waiting_for?: { what: string }
  outcome?: { result: string; reason?: string; amt: string; elec_billno_code: string }
}

const casesOf = async ({ callers }: World, psn_no: string): Promise<CaseSeen[]> =>
  (await callers.read(citizen(psn_no), '/v1/cases')).cases

/** The case of a receipt that its person is asked about. */
const toChoose = (world: World, { first, no }: Wanted): Promise<string> =>
  world.until(`${no} is asked about`, async () => {
    const [row] = await casesOf(world, first)
    return row?.waiting_for?.what === 'choose' ? row.case_id : undefined
  })

const choose = (psn_no: string, case_id: string): Ask => ({
  as: citizen(psn_no),
  method: 'POST',
  path: `/v1/cases/${case_id}/actions`,
  body: { action: 'choose', option: 'claim' },
})

/** All that is asked for a receipt, at some moment of the storm; resolves when everybody is answered. */
async function play(world: World, one: Wanted, afterMs: number): Promise<void> {
  const { first, other } = one
  await delay(afterMs)
  const calls = (...asks: Ask[]) => Promise.all(asks.map((ask) => world.callers.answer(ask)))
  const played: Record<Wanted['kind'], () => Promise<Heard[]>> = {
    raced: () => calls(claim(one, first, 'a'), claim(one, other), claim(one, other)),
    async uploaded() {
      const case_id = await toChoose(world, one)
      return calls(claim(one, first, 'a'), choose(first, case_id), choose(first, case_id), claim(one, other, 'a'))
    },
    async crossing() {
      const [, ...heard] = await Promise.all([
        world.tell([upload(one)]),
        ...[claim(one, other), claim(one, other, 'a')].map((ask) => world.callers.answer(ask)),
      ])
      return [...heard, ...(await calls(choose(first, await toChoose(world, one))))]
    },
    calm: () => calls(),
    async repeated() {
      const same = await calls(...[1, 2, 3, 4].map(() => claim(one, first, 'same')))
      // Whichever of them died in between, it is told of the one case.
      expect(new Set(same.map(({ body }) => body.case_id)).size).toBe(1)
      return same
    },
  }
  for (const heard of await played[one.kind]()) answered(heard, 200, 201, 409)
}

/** Cases in which a receipt was paid, whosesoever. */
async function paidIn(world: World, { first, other, no }: Wanted): Promise<string[]> {
  const cases = [...(await casesOf(world, first)), ...(await casesOf(world, other))]
  const isPaid = ({ outcome }: CaseSeen) => outcome?.result === 'paid' && outcome.elec_billno_code === no
  return cases.filter(isPaid).map(({ case_id }) => case_id)
}

/** One of the two has it and was paid once, the other not; asked again, each is told so. Answers the case. */
async function audited(world: World, one: Wanted): Promise<string> {
  const { kind, first, other, no } = one
  const paid = await paidIn(world, one)
  expect(paid, `${kind} ${no} is paid once`).toHaveLength(1)
  const all = { [first]: await casesOf(world, first), [other]: await casesOf(world, other) }
  const owner = all[first]?.some(({ case_id }) => case_id === paid[0]) ? first : other
  if (kinds[kind] === 'first') expect(owner, `${kind} ${no}`).toBe(first)
  expect(all[owner]).toMatchObject([{ status: 'done', outcome: { result: 'paid', amt: paidAmt } }])
  const loser = owner === first ? other : first
  for (const { status, outcome } of all[loser] ?? []) {
    expect([status, outcome?.reason], `${kind} ${no}`).toEqual(['rejected', 'receipt-taken'])
  }
  const said = async (psn_no: string) => (await world.callers.answer(claim(one, psn_no))).body.code
  expect([await said(owner), await said(loser)]).toEqual(['already-claimed', 'receipt-taken'])
  return paid[0] as string
}
