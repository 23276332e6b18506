/** The command lines of `npm run serve` and `npm start`. */
import { resolve } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type Instant, parseInstant } from '../../shared/calendar/index.ts'

/** A command line that can't be understood: the text says why. */
export class UsageError extends Error {}

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

/** What `npm run serve -- --help` says. */
export const serveHelp = `npm run serve -- [options]      the local stack, empty, until SIGTERM or Ctrl-C

  --ready-file F     write F (JSON: addresses, queues, process ids) when ready
  --now T            start the business clock at T (RFC 3339 with offset); it runs on from there
  --stubs on|off     off: no stub partners, the outbound queues stay unread (default on)
  --stubs-config F   how the stub partners behave, see infra/local/stubs/README.md
  --partners F       who may send what and signs with which keys, see infra/local/README.md (default: anybody, unsigned)
  --data-dir D       keep the state in D across restarts (default: in memory)
  --epoch N          how often D was put back to an earlier moment; stands in every id we give (default 0)
  --second-person    a parameter takes two operators: one tries it, another releases it
  --sm               keys that are made seal by SM4 and hash by SM3; those kept in D stay as they are
  --port N           the API's port (default 0: any)`

/** What `npm start -- --help` says. */
export const startHelp = `npm start -- [options]      the local stack, playing the sample day of a province

  --once       exit after the summary; status 1 if a case is stuck or the ledger does not balance
  --port N     the API's port (default 0: any)
  --seed N     another sample day (default 1)
  --scale N    a day N times as large, from 0.01 to 100 (default 1)`

/** Reads the command line of serve. Undefined: help was asked for. Throws a UsageError. */
export function serveOptions(args: string[]): ServeOptions | undefined {
  const text = { type: 'string' } as const
  const values = read(args, {
    'ready-file': text,
    now: text,
    stubs: text,
    'stubs-config': text,
    partners: text,
    'data-dir': text,
    epoch: text,
    'second-person': { type: 'boolean' },
    sm: { type: 'boolean' },
    port: text,
  })
  if (values.help) return undefined
  const stubs = values.stubs ?? 'on'
  if (stubs !== 'on' && stubs !== 'off') throw new UsageError(`--stubs is on or off, not ${stubs}`)
  return {
    stubs: stubs === 'on',
    port: wholeNumber('port', values.port ?? '0', 65_535),
    ...(values.epoch === undefined ? {} : { epoch: wholeNumber('epoch', values.epoch, 999) }),
    ...(values['second-person'] ? { secondPerson: true } : {}),
    ...(values.sm ? { sm: true } : {}),
    ...(values.now === undefined ? {} : { now: time(values.now) }),
    ...path('readyFile', values['ready-file']),
    ...path('dataDir', values['data-dir']),
    ...path('stubsConfig', values['stubs-config']),
    ...path('partners', values.partners),
  }
}

/** Reads the command line of start. Undefined: help was asked for. Throws a UsageError. */
export function startOptions(args: string[]): StartOptions | undefined {
  const text = { type: 'string' } as const
  const values = read(args, { once: { type: 'boolean' }, port: text, seed: text, scale: text })
  if (values.help) return undefined
  return {
    once: values.once ?? false,
    port: wholeNumber('port', values.port ?? '0', 65_535),
    seed: wholeNumber('seed', values.seed ?? '1', 2 ** 32 - 1),
    scale: scaleOf(values.scale ?? '1'),
  }
}

type Options = NonNullable<ParseArgsConfig['options']>

function read<const O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({ args, options: { ...options, help: { type: 'boolean', short: 'h' } }, strict: true }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function time(text: string): Instant {
  const parsed = parseInstant(text)
  if (parsed) return parsed
  throw new UsageError(`--now is a time with offset such as 2026-03-02T09:00:00+08:00, not ${text}`)
}

function wholeNumber(name: string, text: string, highest: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (number <= highest) return number
  throw new UsageError(`--${name} is a whole number from 0 to ${highest}, not ${text}`)
}

function scaleOf(text: string): number {
  const scale = /^\d{1,3}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN
  if (scale >= 0.01 && scale <= 100) return scale
  throw new UsageError(`--scale is a number from 0.01 to 100, not ${text}`)
}

/** Paths are meant from where the caller is; npm runs us in the project's folder and tells where that was. */
function path<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  if (value === undefined) return {}
  if (value === '') throw new UsageError('a path is empty')
  return { [key]: resolve(process.env.npm_lifecycle_event ? (process.env.INIT_CWD ?? '') : '', value) } as {
    [P in K]?: string
  }
}
