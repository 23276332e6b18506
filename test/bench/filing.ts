/** The desk's decision: what it costs the function's own CPU, the table, and the size of what must start. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { InboundEvent } from '../../events/index.ts'
import { makeAuthenticate } from '../../functions/api/auth.ts'
import { deskApp } from '../../functions/desk/app.ts'
import { type DeskPorts, decideAtDesk } from '../../functions/desk/decide.ts'
import { cachePolicies } from '../../functions/desk/policies.ts'
import { readVisit } from '../../functions/desk/visit.ts'
import { handleEvent, makeRules } from '../../functions/worker/personal.ts'
import { instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/chain/ports.ts'
import { manualClock } from '../../shared/clock/index.ts'
import { pidOf } from '../../shared/identity/index.ts'
import type { Item, Key, Table } from '../../shared/table/table.ts'
import { enrolment, person } from '../support/people.ts'
import { testKeys } from '../support/stack.ts'
import { deskSizes } from './desk-size.ts'
import { startBench } from './stores.ts'

/** What was measured of the desk; times per decision. */
export interface DeskFigures {
  bundle: 'desk'
  what: string
  decisions: number
  decisions_per_second: number
  cpu_us: number
  p50_ms?: number
  p99_ms?: number
  read_units?: number
  write_units?: number
  kb?: number
  ratio?: number
  calls: Record<string, number>
}

const now = '2026-05-01T08:00:00+08:00'
const institution = 'H11010100001'
const people = 200
const psnNo = (n: number) => `D${n % people}`
const rounded = (value: number) => Math.round(value * 100) / 100

const visitOf = (n: number) => ({
  mdtrt_id: `M${n}`,
  fixmedins_code: institution,
  mdtrtarea_admvs: '110101',
  psn_no: psnNo(n),
  med_type: '21',
  begntime: '2026-05-01T09:00:00+08:00',
  cross_region_enabled: true,
})

/** Measures `count` decisions, `rounds` times over, in memory and on DynamoDB Local, and the size of the function. */
export async function benchDesk(count: number, rounds: number): Promise<DeskFigures[]> {
  const figures: DeskFigures[] = []
  for (let round = 0; round < rounds; round++) figures.push(...(await inMemory(count * 20, round)))
  figures.push(...(await onDynamo(count, rounds)))
  figures.push(...(await sizes()))
  return figures
}

/** Persons with a relation, as the engine writes them. */
async function insure(ports: Ports): Promise<void> {
  const rules = makeRules(ports.keys)
  for (let n = 0; n < people; n++) {
    const psn_no = psnNo(n)
    const tell = (type: string, data: object) => {
      const event = { type, id: `${type}${n}`, source: 'urn:bench', time: ports.clock.now(), data }
      return handleEvent(ports, rules, pidOf(ports.keys, psn_no), event as unknown as InboundEvent)
    }
    await tell('person.registered', { ...person(1), psn_no })
    await tell('enrolment.registered', enrolment(psn_no, n % 2 === 0 ? '130100' : '140100', '2019-03-01'))
  }
}

/** The function's own CPU: token, reading, deciding, writing, answering; the table is a map. */
async function inMemory(count: number, round: number): Promise<DeskFigures[]> {
  const table = mapTable()
  const clock = manualClock(instant(now))
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const queues = { send: async () => {} }
  await insure({ table, clock, keys: testKeys, log, queues, backoff: async () => {} })
  const ports: DeskPorts = { table, clock, keys: testKeys, policies: cachePolicies(table, clock) }
  const { app, authorization } = await appWithToken({ ...ports, log })
  const from = 10_000_000 * (round + 1)
  const asked = async (n: number) => {
    const body = JSON.stringify(visitOf(from + n))
    const response = await app.request('/v1/filing-decisions', { method: 'POST', headers: { authorization }, body })
    if (response.status !== 200) throw new Error(`the desk answered ${response.status}`)
    await response.json()
  }
  const decidedOnly = async (n: number) => {
    const read = readVisit(visitOf(2 * from + n))
    if (!read.ok || (await decideAtDesk(ports, read.visit)) === 'person-unknown') throw new Error('not decided')
  }
  return [
    await timed('handler, table in memory', count, asked),
    await timed('reading and deciding alone, table in memory', count, decidedOnly),
  ]
}

/** A table that costs next to nothing: partitions as maps, and of conditions what the desk and the engine ask. */
function mapTable(): Table {
  const partitions = new Map<string, Map<string, Item>>()
  const partition = (pk: string) => {
    const held = partitions.get(pk) ?? new Map<string, Item>()
    partitions.set(pk, held)
    return held
  }
  const put = (item: Item) => partition(item.pk).set(item.sk, item)
  const get = async ({ pk, sk }: Key) => partitions.get(pk)?.get(sk)
  const never = () => Promise.reject(new Error('bench: not needed'))
  return {
    get,
    async query({ pk, from = '', to = '~' }) {
      return { items: [...(partitions.get(pk)?.values() ?? [])].filter(({ sk }) => sk >= from && sk <= to) }
    },
    async write(write) {
      if (!('put' in write) || partitions.get(write.put.pk)?.has(write.put.sk)) return false
      // What the engine wrote stays; visits are not kept, so that every decision finds the same partition.
      return true
    },
    async transact(writes) {
      for (const write of writes) if ('put' in write) put(write.put)
      return { ok: true }
    },
    getMany: never,
    scan: never,
  }
}

async function appWithToken(ports: Parameters<typeof deskApp>[0]) {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' }
  const options = { issuer: 'urn:bench', audience: 'urn:bench', jwks: { keys: [jwk] } }
  const token = await new SignJWT({ role: 'institution', fixmedins_code: institution })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setIssuer('urn:bench')
    .setAudience('urn:bench')
    .setExpirationTime(1_900_000_000)
    .sign(privateKey)
  return { app: deskApp(ports, makeAuthenticate(options, ports.clock)), authorization: `Bearer ${token}` }
}

async function timed(what: string, decisions: number, run: (n: number) => Promise<void>): Promise<DeskFigures> {
  for (let n = 0; n < 200; n++) await run(-n - 1)
  const cpu = process.cpuUsage()
  const begun = performance.now()
  for (let n = 0; n < decisions; n++) await run(n)
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const cpu_us = rounded((user + system) / decisions)
  return { bundle: 'desk', what, decisions, decisions_per_second: rounded(decisions / seconds), cpu_us, calls: {} }
}

/** Calls and capacity a decision, and how long it takes, on DynamoDB Local; one after the other, then 16 at once. */
async function onDynamo(count: number, rounds: number): Promise<DeskFigures[]> {
  const bench = await startBench(now)
  try {
    await insure(bench.ports)
    const { table, clock, keys, log } = bench.ports
    const { app, authorization } = await appWithToken({
      table,
      clock,
      keys,
      log,
      policies: cachePolicies(table, clock),
    })
    let n = 0
    const times: number[] = []
    const ask = async () => {
      const begun = performance.now()
      const body = JSON.stringify(visitOf(n++))
      const response = await app.request('/v1/filing-decisions', { method: 'POST', headers: { authorization }, body })
      if (response.status !== 200) throw new Error(`the desk answered ${response.status}`)
      times.push(performance.now() - begun)
    }
    const figures: DeskFigures[] = []
    for (let round = 0; round < rounds; round++) {
      for (const width of [1, 16]) {
        for (let warm = 0; warm < 50; warm++) await ask()
        times.length = 0
        bench.meter.reset()
        const timedRun = await timed16(width, count, ask)
        times.sort((a, b) => a - b)
        const { costs } = bench.meter
        figures.push({
          bundle: 'desk',
          what: `DynamoDB Local, ${width} at once`,
          ...timedRun,
          p50_ms: rounded(times[Math.floor(times.length / 2)] as number),
          p99_ms: rounded(times[Math.floor(times.length * 0.99)] as number),
          read_units: rounded(costs.read_units / count),
          write_units: rounded(costs.write_units / count),
          calls: Object.fromEntries(Object.entries(costs.calls).map(([name, total]) => [name, rounded(total / count)])),
        })
      }
    }
    return figures
  } finally {
    await bench.stop()
  }
}

async function timed16(width: number, decisions: number, ask: () => Promise<void>) {
  const cpu = process.cpuUsage()
  const begun = performance.now()
  let left = decisions
  const lane = async () => {
    while (left-- > 0) await ask()
  }
  await Promise.all(Array.from({ length: width }, lane))
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return { decisions, decisions_per_second: rounded(decisions / seconds), cpu_us: rounded((user + system) / decisions) }
}

/** The function's size, and that of an app that does nothing, bundled alike. */
async function sizes(): Promise<DeskFigures[]> {
  const { empty, desk } = await deskSizes()
  const none = { bundle: 'desk' as const, decisions: 0, decisions_per_second: 0, cpu_us: 0, calls: {} }
  return [
    { ...none, what: 'size of an empty app', kb: empty.kb, ratio: 1 },
    { ...none, what: 'size of the desk', kb: desk.kb, ratio: rounded(desk.kb / empty.kb) },
  ]
}
