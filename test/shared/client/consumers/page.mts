/** A page as an ES module, with the types of browsers. */
import { type Answer, createClient, fetchTransport, type Problem, type Result, type Transport } from '@mianshen/client'

declare const process: { argv: string[] }
const [baseUrl = ''] = process.argv.slice(2)
const api = createClient({ baseUrl, transport: fetchTransport(fetch), login: () => 'new', tries: 1 })

const me: Result<Answer<'GET /v1/me'>> = await api.call('GET /v1/me')
const { signal } = new AbortController()
const late = await api.call('GET /v1/cases/{case_id}', { path: { case_id: 'hangs' }, signal, deadlineMs: 300 })
const abort = new AbortController()
setTimeout(() => abort.abort(), 300)
const aborted = await api.call('GET /v1/cases/{case_id}', { path: { case_id: 'hangs' }, signal: abort.signal })
const noted: Transport = async ({ url }) => ({ status: 200, header: () => undefined, text: JSON.stringify({ url }) })
const own = await createClient({ baseUrl, transport: noted, token: undefined }).call('GET /v1/areas')
const code = (one: Result<unknown>): Problem['code'] | undefined => (one.ok ? undefined : one.problem.code)
console.log(JSON.stringify({ me, late: code(late), aborted: code(aborted), own: own.ok }))
