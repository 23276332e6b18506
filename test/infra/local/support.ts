/** Real processes for tests of the local stack. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SQSClient } from '@aws-sdk/client-sqs'
import { credentials, region, writeConfig } from '../../../infra/local/config.ts'
import { freePort } from '../../../infra/local/ports-free.ts'
import { queueUrl } from '../../../infra/local/queues.ts'
import { Supervisor } from '../../../infra/local/supervisor.ts'

/** A directory for one test; remove it afterwards. */
export function testDir(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'mianshen-test-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** Asks again until the answer is given; fails after `limitMs`. */
export async function eventually<T>(ask: () => T | undefined | Promise<T | undefined>, limitMs = 8_000): Promise<T> {
  const end = performance.now() + limitMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > end) throw new Error('did not come true in time')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** True until a process has ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** An SQS server as the local stack runs it. */
export async function startTestSqs(options: { dir: string; port?: number; persistent?: boolean }) {
  const port = options.port ?? (await freePort())
  const configFile = writeConfig(options.dir, {
    region,
    table: 'unused',
    epoch: 0,
    apiPort: 0,
    sqsPort: port,
    dynamodbPort: 0,
    ...(options.persistent ? { sqsDataDir: join(options.dir, 'sqs') } : {}),
    clockFile: '',
    bucketsDir: '',
    streamFile: '',
    sweepFile: '',
    keysFile: '',
    stubsFile: '',
    stubsCountFile: '',
  })
  const supervisor = new Supervisor()
  await supervisor.start({
    name: 'sqs',
    command: process.execPath,
    args: [fileURLToPath(new URL('../../../infra/local/processes/sqs.ts', import.meta.url)), configFile],
    logFile: join(options.dir, 'sqs.log'),
    stage: 0,
  })
  const client = new SQSClient({ endpoint: `http://127.0.0.1:${port}`, region, credentials })
  return {
    port,
    client,
    url: (name: string) => queueUrl(port, name),
    pid: () => supervisor.pids().sqs as number,
    async stop() {
      client.destroy()
      await supervisor.stop()
    },
  }
}
