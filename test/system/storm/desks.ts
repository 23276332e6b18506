/** Institutions that charge accounts: what each asks for, again and again until it is answered, and what it was answered. */
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { type Fen, formatYuan, subFen, sumFen, yuan } from '../../../shared/money/index.ts'
import { credit, enrolment, person } from '../../support/people.ts'
import type { Heard } from './callers.ts'
import { answered, type Told, type World } from './world.ts'

/** Where holders are insured, and another area of the province. */
export const home = '210200'
export const near = '210100'
const desks = ['H21020200001', 'H21020200002', 'H21010100001'] as const

/** Somebody insured. */
export interface Insured {
  /** Tells persons apart. */
  readonly n: number
  readonly at: string
  /** What their own account holds, in yuan; none if left out. */
  readonly own?: string
}

/** What is told of somebody insured before all else. */
export function registered({ n, at, own }: Insured): Told[] {
  const { psn_no } = person(n)
  const told = (type: Told['type'], data: Told['data']) => ({ type, id: `${psn_no}-${type}`, data })
  return [
    told('person.registered', person(n)),
    told('enrolment.registered', enrolment(psn_no, at, '2019-03-01')),
    ...(own === undefined ? [] : [told('account.credited', credit(psn_no, at, own))]),
  ]
}

/** A bill at a desk. */
export interface Bill {
  readonly setl_id: string
  readonly user: Insured
  readonly amt: string
  /** It stays paid; is given back once it is answered; or the desk gives up at once and gives back what it may have got. */
  readonly fate: 'keeps' | 'back' | 'back-at-once'
  /** So many programs of the institution ask at once. */
  readonly asks: number
  /** It is reported by an event, too, of this holder's account. */
  readonly reportedOf?: Insured
}

/** What a desk is answered. */
export interface Paid {
  readonly setl_id: string
  readonly amt: string
  readonly taken: readonly { readonly share_id?: string; readonly insu_admdvs: string; readonly amt: string }[]
  readonly rest: string
}

const psnNo = ({ n }: Insured) => person(n).psn_no

/** The holder shares with the user; who has done so already is told. */
export async function grant(
  { callers }: World,
  holder: Insured,
  user: Insured,
  { limit, key }: { limit?: string | undefined; key?: string } = {},
): Promise<void> {
  const { psn_no: user_psn_no, psn_name: user_psn_name } = person(user.n)
  const more = limit === undefined ? {} : { limit }
  const body = { user_psn_no, user_psn_name, relation: 'child', commitment: true, ...more }
  const ask = { as: { role: 'citizen', psn_no: psnNo(holder) }, method: 'POST', path: '/v1/shares', body } as const
  // 409: granted by another call, or by this one whose answer was lost.
  answered(await callers.answer(key === undefined ? ask : { ...ask, key }), 201, 409)
}

const deskOf = ({ setl_id }: Bill) =>
  desks[[...setl_id].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 3] as string

/** Asks for a bill to be paid. */
export function pay({ callers }: World, bill: Bill): Promise<Heard> {
  const fixmedins_code = deskOf(bill)
  const body = { setl_id: bill.setl_id, fixmedins_code, psn_no: psnNo(bill.user), amt: bill.amt }
  return callers.answer({
    as: { role: 'institution', fixmedins_code },
    method: 'POST',
    path: '/v1/account-payments',
    body,
  })
}

/** Gives a bill back: until there is something to give back, if its payment is under way. */
export function giveBack(world: World, bill: Bill): Promise<Heard> {
  const path = `/v1/account-payments/${bill.setl_id}?psn_no=${psnNo(bill.user)}`
  const as = { role: 'institution', fixmedins_code: deskOf(bill) } as const
  return world.until(`${bill.setl_id} is given back`, async () => {
    const heard = await world.callers.answer({ as, method: 'DELETE', path })
    return heard.status === 404 ? undefined : answered(heard, 200)
  })
}

/** The event that reports a bill: it takes what a desk would. */
const reportOf = ({ setl_id, user, amt, reportedOf }: Bill): Told[] =>
  reportedOf
    ? [
        {
          type: 'account.spent',
          id: `${setl_id}-spent`,
          data: { ...credit(psnNo(reportedOf), home, amt), setl_id, user_psn_no: psnNo(user) },
        },
      ]
    : []

/** All that becomes of a bill at its desk; whatever it is answered, it is answered the same. */
export async function settle(world: World, bill: Bill, afterMs = 0): Promise<void> {
  await delay(afterMs)
  const told = world.tell(reportOf(bill))
  const asks = Promise.all(Array.from({ length: bill.asks }, () => pay(world, bill)))
  const back = bill.fate === 'back-at-once' ? giveBack(world, bill) : undefined
  const heard = await asks
  await Promise.all([told, back])
  if (bill.fate === 'back-at-once') return void heard.map((one) => answered(one, 200, 409))
  const bodies = heard.map((one) => answered(one, 200).body)
  for (const body of bodies) expect(body).toEqual(bodies[0])
  if (bill.fate === 'back') await giveBack(world, bill)
}

/** What stands of a bill in the end: asked once more, the desk is answered as ever. */
export async function standing(world: World, bill: Bill): Promise<Paid> {
  const { setl_id, amt } = bill
  if (bill.fate !== 'keeps') {
    expect(await pay(world, bill)).toMatchObject({ status: 409, body: { code: 'settlement-known' } })
    const { body } = await giveBack(world, bill)
    expect(body).toEqual({ setl_id, amt, taken: [], rest: amt })
    return body
  }
  const { body } = answered(await pay(world, bill), 200)
  const taken = sumTaken(body)
  expect(body, setl_id).toMatchObject({ setl_id, amt, rest: formatYuan(subFen(yuan(amt), taken)) })
  expect(taken, `${setl_id}: at most what it is`).toBeLessThanOrEqual(yuan(amt))
  expect(new Set(body.taken.map((one: Paid['taken'][number]) => one.share_id)).size).toBe(body.taken.length)
  return body
}

/** What was taken for a bill, by one share or, if none is named, in all. */
export const sumTaken = ({ taken }: Paid, shareId?: string): Fen =>
  sumFen(taken.flatMap(({ share_id, amt }) => (shareId === undefined || share_id === shareId ? [yuan(amt)] : [])))

/** An account as its owner reads it. */
export interface AccountSeen {
  readonly balance: string
  readonly entries: readonly { readonly amt: string; readonly kind: string; readonly share_id?: string }[]
}

/** Somebody's account where they are insured; empty if they have none. */
export async function accountOf({ callers }: World, { n, at }: Insured): Promise<AccountSeen> {
  const { accounts } = await callers.read({ role: 'citizen', psn_no: person(n).psn_no }, '/v1/me/accounts')
  const found = accounts.find(({ insu_admdvs }: { insu_admdvs: string }) => insu_admdvs === at)
  return found ?? { balance: '0.00', entries: [] }
}

/** Resolves once the system knows all of these as they were told. */
export async function known(world: World, people: readonly Insured[]): Promise<void> {
  for (const one of people) {
    const as = { role: 'citizen', psn_no: psnNo(one) } as const
    await world.until(`${as.psn_no} is known`, async () => {
      const { status, body } = await world.callers.answer({ as, method: 'GET', path: '/v1/me' })
      const isThere = status === 200 && body.relations.length > 0
      return isThere && (await accountOf(world, one)).balance === (one.own ?? '0.00') ? true : undefined
    })
  }
}
