/** The desk's own CPU: token, reading, deciding, writing, answering, with a table that is a map. */
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { deskApp } from '../../functions/desk/app.ts'
import { type DeskPorts, decideAtDesk } from '../../functions/desk/decide.ts'
import { cachePolicies } from '../../functions/desk/policies.ts'
import { readVisit } from '../../functions/desk/visit.ts'
import { makeAuthenticate } from '../../functions/http/auth.ts'
import { instant } from '../../shared/calendar/index.ts'
import { manualClock } from '../../shared/clock/index.ts'
import type { Item, Key, Table } from '../../shared/table/table.ts'
import { testKeys } from '../support/stack.ts'
import { type DeskFigures, deskNow, institution, insure, visitOf } from './desk-people.ts'
import { rounded } from './measure.ts'

/** Decisions by the whole handler, and without HTTP and token; `round` tells visits apart. */
export async function deskInMemory(count: number, round: number): Promise<DeskFigures[]> {
  const table = mapTable()
  const clock = manualClock(instant(deskNow))
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const queues = { send: async () => [] }
  await insure({
    table,
    clock,
    keys: testKeys,
    stage: 'test',
    epoch: 0,
    bundlesLive: true,
    log,
    queues,
    backoff: async () => {},
  })
  const ports: DeskPorts = { table, clock, keys: testKeys, policies: cachePolicies(table, clock), bundlesLive: true }
  const { app, authorization } = await appWithToken({ ...ports, log })
  const from = 10_000_000 * (round + 1)
  const asked = async (n: number) => {
    const body = JSON.stringify(visitOf(from + n))
    const header = (name: string) => (name === 'authorization' ? authorization : undefined)
    const { status, body: answer } = await app({ method: 'POST', path: '/v1/filing-decisions', header, body })
    if (status !== 200) throw new Error(`the desk answered ${status}`)
    JSON.parse(answer)
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
    // The audit trail's lines; nobody reads them here.
    async putMany() {},
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
  return {
    app: deskApp(ports, { authenticate: makeAuthenticate(options, ports.clock) }),
    authorization: `Bearer ${token}`,
  }
}

async function timed(what: string, decisions: number, run: (n: number) => Promise<void>): Promise<DeskFigures> {
  for (let n = 0; n < 200; n++) await run(-n - 1)
  const cpu = process.cpuUsage()
  const begun = performance.now()
  for (let n = 0; n < decisions; n++) await run(n)
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const cpu_us = rounded((user + system) / decisions)
  return { what, decisions, decisions_per_second: rounded(decisions / seconds), cpu_us }
}
