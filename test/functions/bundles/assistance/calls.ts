/** How the tests of the API ask the call that is the bundle's own. */
import type { OwnCalls } from '../../api/own-calls.ts'

export const calls: OwnCalls = {
  asked: { 'GET /v1/me/assistance': () => ({ path: '/v1/me/assistance?year=2026', tells: 'settlements' }) },
  async look({ api, citizens }) {
    for (const who of citizens) await api.call(who, 'GET', '/v1/me/assistance?year=2026')
  },
}
