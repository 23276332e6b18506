/** DBOS on a PostgreSQL of its own, as it comes: on disk, every commit flushed. */
import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../../infra/local/ports-free.ts'
import { inParallel } from '../measure.ts'
import { ended, eventually, type Heard, type Peer, startServer, startWorker } from './peer.ts'

const debian = '/usr/lib/postgresql'

/** Starts PostgreSQL and the worker. Throws if there is no PostgreSQL. */
export async function startDbos(heard: Heard): Promise<Peer> {
  const dir = mkdtempSync(join(tmpdir(), 'mianshen-dbos-'))
  const port = await freePort()
  const server = await startPostgres(dir, port)
  const prepared = new Map<number, () => void>()
  const url = `postgresql://peer@127.0.0.1:${port}/postgres`
  const worker = await eventually(() =>
    startWorker(
      'dbos-worker.mjs',
      { url },
      {
        task: (n) => heard.task(n),
        done(n) {
          const ready = prepared.get(n)
          prepared.delete(n)
          if (ready) ready()
          else heard.done(n)
        },
      },
    ),
  )
  const order = async (what: string, n: number) => worker.tell({ order: what, n })
  return {
    prepare: (numbers) =>
      inParallel(numbers, 16, async (n) => {
        const done = new Promise<void>((resolve) => prepared.set(n, resolve))
        await order('prepare', n)
        await done
      }),
    begin: (n) => order('begin', n),
    approve: (n) => order('approve', n),
    pids: () => ({ worker: [worker.pid], stores: [server.pid ?? 0] }),
    async stop() {
      await worker.stop()
      await ended(server, 'SIGINT')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
async function startPostgres(dir: string, port: number) {
  const version = existsSync(debian) ? readdirSync(debian).sort().at(-1) : undefined
  if (version === undefined) throw new Error('no PostgreSQL here: apt-get install postgresql')
  const bin = join(debian, version, 'bin')
  const who = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (who.uid !== undefined) chownSync(dir, who.uid, who.gid)
  const data = join(dir, 'data')
  const sockets = join(dir, 'sockets')
  mkdirSync(sockets)
  if (who.uid !== undefined) chownSync(sockets, who.uid, who.gid)
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'peer', '-A', 'trust'], { ...who, stdio: 'ignore', cwd: dir })
  const log = openSync(join(dir, 'postgres.log'), 'a')
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=120']
  const server = startServer(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-k', sockets, ...settings], {
    ...who,
    cwd: dir,
    stdio: ['ignore', log, log],
  })
  await eventually(async () =>
    execFileSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' }),
  )
  return server
}

const idOf = (which: '-u' | '-g') => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }))
