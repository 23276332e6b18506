/** Clearing: real money follows claims, each claim once, nothing before the bank has settled the last order. */
import { addMs, compareInstants, dayOf } from '../../../shared/calendar/index.ts'
import type { Audit, ClearedClaims, Records } from './records.ts'

/** Clearings of the run. */
export const auditClearing: Audit = (records) => [
  ...records.clearings.flatMap((one) => [...clearing(records, one), ...lastWord(records, one)]),
  ...claims(records),
]

function clearing({ ran, movements }: Records, { clearing, claims }: ClearedClaims): string[] {
  const wrong: string[] = []
  const name = clearing.clearing_id
  const gross = new Map<string, number>()
  const net = new Map<string, number>()
  const add = (map: Map<string, number>, key: string, amt: number) => map.set(key, (map.get(key) ?? 0) + amt)
  for (const { claim } of claims) {
    add(gross, `${claim.debtor}>${claim.creditor}`, claim.amt)
    add(net, claim.debtor, -claim.amt)
    add(net, claim.creditor, claim.amt)
    if (dayOf(claim.at) > clearing.date) wrong.push(`${name}: a claim of a later day`)
    if (claim.creditor.slice(0, 2) !== clearing.province.slice(0, 2)) wrong.push(`${name}: a claim of another province`)
  }
  if (clearing.status === 'collecting' || clearing.status === 'settling')
    return [...wrong, `${name} is still ${clearing.status}`]
  const told = new Map(clearing.gross.map((g) => [`${g.from_admdvs}>${g.to_admdvs}`, g.amt as number]))
  if (!sameSums(told, gross)) wrong.push(`${name}: gross sums are not those of its claims`)
  const positions = new Map(clearing.positions.map((p) => [p.admdvs as string, p.net as number]))
  if (!sameSums(positions, net) || positions.size !== net.size)
    wrong.push(`${name}: positions are not those of its claims`)
  const paid = new Map(net)
  for (const order of clearing.orders) {
    add(paid, order.from_admdvs, order.amt)
    add(paid, order.to_admdvs, -order.amt)
    if (order.amt <= 0) wrong.push(`${name}: an order that is not above zero`)
  }
  if ([...paid.values()].some((left) => left !== 0)) wrong.push(`${name}: orders do not settle the positions`)
  const open = [...net.values()].filter((sum) => sum !== 0).length
  if (clearing.orders.length > Math.max(0, open - 1)) wrong.push(`${name}: more orders than needed`)
  const settledAt = clearing.orders
    .map((order) => ran.agents.partners.bank.get(order.order_no)?.settledAt ?? 'never')
    .sort()
    .at(-1)
  const posts = movements.filter((m) => m.mode === 'post' && claims.some(({ claim }) => claim.claim_id === m.resolves))
  for (const post of posts) {
    // Clocks of processes differ by a second or two.
    if (settledAt !== undefined && addMs(post.at, 2_000) < settledAt.slice(0, 19))
      wrong.push(`${name}: ${post.resolves} funded before the bank settled`)
  }
  const all = posts.length === claims.length && claims.every(({ funded }) => funded)
  if (clearing.status === 'settled' && !all) wrong.push(`${name} is settled, but not every claim is funded`)
  if (clearing.status === 'open' && posts.length > 0) wrong.push(`${name} is open, but claims are funded`)
  if (clearing.status === 'open') wrong.push(`${name} is still open though the bank has settled everything`)
  return wrong
}

/** The operator has a task for every order of which the bank's last word was wrong, and for no other. */
function lastWord({ ran, items }: Records, { clearing }: ClearedClaims): string[] {
  return clearing.orders.flatMap(({ order_no, amt }) => {
    const reports = ran.delivered.filter((e) => e.type === 'funds.settled' && e.data.order_no === order_no)
    const last = reports.sort((a, b) => compareInstants(a.time, b.time)).at(-1)
    const task = items.find(
      (item) => item.pk === `CR#${clearing.clearing_id}` && item.sk.startsWith(`task#${order_no}.`),
    )
    const open = task !== undefined && (JSON.parse(task.d as string) as { status: string }).status === 'open'
    const wrong = last !== undefined && Math.round(Number(last.data.amt) * 100) !== amt
    return open === wrong ? [] : [`${order_no}: task ${open ? 'open' : 'not open'}, last word ${last?.data.amt}`]
  })
}

function sameSums(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return [...new Set([...a.keys(), ...b.keys()])].every((key) => (a.get(key) ?? 0) === (b.get(key) ?? 0))
}

/** Each pending movement is a claim that is open, in one clearing, or resolved. */
function claims({ movements, openClaims, clearings, ran }: Records): string[] {
  const wrong: string[] = []
  const places = new Map<string, string[]>()
  const put = (id: string, where: string) => places.set(id, [...(places.get(id) ?? []), where])
  for (const claim of openClaims) put(claim.claim_id, 'open')
  for (const { clearing, claims: taken } of clearings)
    for (const { claim } of taken) put(claim.claim_id, clearing.clearing_id)
  const voided = new Set(movements.filter((m) => m.mode === 'void').map((m) => m.resolves))
  for (const movement of movements.filter((m) => m.mode === 'pending')) {
    const where = places.get(movement.id) ?? []
    places.delete(movement.id)
    if (voided.has(movement.id) ? where.length > 0 : where.length !== 1)
      wrong.push(`claim ${movement.id} stands in [${where}]`)
  }
  for (const id of places.keys()) wrong.push(`claim ${id} has no movement`)
  // Clocks of processes differ by a second or two.
  for (const claim of openClaims) {
    for (const { clearing } of clearings) {
      const collected = collectedAt(ran, clearing.clearing_id)
      const due = dayOf(claim.at) <= clearing.date && claim.debtor.slice(0, 2) === clearing.province.slice(0, 2)
      if (due && addMs(claim.at, 2_000).slice(0, 19) < collected)
        wrong.push(`${clearing.clearing_id} left out claim ${claim.claim_id}`)
    }
  }
  return wrong
}

/** When a clearing was asked for: what stood then belongs to it. */
function collectedAt(ran: Records['ran'], clearingId: string): string {
  const first = ran.written.find(({ changes }) => changes.some(({ after }) => after?.pk === `CR#${clearingId}`))
  return first?.at.slice(0, 19) ?? ''
}
