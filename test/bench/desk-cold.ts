/** How long the desk keeps somebody waiting whom it has to be started for: from the start of its process to its answer. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../../infra/bundle.ts'
import { dynamodbUrl } from '../../infra/local/config.ts'
import { deskNow, insure, visitOf } from './desk-people.ts'
import { bundleEmpty } from './desk-size.ts'
import { bareStart, type FirstAnswer, firstAnswer, gatewayCall, openStart, type Start } from './desk-start.ts'
import { spread } from './measure.ts'
import { startBench } from './stores.ts'

/** Milliseconds from the start of a process to the first answer, and the CPU of it: `median (least–most)`. */
export interface ColdStart {
  what: string
  ms: string
  cpu_ms: string
}

/** Starts each so many times, in turn. */
export async function deskColdStarts(tries: number): Promise<ColdStart[]> {
  const dir = mkdtempSync(join(tmpdir(), 'mianshen-cold-'))
  const bench = await startBench(deskNow)
  try {
    await insure(bench.ports)
    const { data_keys } = JSON.parse(readFileSync(bench.config.keysFile, 'utf8')) as { data_keys: unknown }
    const start = await openStart(dynamodbUrl(bench.config), JSON.stringify(data_keys))
    const answers = await inTurn(startsOf(start, dir), tries)
    start.stop()
    return answers
  } finally {
    await bench.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

type Starts = Readonly<Record<string, (n: number) => Promise<FirstAnswer>>>

function startsOf({ environment, authorization }: Start, dir: string): Starts {
  const [bare, empty, desk] = ['bare', 'empty', 'desk'].map((name) => join(dir, name)) as [string, string, string]
  mkdirSync(bare)
  bundleEmpty(empty)
  bundle('desk', desk)
  const ask = (n: number) => gatewayCall('POST', '/v1/filing-decisions', { authorization }, visitOf(n))
  return {
    'Node alone': () => bareStart(bare, environment),
    'empty Hono app with the DynamoDB client, a read': () => firstAnswer(empty, environment, gatewayCall('GET', '/')),
    'desk, a decision': (n) => firstAnswer(desk, environment, ask(90_000_000 + n)),
  }
}

async function inTurn(starts: Starts, tries: number): Promise<ColdStart[]> {
  const answers = new Map<string, FirstAnswer[]>()
  for (let n = 0; n < tries; n++) {
    for (const [what, start] of Object.entries(starts)) {
      const answer = await start(n)
      if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${answer.body}`)
      answers.set(what, [...(answers.get(what) ?? []), answer])
    }
  }
  return [...answers].map(([what, each]) => ({
    what,
    ms: told(each.map(({ ms }) => ms)),
    cpu_ms: told(each.map(({ cpu_ms }) => cpu_ms)),
  }))
}

function told(values: readonly number[]): string {
  const { median, min, max } = spread(values)
  return `${median} (${min}–${max})`
}
