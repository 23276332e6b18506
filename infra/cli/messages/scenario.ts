/**
 * Scenarios in the local stack: `npm run event -- scenario list`, `scenario NAME --ready-file F`. Each plays a story of a
 * bundle, or what partners meet at the door, tells it step by step, and holds what came of it against what must.
 */
import { setTimeout as delay } from 'node:timers/promises'
import * as z from 'zod'
import { instant } from '../../../shared/calendar/index.ts'
import { apiClient } from '../../local/day/api-client.ts'
import { atTheDoor, eventsOf } from '../../local/day/at-the-door.ts'
import { untilDrained } from '../../local/day/queue-depths.ts'
import { playScenario, type Stage } from '../../local/day/scenario.ts'
import { scenarios, written } from '../../samples/scenarios.ts'
import {
  readArgs,
  required,
  runCommand,
  type Terminal,
  type Usage,
  WrongCall,
  wholeNumber,
} from '../support/command.ts'
import { readyIn } from '../support/files.ts'
import { say } from '../support/language.ts'
import { openInbox } from './inbox.ts'

const readyFile = z.object({
  api: z.string(),
  sqs: z.string(),
  region: z.string(),
  queues: z.object({ inbox: z.string() }),
})

const usage: Usage = {
  command: 'npm run event',
  text: {
    zh: `用法：npm run event -- scenario list
      npm run event -- scenario 名称 --ready-file 文件 [--seed 数]

在本机环境里让一件事从头到尾发生一遍，逐步说出发生了什么。每次都是新的人；业务时钟会向前拨几天。`,
    en: `Usage: npm run event -- scenario list
       npm run event -- scenario NAME --ready-file FILE [--seed N]

Lets a matter happen from beginning to end in the local stack, and tells it step by step. People are new each time; the
business clock moves on by a few days.`,
  },
  done: { zh: '与说好的一样', en: 'as told' },
  wrong: { zh: '与说好的不一样', en: 'not as told' },
}

/** Runs `scenario …`; answers the exit status. */
export const scenario = (args: readonly string[], io: Terminal): Promise<number> =>
  runCommand(usage, io, args, (rest) =>
    runScenario(
      rest.filter((word) => word !== 'scenario'),
      io,
    ),
  )

async function runScenario(args: readonly string[], io: Terminal): Promise<number> {
  const text = { type: 'string' } as const
  const { values, positionals } = readArgs(args, { 'ready-file': text, seed: text }, 1)
  const [name = 'list'] = positionals
  if (name === 'list') return list(io)
  const stage = stageOf(required(values['ready-file'], '--ready-file'), io)
  // Another tenth of a second, other people.
  const seed = values.seed === undefined ? Math.floor(Date.now() / 100) : wholeNumber('--seed', values.seed, [0, 1e12])
  const faults = await play(name, seed, stage)
  for (const fault of faults) io.err(fault)
  const asTold = { zh: '与说好的一样', en: 'As told' }
  io.out(faults.length === 0 ? say(asTold) : say({ zh: '与说好的不一样', en: 'Not as told' }))
  return faults.length === 0 ? 0 : 1
}

/** All scenarios. */
const all = [...scenarios, ...atTheDoor]

function list(io: Terminal): number {
  const width = Math.max(...all.map(({ name }) => name.length)) + 2
  for (const { name, title } of all) io.out(`${name.padEnd(width)}${say(title)}`)
  return 0
}

/** Plays the scenario of a name, or of what it begins with, on a stage; answers what came out otherwise than told. */
export async function play(name: string, seed: number, stage: Stage): Promise<string[]> {
  const now = await stage.now()
  const one = named(name)
  stage.tell(`${one.name}: ${say(one.title)}  (seed ${seed}, ${now})`)
  // No two of them tell of the same people, whatever the seed.
  const own = seed * all.length + all.indexOf(one)
  return 'play' in one ? one.play(stage, eventsOf(own, now)) : playScenario(stage, written(one, own, now))
}

function named(asked: string): (typeof all)[number] {
  const beginning = all.filter(({ name }) => name.startsWith(asked))
  const found = all.find(({ name }) => name === asked) ?? (beginning.length === 1 ? beginning[0] : undefined)
  if (found) return found
  const names = all.map(({ name }) => name).join(' ')
  throw new WrongCall(
    say({ zh: `没有情景 ${asked}；有：${names}`, en: `there is no scenario ${asked}; there are: ${names}` }),
  )
}

/** The local stack of a ready file. */
function stageOf(file: string, io: Terminal): Stage {
  const { api, sqs, region, queues } = readyIn(file, readyFile)
  const inbox = openInbox({ sqs, region, queue: queues.inbox })
  return {
    api: apiClient(api),
    // The clock says its time only when it is moved.
    now: async () => {
      const answer = await fetch(`${api}/dev/clock`, { method: 'POST', body: JSON.stringify({ advance: 'PT1S' }) })
      return instant(z.object({ now: z.string() }).parse(await answer.json()).now)
    },
    send: async (event) => {
      const [failed] = await inbox.send([JSON.stringify(event)])
      if (failed) throw new Error(`the inbox did not take an event: ${failed.reason}`)
    },
    settle: async () => {
      await untilDrained(sqs)
    },
    pause: delay,
    tell: (line) => io.out(line),
  }
}
