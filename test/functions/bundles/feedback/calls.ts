/** How the tests of the API ask the calls that are the bundle's own. */
import { citizen } from '../../../support/api.ts'
import { moveAway } from '../../../support/people.ts'
import type { OwnCalls } from '../../api/own-calls.ts'
import { scene } from './scene.ts'

let rated = 0

export const calls: OwnCalls = {
  asked: {
    'POST /v1/cases/{case_id}/rating': ({ ids }) => ({
      path: `/v1/cases/${ids.transfer}/rating`,
      body: { score: 5, text: `第${++rated}次` },
      tells: 'score',
    }),
    'GET /v1/rates': (_town, role) => ({
      path: `/v1/rates?from=2026-03-01&to=2026-03-31${role === 'operator' ? '&admdvs=130100' : ''}`,
      tells: 'good_rate',
    }),
  },
  carriedOut: {
    'POST /v1/cases/{case_id}/rating': async (example) => {
      const { stack, api } = await scene()
      const psn = await moveAway(stack, 2)
      const [transfer] = await stack.cases(psn, 'transfer')
      return api.call(citizen(psn), `POST /v1/cases/${transfer!.case_id}/rating`, example)
    },
  },
  async look({ api, citizens }) {
    // Whatever the day was about is over too long: somebody begins a matter, withdraws it, and rates it.
    const form = {
      birth_cert_no: 'Z139999901',
      brdy: '2026-03-02T08:15:00+08:00',
      gend: '2',
      psn_name: '李春芽',
      fixmedins_code: 'H13010200001',
    }
    for (const who of citizens.slice(0, 3)) {
      const begun = await api.call(who, 'POST', '/v1/cases', { bundle: 'newborn', form })
      const { case_id } = begun.body as { case_id?: string }
      if (begun.status !== 201 || !case_id) continue
      await api.call(who, 'POST', `/v1/cases/${case_id}/actions`, { action: 'withdraw' })
      await api.call(who, 'POST', `/v1/cases/${case_id}/rating`, { score: 5 })
      break
    }
    const rates = '/v1/rates?from=2026-03-01&to=2026-03-31&admdvs=130100'
    await api.call({ role: 'operator' }, 'GET', rates)
  },
}
