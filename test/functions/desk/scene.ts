/** The desk on a stack: an institution asks, and the calls to the table are noted. */
import { deskApp } from '../../../functions/desk/app.ts'
import { cachePolicies } from '../../../functions/desk/policies.ts'
import type { Authenticate } from '../../../functions/http/auth.ts'
import { policyPartition } from '../../../shared/table/keys.ts'
import type { Table } from '../../../shared/table/table.ts'
import { requestOf } from '../../support/answering.ts'
import { makeFilingStack } from '../bundles/filing/scene.ts'

/** The institution that asks unless another is named. */
export const institution = 'H11010100001'

const authenticate: Authenticate = async (authorization) => {
  const [role, code = ''] = (authorization ?? '').replace('Bearer ', '').split(' ')
  if (role === 'institution') return { role, id: `institution:${code}`, fixmedins_code: code }
  return role === 'citizen' ? { role, id: 'citizen', psn_no: code } : undefined
}

/** What a call to the table is about, if it is not about a person. */
function nameOf(pk: string, otherwise: string): string {
  if (pk === policyPartition) return 'policies'
  if (pk.startsWith('U#')) return 'audit'
  return pk.startsWith('Q#') ? 'misses' : otherwise
}

/** VISIT at that institution. */
export const visit = (psn_no: string | undefined, mdtrtarea_admvs: string, more: Record<string, unknown> = {}) => ({
  mdtrt_id: 'M1',
  fixmedins_code: institution,
  mdtrtarea_admvs,
  ...(psn_no === undefined ? {} : { psn_no }),
  med_type: '11',
  begntime: '2023-09-01T09:00:00+08:00',
  cross_region_enabled: true,
  ...more,
})

/** Starts a stack with a desk. */
export async function makeDesk() {
  const stack = await makeFilingStack()
  const calls: string[] = []
  let interrupt: { call: string; run: () => Promise<unknown> } | undefined
  const note = async (call: string) => {
    calls.push(call)
    const now = interrupt?.call === call ? interrupt : undefined
    if (now) interrupt = undefined
    await now?.run()
  }
  const { table, keys, clock, log } = stack.ports
  const noted: Table = {
    ...table,
    get: (key) => note('get').then(() => table.get(key)),
    query: (query) => note(nameOf(query.pk, 'query')).then(() => table.query(query)),
    write: (write) => note('put' in write ? nameOf(write.put.pk, 'write') : 'write').then(() => table.write(write)),
    putMany: (items) => note(nameOf(items[0]?.pk ?? '', 'putMany')).then(() => table.putMany(items)),
    transact: (writes) => note('transact').then(() => table.transact(writes)),
  }
  /** Another instance remembers nothing of what this one read. */
  const instance = () => {
    const own = { ...noted }
    return deskApp(
      { table: own, keys, clock, log, policies: cachePolicies(own, clock), bundlesLive: true },
      { authenticate },
    )
  }
  const app = instance()
  return {
    stack,
    app,
    instance,
    /** Calls to the table since they were last taken. */
    takeCalls: () => calls.splice(0),
    /** Does something once, right before the desk's next call of this name. */
    before(call: string, run: () => Promise<unknown>) {
      interrupt = { call, run }
    },
    /** Asks for a decision, of another instance if one is named. */
    async ask(body: unknown, headers: Record<string, string> = {}, instance = app) {
      const response = await requestOf(instance, '/v1/filing-decisions', {
        method: 'POST',
        headers: { authorization: `Bearer institution ${institution}`, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        retryAfter: response.headers.get('retry-after'),
        body: (await response.json()) as Record<string, unknown>,
      }
    },
  }
}

/** A desk of a test. */
export type Desk = Awaited<ReturnType<typeof makeDesk>>
