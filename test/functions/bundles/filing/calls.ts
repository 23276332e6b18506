/** How the tests of the API ask the calls that are the bundle's own. */
import { citizen } from '../../../support/api.ts'
import type { OwnCalls } from '../../api/own-calls.ts'
import { makeTown } from '../../api/town.ts'

export const calls: OwnCalls = {
  asked: {
    'GET /v1/filings': ({ ids }) => ({ tells: ids.filing }),
    'POST /v1/filings': ({ child }) => ({
      body: { kind: 'temporary', to_admdvs: '110000', from: '2026-03-12', commitment: true, psn_no: child },
      tells: child,
    }),
    'DELETE /v1/filings/{filing_id}': ({ ids }) => ({ path: `/v1/filings/${ids.filing}`, tells: 'ended' }),
  },
  carriedOut: {
    'POST /v1/filings': async (example) => {
      const { api, me } = await makeTown()
      return api.call(citizen(me), 'POST /v1/filings', example)
    },
  },
  async look({ api, citizens }) {
    for (const who of citizens) {
      const { body } = await api.call(who, 'GET', '/v1/filings')
      for (const { filing_id } of (body as { filings?: { filing_id: string }[] }).filings ?? []) {
        await api.call(who, 'DELETE', `/v1/filings/${filing_id}`)
      }
    }
  },
}
