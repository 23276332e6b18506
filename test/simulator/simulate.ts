/**
 * `npm run simulate -- --seed N --cases N | --seeds N | --minutes M`: whole populations in a world that fails, and an audit.
 * `npm run simulate -- --lives N [--seed S] [--from N] [--bundle B]`: random lives, the rules against plain models.
 */
import {
  main,
  readArgs,
  runCommand,
  type Terminal,
  terminal,
  type Usage,
  WrongCall,
  wholeNumber,
} from '../../infra/cli/support/command.ts'
import { say } from '../../infra/cli/support/language.ts'
import type { Limits } from './simulation.ts'

const usage: Usage = {
  command: 'npm run simulate',
  text: {
    zh: `用法：npm run simulate -- [选项]

  --seed N       从哪个随机种子起（默认 1）
  --cases N      满这么多办件为止
  --seeds N      这么多个种子为止（都不写时 1 个）
  --minutes M    这么多分钟为止
  --trace        打印发生的每一件事
  --shrink S     失败时最多用 S 秒缩小到最少的几件事（默认 60；0 不缩小）
  --bundle B     每个人都只办这项业务

  --lives N      改为随机的人生：规则和它们文字的模型对照 [--seed S] [--from 第几个起] [--bundle 业务]

种子失败，同一个种子总是同样失败。`,
    en: `Usage: npm run simulate -- [options]

  --seed N       the first seed (1 if not given)
  --cases N      until so many cases
  --seeds N      until so many seeds (one if nothing is given)
  --minutes M    until so many minutes
  --trace        prints everything that happened
  --shrink S     spends at most S seconds on cutting a failing seed down (60 if not given; 0: none)
  --bundle B     everybody lives a life of this bundle alone

  --lives N      random lives instead: the rules against models of their text [--seed S] [--from N] [--bundle B]

A seed that fails, fails again in the same way.`,
  },
  done: { zh: '全部通过', en: 'all is well' },
  wrong: { zh: '有种子或人生失败', en: 'a seed or a life fails' },
}

const text = { type: 'string' } as const
const options = {
  seed: text,
  cases: text,
  seeds: text,
  minutes: text,
  trace: { type: 'boolean' },
  shrink: text,
  lives: text,
  from: text,
  bundle: text,
} as const

type Asked = ReturnType<typeof readArgs<typeof options>>['values']

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const asked = readArgs(rest, options).values
    return asked.lives === undefined ? populations(asked, io) : lead(asked, asked.lives)
  })

const most = Number.MAX_SAFE_INTEGER
const whole = (option: string, given: string) => wholeNumber(option, given, [0, most])

/** A population's worth of seeds, as far as the options let it go. */
async function populations(asked: Asked, io: Terminal): Promise<number> {
  const limit = (option: 'cases' | 'seeds') => {
    const given = asked[option]
    return given === undefined ? Number.POSITIVE_INFINITY : whole(`--${option}`, given)
  }
  const isNothingSaid = asked.cases === undefined && asked.seeds === undefined && asked.minutes === undefined
  const limits: Limits = {
    seed: whole('--seed', asked.seed ?? '1'),
    cases: limit('cases'),
    seeds: isNothingSaid ? 1 : limit('seeds'),
    ms: minutesOf(asked.minutes) * 60_000,
    trace: asked.trace ?? false,
    shrinkSeconds: whole('--shrink', asked.shrink ?? '60'),
    bundle: asked.bundle,
  }
  const { simulate } = await import('./simulation.ts')
  return (await simulate(limits, io)) ? 0 : 1
}

function minutesOf(given: string | undefined): number {
  const minutes = given === undefined ? Number.POSITIVE_INFINITY : Number(given)
  if (minutes > 0) return minutes
  throw new WrongCall(say({ zh: '--minutes 应为大于 0 的数', en: '--minutes is a number above 0' }))
}

async function lead({ seed = '1', from = '0', bundle }: Asked, lives: string): Promise<number> {
  const [first, count] = [whole('--from', from), whole('--lives', lives)]
  const { runLives } = await import('./lives/run.ts')
  const { bundlesWithLives } = await import('./lives/many.ts')
  if (bundle !== undefined && !bundlesWithLives.includes(bundle)) {
    const all = bundlesWithLives.join(', ')
    throw new WrongCall(
      say({ zh: `没有业务 ${bundle}；有 ${all}`, en: `no lives of ${bundle}; there are those of ${all}` }),
    )
  }
  return (await runLives({ seed, from: first, count, bundle })) ? 0 : 1
}

if (import.meta.main) await main(run)
