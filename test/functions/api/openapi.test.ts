import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { asyncApi } from '../../../events/asyncapi.ts'
import { answerExamples } from '../../../functions/api/docs/examples.ts'
import { openApi } from '../../../functions/api/docs/openapi.ts'
import { ownProblems, problemsOf } from '../../../functions/api/docs/openapi-problems.ts'
import { answerName, bodyName } from '../../../functions/api/docs/schema-names.ts'
import { allRoutes } from '../../../functions/api/routes/index.ts'
import { taskKinds } from '../../../functions/bundles/all.ts'
import { catalogue } from '../../../functions/bundles/catalogue.ts'
import { nameOf, type Route } from '../../../functions/calls/route.ts'
import { apiOf, citizen, clerk, institution, operator, partner } from '../../support/api.ts'
import { certnoOf, credit, enrolment, pause, register } from '../../support/people.ts'
import { ours } from '../../support/sources.ts'
import { makeStack } from '../../support/stack.ts'
import { openForClerks } from '../../support/tasks.ts'
import { treatedIn } from '../surveys/scene.ts'
import { ownCalls } from './own-calls.ts'
import { makeTown } from './town.ts'

type Json = Record<string, never>
const document = openApi(allRoutes) as Record<string, Json>
const { schemas } = openApi(allRoutes).components as { schemas: Record<string, object> }

const refsIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [inner as string] : refsIn(inner)))

/** The document's own schema of a name, as any program that reads the document would have it. */
function published(name: string): z.ZodType {
  const $defs = JSON.parse(JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/'))
  return z.fromJSONSchema({ $schema: 'https://json-schema.org/draft/2020-12/schema', $defs, $ref: `#/$defs/${name}` })
}

describe('the OpenAPI document', () => {
  it('is of version 3.1, and every reference leads somewhere', () => {
    expect(document.openapi).toBe('3.1.0')
    for (const ref of refsIn(document)) {
      const [, ...path] = ref.split('/')
      expect(path.reduce<Json | undefined>((at, key) => at?.[key] as Json | undefined, document as Json)).toBeDefined()
    }
  })

  it('names every operation once, and every parameter of its path', () => {
    const operations = Object.entries(document.paths as Json).flatMap(([path, methods]) =>
      Object.values(methods as Record<string, Json>).map((operation) => ({ path, operation })),
    )
    expect(operations).toHaveLength(allRoutes.length)
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(allRoutes.length)
    for (const { path, operation } of operations) {
      const inPath = ((operation.parameters ?? []) as { in: string; name: string }[]).filter((p) => p.in === 'path')
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
    }
  })

  it('lists the kinds of a task, as the register has them', () => {
    const { oneOf } = schemas.Task as { oneOf: { properties: { kind: { const: string }; facts: { type: string } } }[] }
    expect(oneOf.map(({ properties }) => properties.kind.const)).toEqual([...taskKinds.keys()])
    expect(new Set(oneOf.map(({ properties }) => properties.facts.type))).toEqual(new Set(['object']))
  })

  it('has every call of the contract', () => {
    const calls = `GET /v1/health, GET /v1/codes, GET /v1/areas, GET /v1/services, GET /v1/me, GET /v1/me/accounts, GET /v1/me/entitlements,
      GET /v1/me/notices, GET /v1/me/retirement-forecast, GET /v1/cases, GET /v1/cases/{case_id}, POST /v1/cases,
      GET /v1/forms/{bundle}, POST /v1/cases/{case_id}/actions, POST /v1/filings, GET /v1/filings,
      DELETE /v1/filings/{filing_id}, POST /v1/filing-decisions, GET /v1/cardless/{birth_cert_no}, GET /v1/tasks,
      POST /v1/tasks/{task_id}/decision, GET /v1/regions/{admdvs}/settings, PUT /v1/regions/{admdvs}/settings,
      GET /v1/policies, PUT /v1/policies/{name}, POST /v1/clearings, GET /v1/clearings/{clearing_id},
      GET /v1/rejected-events, POST /v1/rejected-events/{id}/replay, GET /v1/ledger/check,
      GET /v1/holds, PUT /v1/holds/{what}, DELETE /v1/holds/{what}, GET /v1/shadow,
      GET /openapi.json, GET /asyncapi.json, GET /docs`
    const asWritten = calls.split(',').map((call) => call.trim())
    expect(allRoutes.map(nameOf)).toEqual(expect.arrayContaining(asWritten))
  })

  it('is what the API serves, as are the events', async () => {
    const { request } = apiOf(await makeStack({ now: '2026-03-12T09:00:00+08:00' }))
    expect((await request('/openapi.json')).body).toEqual(JSON.parse(JSON.stringify(document)))
    expect((await request('/asyncapi.json')).body).toEqual(JSON.parse(JSON.stringify(asyncApi(catalogue))))
  })
})

describe('examples of answers', () => {
  const answering = allRoutes.filter((route) => answerName(route) !== undefined)

  it('have a schema with a name, but for documents of another standard', () => {
    const unnamed = allRoutes.filter((route) => !answering.includes(route)).map(nameOf)
    expect(unnamed).toEqual(['GET /openapi.json', 'GET /asyncapi.json', 'GET /docs', 'GET /docs/{page}'])
  })

  it.each(answering.map((route) => [nameOf(route), route] as const))('%s: is as the schema says', (name, route) => {
    const example = answerExamples[name]
    expect(example).toBeDefined()
    expect(route.answer.parse(example)).toEqual(example)
    expect(published(answerName(route)!).safeParse(example).error).toBeUndefined()
  })
})

/** Carries out each example of a body where it makes sense, as whoever may. */
const carriedOut: Record<string, () => Promise<{ status: number; body: unknown }>> = {
  'POST /v1/cases': async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const psn = await register(stack, 2)
    await stack.happen('enrolment.registered', enrolment(psn, '610700', '2019-03-01'))
    return apiOf(stack).call(citizen(psn), 'POST /v1/cases', exampleOf('POST /v1/cases'))
  },
  'PUT /v1/packs/{pack_id}': () => asOperator('PUT /v1/packs/{pack_id}', 'example'),
  'PUT /v1/me/preferences': async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    return apiOf(stack).call(
      citizen(await register(stack, 2)),
      'PUT /v1/me/preferences',
      exampleOf('PUT /v1/me/preferences'),
    )
  },
  'POST /v1/feedback': async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    return apiOf(stack).call(citizen(await register(stack, 2)), 'POST /v1/feedback', exampleOf('POST /v1/feedback'))
  },
  'POST /v1/cases/{case_id}/actions': async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const psn = await register(stack, 1, { psn_name: '测试人' })
    await stack.setting('130100', { accepts_account_transfer: false })
    await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(psn, '130200', '10.00'))
    await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
    const [kase] = await stack.cases(psn, 'transfer')
    const target = `POST /v1/cases/${kase!.case_id}/actions`
    return apiOf(stack).call(citizen(psn), target, exampleOf('POST /v1/cases/{case_id}/actions'))
  },
  'POST /v1/credentials': async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    return apiOf(stack).call(
      citizen(await register(stack, 2)),
      'POST /v1/credentials',
      exampleOf('POST /v1/credentials'),
    )
  },
  // A code is good for a minute: what the example has is none any more.
  'POST /v1/credential-checks': async () => {
    const { api, codes } = await makeTown()
    const checkedBy = institution('H13010200001')
    const example = await api.call(checkedBy, 'POST /v1/credential-checks', exampleOf('POST /v1/credential-checks'))
    expect(example.body.code).toBe('invalid-code')
    return api.call(checkedBy, 'POST /v1/credential-checks', { qr: codes.institution })
  },
  'POST /v1/mandates': async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const { certno, psn_name } = exampleOf('POST /v1/mandates') as { certno: string; psn_name: string }
    await register(stack, 2, { certno, psn_name })
    return apiOf(stack).call(citizen(await register(stack, 1)), 'POST /v1/mandates', exampleOf('POST /v1/mandates'))
  },
  'POST /v1/filing-decisions': async () => {
    const stack = await makeStack({ now: '2026-05-01T09:00:00+08:00' })
    const example = exampleOf('POST /v1/filing-decisions') as { psn_no: string; fixmedins_code: string }
    await register(stack, 1, { psn_no: example.psn_no, certno: certnoOf(1) })
    await stack.happen('enrolment.registered', enrolment(example.psn_no, '130100', '2019-03-01'))
    return apiOf(stack).call(institution(example.fixmedins_code), 'POST /v1/filing-decisions', example)
  },
  'POST /v1/tasks/{task_id}/decision': async () => {
    const { api, ids } = await makeTown()
    const target = `POST /v1/tasks/${ids.transferTask}/decision`
    return api.call(clerk('130200'), target, exampleOf('POST /v1/tasks/{task_id}/decision'))
  },
  'POST /v1/task-decisions': async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    return apiOf(stack).call(clerk('130200'), 'POST /v1/task-decisions', exampleOf('POST /v1/task-decisions'))
  },
  'POST /v1/tasks/{task_id}/extension': async () => {
    const stack = await makeStack({ now: '2026-03-02T09:00:00+08:00' })
    const target = `POST /v1/tasks/${await openForClerks(stack, { extension: 10 })}/extension`
    return apiOf(stack).call(clerk('130200'), target, exampleOf('POST /v1/tasks/{task_id}/extension'))
  },
  'POST /v1/events': async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const example = exampleOf('POST /v1/events') as { source: string }
    const answer = await apiOf(stack).call(partner(example.source), 'POST /v1/events', example)
    expect(answer.body.results).toMatchObject([{ status: 'accepted' }])
    return answer
  },
  'POST /v1/messages/resend': async () => {
    const stack = await makeStack({ now: '2026-03-31T09:00:00+08:00' })
    const psn = await register(stack, 1)
    await stack.happen('enrolment.registered', enrolment(psn, '130200', '2019-03-01'))
    await stack.happen('account.credited', credit(psn, '130200', '200.00'))
    await stack.happen('enrolment.paused', pause(psn, '130200', '2026-01-31'))
    await stack.happen('enrolment.registered', enrolment(psn, '130100', '2026-03-02'))
    const [task] = await stack.tasks(psn)
    await stack.decideTask(task!.task_id, { decision: 'approve' })
    await stack.clear('13', '2026-03-31')
    return apiOf(stack).call(operator, 'POST /v1/messages/resend', exampleOf('POST /v1/messages/resend'))
  },
  'POST /v1/rejected-events/replay': () => asOperator('POST /v1/rejected-events/replay', ''),
  'POST /v1/national/{infno}': async () => {
    const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
    const samples = allRoutes.find((route) => nameOf(route) === 'POST /v1/national/{infno}')?.examples ?? {}
    const answers = await Promise.all(
      Object.entries(samples).map(([infno, { value }]) =>
        apiOf(stack).call(partner('urn:partner:medins-13'), `POST /v1/national/${infno}`, value),
      ),
    )
    for (const { body } of answers) expect(body).toMatchObject({ infcode: 0, err_msg: '' })
    return answers[0] as { status: number; body: unknown }
  },
  'POST /v1/search': () => asOperator('POST /v1/search', ''),
  'PUT /v1/regions/{admdvs}/settings': () => asOperator('PUT /v1/regions/{admdvs}/settings', '130100'),
  'PUT /v1/policies/{name}': () => asOperator('PUT /v1/policies/{name}', 'resident_premium'),
  'POST /v1/policy-trials': () => asOperator('POST /v1/policy-trials', ''),
  'POST /v1/corrections': () => asOperator('POST /v1/corrections', ''),
  'POST /v1/visits/{mdtrt_id}/survey': async () => {
    const town = await makeTown()
    await treatedIn(town)
    return town.api.call(citizen(town.me), 'POST /v1/visits/M3/survey', exampleOf('POST /v1/visits/{mdtrt_id}/survey'))
  },
  'POST /v1/screenings': () => asOperator('POST /v1/screenings', ''),
  'POST /v1/errand-codes': () => asClerk('POST /v1/errand-codes'),
  'POST /v1/errands': () => asClerk('POST /v1/errands'),
  'PUT /v1/points/{point_no}': () => asOperator('PUT /v1/points/{point_no}', 'B1'),
  'PUT /v1/points/{point_no}/agents/{agent_no}': async () => {
    const { api } = await makeTown()
    const target = 'PUT /v1/points/P130200001/agents/A1'
    return api.call(operator, target, exampleOf('PUT /v1/points/{point_no}/agents/{agent_no}'))
  },
  'PUT /v1/articles/{article_id}': () => asOperator('PUT /v1/articles/{article_id}', 'A1'),
  'POST /v1/questions': () => asOperator('POST /v1/questions', ''),
  'POST /v1/questions/{question_id}/helpful': async () => {
    const api = apiOf(await makeStack({ now: '2026-03-12T09:00:00+08:00' }))
    const { body } = await api.call(undefined, 'POST /v1/questions', exampleOf('POST /v1/questions'))
    const name = 'POST /v1/questions/{question_id}/helpful'
    return api.call(undefined, name.replace('{question_id}', body.question_id), exampleOf(name))
  },
  'POST /v1/clearings': () => asOperator('POST /v1/clearings', ''),
  'PUT /v1/holds/{what}': () => asOperator('PUT /v1/holds/{what}', 'payments'),
  ...Object.fromEntries(
    ownCalls.flatMap(({ carriedOut = {} }) =>
      Object.entries(carriedOut).map(([name, carry]) => [name, () => carry(exampleOf(name))]),
    ),
  ),
}

const routeOf = (name: string): Route => allRoutes.find((route) => nameOf(route) === name)!
const exampleOf = (name: string) => routeOf(name).example

/** Somebody of the example's name and number is registered. */
async function asClerk(name: string) {
  const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  await register(stack, 2, { certno: '999999199001010024', psn_name: '测试二' })
  return apiOf(stack).call(clerk('130100'), name, exampleOf(name))
}

async function asOperator(name: string, param: string) {
  const stack = await makeStack({ now: '2026-03-12T09:00:00+08:00' })
  return apiOf(stack).call(operator, name.replace(/\{\w+\}/, param), exampleOf(name))
}

describe('examples of bodies', () => {
  const writing = allRoutes.filter((route) => route.body).map(nameOf)

  it.each(writing)('%s: is carried out, and answered as the schema says', async (name) => {
    const route = routeOf(name)
    expect(published(bodyName(route)).safeParse(route.example).error).toBeUndefined()
    const { status, body } = await carriedOut[name]!()
    expect(status).toBe(route.status)
    expect(route.answer.safeParse(body).error).toBeUndefined()
    expect(published(answerName(route)!).safeParse(body).error).toBeUndefined()
  })
})

describe('codes of problems', () => {
  const known = problemsOf(allRoutes)
  const files = ours.filter(({ file }) => /^functions\/|^shared\/(engine|registers)\//.test(file))
  const found = files.flatMap(({ text }) => {
    const said = [...text.matchAll(/problem\((\d{3}), '([\w-]+)'/g)].map(([, status, code]) => ({ status, code }))
    const refused = [...text.matchAll(/refused: \{[^}]*?code: '([\w-]+)'/g)].map(([, code]) => ({ code }))
    return [...said, ...refused]
  })

  it('that the code says are all listed, with their status', () => {
    expect(found.length).toBeGreaterThan(15)
    // Refusals of events never reach a caller, and `bad-decision` is told as bad input.
    const others = ['amount-differs', 'bad-decision', 'merged', 'too-many-waiting', 'too-many-reports']
    for (const { code, ...said } of found) {
      if (others.includes(code!)) continue
      expect(Object.keys(known)).toContain(code)
      if ('status' in said) expect(String(known[code!]?.status)).toBe(said.status)
    }
  })

  it('that are listed can each come from some route', () => {
    const told = new Set(allRoutes.flatMap((route) => Object.keys(ownProblems(route))))
    expect([...told].sort()).toEqual(Object.keys(known).sort())
  })
})
