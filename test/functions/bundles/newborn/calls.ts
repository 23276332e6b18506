/** How the tests of the API ask the call that is the bundle's own. */
import type { OwnCalls } from '../../api/own-calls.ts'
import { certificate } from '../../api/town.ts'

export const calls: OwnCalls = {
  asked: {
    'GET /v1/cardless/{birth_cert_no}': () => ({ path: `/v1/cardless/${certificate}`, tells: 'premium-unpaid' }),
  },
  async look({ api, certificates }) {
    for (const no of certificates) {
      await api.call({ role: 'institution', fixmedins_code: 'H13010200001' }, 'GET', `/v1/cardless/${no}`)
    }
  },
}
