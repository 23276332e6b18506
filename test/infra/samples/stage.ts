/** Plays a sample day in one process: the real inbox, engine and API on the in-memory table, and stub partners. */
import type { Caller, PartnerRule, SampleDay } from '../../../events/samples/day.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { byErrand } from '../../../functions/behalf/errands/by-errand.ts'
import { births } from '../../../functions/bundles/all.ts'
import { subjectOf } from '../../../functions/http/auth.ts'
import { serveRoutes } from '../../../functions/http/serve.ts'
import { act, call, decideTasks, type Kept } from '../../../infra/local/day/actors.ts'
import { type ApiClient, behalfOf } from '../../../infra/local/day/api-client.ts'
import { whatCameOf } from '../../../infra/local/day/look.ts'
import { momentsOf } from '../../../infra/local/day/play.ts'
import { type Behaviours, mannerFor } from '../../../infra/local/stubs/behaviour.ts'
import { answersTo } from '../../../infra/local/stubs/partners.ts'
import type { Keys } from '../../../shared/identity/index.ts'
import type { Table } from '../../../shared/table/table.ts'
import { makeStack, type Stack, testKeys } from '../../support/stack.ts'

/** An answer of the API, and what it answered. */
export interface Heard {
  method: string
  path: string
  status: number
  body: unknown
}

/**
 * Plays the day, and answers what came of it and what went otherwise than the day has it. `hear` is told every answer
 * of the API; `through` stands between the system and the table.
 */
export async function playInMemory(
  day: SampleDay,
  hear: (answer: Heard) => void = () => {},
  { keys = testKeys, through = (table) => table }: { keys?: Keys; through?: (table: Table) => Table } = {},
) {
  const stack = await makeStack({ now: day.now, keys, through })
  const api = memoryApi(stack, hear)
  const partners = stubPartners(stack, day.partners)
  const faults: string[] = []
  const kept: Kept = new Map()
  const clearings: { clearing_id: string }[] = []
  for (const { at, steps } of momentsOf(day.steps)) {
    await stack.advanceTo(at)
    await partners.answer()
    for (const step of steps) if (step.do === 'send') await stack.sendRaw(JSON.stringify(step.event))
    await stack.run()
    await partners.answer()
    for (const step of steps) {
      if (step.do === 'decide') faults.push(...(await decideTasks(api, step.as, day.answers)))
      if (step.do === 'act') faults.push(...(await act(api, step)))
      if (step.do === 'call') {
        const said = await call(api, step, kept)
        faults.push(...said.faults)
        if (step.path === '/v1/clearings') clearings.push(said.body as { clearing_id: string })
      }
    }
    await stack.run()
    await partners.answer()
  }
  return { faults, ...(await whatCameOf(api, day, clearings)), stack, api }
}

/** The API without a network; who calls is taken at their word. */
export function memoryApi(stack: Stack, hear: (answer: Heard) => void = () => {}): ApiClient {
  const authenticate = async (header: string | undefined) => {
    const caller = JSON.parse(header ?? '') as Caller
    // As a token has it: who in office has a number is known by it.
    return subjectOf(
      'staff_no' in caller ? { ...caller, sub: `staff:${caller.admdvs}:${caller.staff_no}` } : { ...caller },
    )
  }
  const app = serveRoutes(
    { ports: stack.ports, archive: stack.archive, rules: stack.rules, births, routes: async () => allRoutes },
    allRoutes,
    {
      authenticate,
      byErrand,
    },
  )
  let made = 0
  const api: ApiClient = {
    async call(caller, method, path, body, onBehalfOf) {
      const headers = {
        authorization: JSON.stringify(caller),
        'content-type': 'application/json',
        ...behalfOf(onBehalfOf),
        // Ids of errands and of what they put off follow from the key: the same each time the day is played.
        ...(path === '/v1/errands' || onBehalfOf !== undefined ? { 'idempotency-key': `made-${++made}` } : {}),
      }
      const response = await app.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
      await stack.run()
      const answer = { status: response.status, body: (await response.json()) as unknown }
      hear({ method, path, ...answer })
      return answer
    },
    async get<T>(caller: Caller, path: string) {
      const { status, body } = await api.call(caller, 'GET', path)
      if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`)
      return body as T
    },
    async *pages<T extends { cursor?: string }>(caller: Caller, path: string) {
      for (let cursor: string | undefined = ''; cursor !== undefined; ) {
        const query = new URLSearchParams({ limit: '100', ...(cursor === '' ? {} : { cursor }) })
        const page: T = await api.get<T>(caller, `${path}${path.includes('?') ? '&' : '?'}${query}`)
        yield page
        cursor = page.cursor
      }
    },
    setClock: async (now) => {
      await stack.advanceTo(now)
    },
  }
  return api
}

/** Partners that answer as the day says, once to each message. */
export function stubPartners(stack: Stack, partners: SampleDay['partners']) {
  const behaviours = behavioursOf(partners)
  const answered = new Set<string>()
  return {
    async answer() {
      for (let asked = 1; asked > 0; ) {
        const open = (['tax', 'bank', 'invoice'] as const)
          .flatMap((queue) => stack.sent(queue))
          .filter(({ id }) => !answered.has(id))
        asked = open.length
        for (const { queue, id, type, data } of open) {
          answered.add(id)
          const event = {
            specversion: '1.0',
            id,
            source: '',
            type: `mianshen.${type}.v1`,
            time: stack.clock.now(),
            data,
          }
          const partner = queue as 'tax' | 'bank' | 'invoice'
          for (const answer of answersTo(partner, event, mannerFor(behaviours, partner, data))) {
            await stack.sendRaw(JSON.stringify(answer.event))
          }
        }
        await stack.run()
      }
    },
  }
}

function behavioursOf({ bank, tax }: SampleDay['partners']): Behaviours {
  const ok = { behaviour: 'ok' as const, wrong_by: '-1.00', rules: [] }
  const rules = (list: readonly PartnerRule[]) =>
    list.map(({ match, behaviour }) => ({ match: { ...match }, behaviour, wrong_by: '-1.00' }))
  return {
    bank: { ...ok, rules: rules(bank) },
    tax: { ...ok, rules: rules(tax) },
    notice: ok,
    medins: ok,
    hotline: ok,
    invoice: ok,
    registry: ok,
  }
}
