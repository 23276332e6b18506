import { expect, test } from 'vitest'
import { births } from '../../../functions/bundles/all.ts'
import { deskApp } from '../../../functions/desk/app.ts'
import { policiesOf } from '../../../functions/desk/policies.ts'
import { decisionSchema, deskRoute } from '../../../functions/desk/route.ts'
import { serveRoutes } from '../../../functions/http/serve.ts'
import { enrolment, register } from '../../support/people.ts'
import { makeStack } from '../../support/stack.ts'

const institution = async () => ({ role: 'institution' as const, id: 'institution:H', fixmedins_code: 'H11010100001' })

test('both apps answer alike, as the document says', async () => {
  const stack = await makeStack({ now: '2023-09-01T08:00:00+08:00' })
  const psn_no = await register(stack, 1)
  await stack.happen('enrolment.registered', enrolment(psn_no, '140100', '2020-01-01'))
  const { table, keys, clock, log } = stack.ports
  const apps = [
    deskApp({ table, keys, clock, log, policies: policiesOf(table, clock) }, { authenticate: institution }),
    serveRoutes({ ports: stack.ports, births, rules: stack.rules }, [deskRoute], { authenticate: institution }),
  ]
  const good = {
    mdtrt_id: 'M1',
    fixmedins_code: 'H11010100001',
    mdtrtarea_admvs: '110101',
    psn_no,
    med_type: '21',
    begntime: '2023-09-01T09:00:00+08:00',
    cross_region_enabled: true,
  }
  const questions = [
    good,
    { ...good, psn_no: 'nobody' },
    { ...good, fixmedins_code: 'H11010100002' },
    { ...good, med_type: 'x' },
    {},
  ]
  const statuses = []
  for (const question of questions) {
    const answers = []
    for (const app of apps) {
      const response = await app.request('/v1/filing-decisions', { method: 'POST', body: JSON.stringify(question) })
      answers.push({
        status: response.status,
        type: response.headers.get('content-type'),
        cache: response.headers.get('cache-control'),
        body: await response.json(),
      })
    }
    expect(answers[0]).toEqual(answers[1])
    statuses.push(answers[0]!.status)
    if (answers[0]!.status === 200)
      expect(decisionSchema.strict().parse(answers[0]!.body)).toMatchObject({ basis: '11' })
  }
  expect(statuses).toEqual([200, 404, 404, 400, 400])
})
