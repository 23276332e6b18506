/** The same as a CommonJS module. */
import client = require('@mianshen/client')

declare const process: { argv: string[] }
const [baseUrl = ''] = process.argv.slice(2)
const transport = client.fetchTransport(fetch)
const api = client.createClient({ baseUrl, transport, token: async () => 'new' })

void api.call('GET /v1/me').then((me) => console.log(JSON.stringify({ me: me.ok ? me.body.psn_no : me.problem.code })))
