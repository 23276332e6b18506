/** How the tests of the API ask the calls that are the bundle's own. */
import { institution } from '../../../support/api.ts'
import { person } from '../../../support/people.ts'
import type { OwnCalls } from '../../api/own-calls.ts'
import { scene, shandong } from './scene.ts'

const asked = {
  mdtrt_id: 'M1',
  fixmedins_code: 'H13010200001',
  begntime: '2026-03-12T08:00:00+08:00',
  drugs: [{ med_list_codg: 'XB01AFL015A001010100001', prd_days: 90, det_item_fee_sumamt: '90.00' }],
}

export const calls: OwnCalls = {
  asked: {
    'POST /v1/dose-checks': ({ me }) => ({ body: { ...asked, psn_no: me }, tells: '"psn_amt":"6.00"' }),
  },
  carriedOut: {
    'POST /v1/dose-checks': async (example) => {
      const { api, stack } = await scene(shandong)
      const { psn_no, fixmedins_code } = example as { psn_no: string; fixmedins_code: string }
      await stack.happen('person.registered', { ...person(2), psn_no })
      return api.call(institution(fixmedins_code), 'POST /v1/dose-checks', example)
    },
  },
  async look({ api, citizens }) {
    const [one] = citizens as readonly { psn_no?: string }[]
    const as = { role: 'institution', fixmedins_code: asked.fixmedins_code } as const
    await api.call(as, 'POST', '/v1/dose-checks', { ...asked, psn_no: one?.psn_no })
  },
}
