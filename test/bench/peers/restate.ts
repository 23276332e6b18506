/** Restate's server from npm, with its state on disk, and a worker. */
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePort } from '../../../infra/local/ports-free.ts'
import { inParallel } from '../measure.ts'
import { ended, eventually, type Heard, type Peer, startServer, startWorker } from './peer.ts'

/** Starts server and worker, and makes them known to each other. */
export async function startRestate(heard: Heard): Promise<Peer> {
  const dir = mkdtempSync(join(tmpdir(), 'mianshen-restate-'))
  const [ingress, admin, node, port] = await Promise.all([freePort(), freePort(), freePort(), freePort()])
  const root = createRequire(import.meta.url).resolve(
    `@restatedev/restate-server-${process.platform}-${process.arch}/package.json`,
  )
  const log = openSync(join(dir, 'server.log'), 'a')
  const server = startServer(
    join(dirname(root), 'bin/restate-server'),
    ['--no-logo', '--base-dir', join(dir, 'data')],
    {
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        RESTATE_LISTEN_MODE: 'tcp',
        RESTATE_BIND_IP: '127.0.0.1',
        RESTATE_BIND_PORT: String(node),
        RESTATE_INGRESS__BIND_PORT: String(ingress),
        RESTATE_ADMIN__BIND_PORT: String(admin),
        RESTATE_DISABLE_TELEMETRY: '1',
        DO_NOT_TRACK: '1',
      },
    },
  )
  closeSync(log)
  const worker = await startWorker('restate-worker.mjs', { port }, heard)
  await eventually(() => post(`http://127.0.0.1:${admin}/deployments`, { uri: `http://127.0.0.1:${port}` }))
  const at = `http://127.0.0.1:${ingress}`
  return {
    prepare: (numbers) => inParallel(numbers, 16, (n) => post(`${at}/person/${n}/prepare`)),
    async begin(n) {
      // The call lasts as long as the case: its answer is the end.
      post(`${at}/transfer/${n}/run`, n).then(
        () => heard.done(n),
        (error: unknown) => process.stderr.write(`${error}\n`),
      )
    },
    approve: (n) => post(`${at}/transfer/${n}/approve`),
    pids: () => ({ worker: [worker.pid], stores: [server.pid ?? 0] }),
    async stop() {
      await worker.stop()
      await ended(server)
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function post(url: string, body?: unknown): Promise<void> {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(url, { method: 'POST', ...init })
  const text = await response.text()
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`)
}
