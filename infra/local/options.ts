/** The command lines of `npm run serve` and `npm start`. */
import { resolve } from 'node:path'
import type { Instant } from '../../shared/calendar/index.ts'
import { readArgs, timeOf, type Usage, WrongCall, wholeNumber } from '../cli/support/command.ts'
import { say } from '../cli/support/language.ts'

/** What `npm run serve` was asked for. */
export interface ServeOptions {
  readonly readyFile?: string
  readonly now?: Instant
  readonly stubs: boolean
  readonly dataDir?: string
  /** How often the data directory was put back to an earlier moment. */
  readonly epoch?: number
  /** A parameter takes two operators: one tries it, another releases it. */
  readonly secondPerson?: true
  /** New keys seal by SM4 and hash by SM3. */
  readonly sm?: true
  readonly port: number
  readonly stubsConfig?: string
  /** Who may send what, and with which keys it is signed; without it the inbox takes what is well formed. */
  readonly partners?: string
}

/** What `npm start` was asked for. */
export interface StartOptions {
  /** Ends after the summary instead of staying until Ctrl-C. */
  readonly once: boolean
  readonly port: number
  /** Decides the sample day. */
  readonly seed: number
  /** How large the day is: 1 is the day of the rules' figures. */
  readonly scale: number
}

/** How serve is called. */
export const serveUsage: Usage = {
  command: 'npm run serve',
  text: {
    zh: `用法：npm run serve -- [选项]      本机环境，空的，直到 SIGTERM 或 Ctrl-C

  --ready-file 文件     就绪时写下这个文件（JSON：地址、队列、进程号）
  --now 时刻            业务时钟从这一刻走起（带时区，如 2026-03-02T09:00:00+08:00）
  --stubs on|off        off：不启动模拟合作方，发给合作方的队列留给别人读（默认 on）
  --stubs-config 文件   模拟合作方怎么办事，见 infra/local/stubs/README.md
  --partners 文件       谁可以报什么、用哪些公钥签名，见 infra/local/README.md（默认：谁都可以，不签名）
  --data-dir 目录       状态保存在这里，重启后接着用（默认：只在内存里）
  --epoch N             这个目录恢复到过去几次；写进每一个编号（默认 0）
  --second-person       改政策参数要两个人：一人试算，另一人放行
  --sm                  新密钥用国密（SM4 封装、SM3 哈希）；目录里已有的不变
  --port N              接口的端口（默认 0：任意）`,
    en: `Usage: npm run serve -- [options]      the local stack, empty, until SIGTERM or Ctrl-C

  --ready-file F     write F (JSON: addresses, queues, process ids) when ready
  --now T            start the business clock at T (RFC 3339 with offset); it runs on from there
  --stubs on|off     off: no stub partners, the outbound queues stay unread (default on)
  --stubs-config F   how the stub partners behave, see infra/local/stubs/README.md
  --partners F       who may send what and signs with which keys, see infra/local/README.md (default: anybody, unsigned)
  --data-dir D       keep the state in D across restarts (default: in memory)
  --epoch N          how often D was put back to an earlier moment; stands in every id we give (default 0)
  --second-person    a parameter takes two operators: one tries it, another releases it
  --sm               keys that are made seal by SM4 and hash by SM3; those kept in D stay as they are
  --port N           the API's port (default 0: any)`,
  },
  done: { zh: '按要求停下', en: 'stopped as asked' },
}

/** How start is called. */
export const startUsage: Usage = {
  command: 'npm start',
  text: {
    zh: `用法：npm start -- [选项]      本机环境，演一省的样例日

  --once       打印小结后退出
  --port N     接口的端口（默认 0：任意）
  --seed N     另一个样例日（默认 1）
  --scale N    大小是样例日的 N 倍，0.01 到 100（默认 1）`,
    en: `Usage: npm start -- [options]      the local stack, playing the sample day of a province

  --once       exit after the summary
  --port N     the API's port (default 0: any)
  --seed N     another sample day (default 1)
  --scale N    a day N times as large, from 0.01 to 100 (default 1)`,
  },
  done: { zh: '演完，或按要求停下', en: 'played, or stopped as asked' },
  wrong: {
    zh: '--once 时，有办件卡住、账不平，或结果与样例日说的不同',
    en: 'with --once, a case is stuck, the ledger does not balance, or something came out otherwise than the day says',
  },
}

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const serveArgs = {
  'ready-file': text,
  now: text,
  stubs: text,
  'stubs-config': text,
  partners: text,
  'data-dir': text,
  epoch: text,
  'second-person': flag,
  sm: flag,
  port: text,
} as const

/** Reads the command line of serve. Throws a {@link WrongCall}. */
export function serveOptions(args: readonly string[]): ServeOptions {
  const { values } = readArgs(args, serveArgs)
  const stubs = values.stubs ?? 'on'
  if (stubs !== 'on' && stubs !== 'off')
    throw new WrongCall(
      say({ zh: `--stubs 应为 on 或 off，写的是 ${stubs}`, en: `--stubs is on or off, not ${stubs}` }),
    )
  return {
    stubs: stubs === 'on',
    port: wholeNumber('--port', values.port ?? '0', [0, 65_535]),
    ...(values.epoch === undefined ? {} : { epoch: wholeNumber('--epoch', values.epoch, [0, 999]) }),
    ...(values['second-person'] ? { secondPerson: true } : {}),
    ...(values.sm ? { sm: true } : {}),
    ...(values.now === undefined ? {} : { now: timeOf('--now', values.now) }),
    ...path('readyFile', values['ready-file']),
    ...path('dataDir', values['data-dir']),
    ...path('stubsConfig', values['stubs-config']),
    ...path('partners', values.partners),
  }
}

/** Reads the command line of start. Throws a {@link WrongCall}. */
export function startOptions(args: readonly string[]): StartOptions {
  const { values } = readArgs(args, { once: flag, port: text, seed: text, scale: text })
  return {
    once: values.once ?? false,
    port: wholeNumber('--port', values.port ?? '0', [0, 65_535]),
    seed: wholeNumber('--seed', values.seed ?? '1', [0, 2 ** 32 - 1]),
    scale: scaleOf(values.scale ?? '1'),
  }
}

function scaleOf(given: string): number {
  const scale = /^\d{1,3}(\.\d{1,3})?$/.test(given) ? Number(given) : Number.NaN
  if (scale >= 0.01 && scale <= 100) return scale
  throw new WrongCall(
    say({
      zh: `--scale 应为 0.01 到 100 的数，写的是 ${given}`,
      en: `--scale is a number from 0.01 to 100, not ${given}`,
    }),
  )
}

/** Paths are meant from where the caller is; npm runs us in the project's folder and tells where that was. */
function path<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  if (value === undefined) return {}
  if (value === '') throw new WrongCall(say({ zh: '有一个路径是空的', en: 'a path is empty' }))
  return { [key]: resolve(process.env.npm_lifecycle_event ? (process.env.INIT_CWD ?? '') : '', value) } as {
    [P in K]?: string
  }
}
