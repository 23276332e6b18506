/** How the tests of the API ask the call that is the bundle's own. */
import type { OwnCalls } from '../../../functions/api/own-calls.ts'

export const calls: OwnCalls = {
  asked: { 'GET /v1/me/donations': () => ({ tells: 'donations' }) },
  async look({ api, citizens }) {
    for (const who of citizens) await api.call(who, 'GET', '/v1/me/donations')
  },
}
