/**
 * Writes a sample day as JSON lines: first its head (seed, beginning, answers of offices and partners), then its steps
 * in order of time, last what is expected of it and how many cases of each kind that makes.
 */
import { countsOf } from '../../events/samples/compare.ts'
import { sampleDay } from '../samples/index.ts'
import { main, readArgs, runCommand, terminal, type Usage, WrongCall, wholeNumber } from './support/command.ts'
import { say } from './support/language.ts'

const usage: Usage = {
  command: 'npm run samples',
  text: {
    zh: `用法：npm run --silent samples -- [选项] > day.jsonl

  --seed N     哪一个样例日（默认 1）
  --scale N    大小是样例日的 N 倍，大于 0，最多 1000（默认 1）
  --events     只写事件，npm run event -- send 可以直接用

每行一个 JSON：第一行是日子的开头（随机种子、起始时刻、窗口和合作方怎么回答），然后按时间一步一行，最后一行是应当得到的结果。`,
    en: `Usage: npm run --silent samples -- [options] > day.jsonl

  --seed N     which sample day (1 if not given)
  --scale N    a day N times as large, above 0, at most 1000 (1 if not given)
  --events     the bare events alone, as npm run event -- send takes them

JSON lines: the head (seed, beginning, answers of offices and partners), a line a step in order of time, and last what
must come of it.`,
  },
  done: { zh: '已写到标准输出', en: 'written to standard output' },
}

const text = { type: 'string' } as const

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(usage, io, args, (rest) => {
    const { values } = readArgs(rest, { seed: text, scale: text, events: { type: 'boolean' } })
    const seed = wholeNumber('--seed', values.seed ?? '1', [0, Number.MAX_SAFE_INTEGER])
    const scale = Number(values.scale ?? '1')
    if (!(scale > 0 && scale <= 1000))
      throw new WrongCall(
        say({ zh: '--scale 应为大于 0、不超过 1000 的数', en: '--scale is a number above 0, at most 1000' }),
      )
    const { steps, expected, ...head } = sampleDay(seed, scale)
    const lines = values.events
      ? steps.flatMap((step) => (step.do === 'send' ? [step.event] : []))
      : [head, ...steps, { expected, counts: countsOf(expected.cases) }]
    io.out(lines.map((line) => JSON.stringify(line)).join('\n'))
    return 0
  })

if (import.meta.main) await main(run)
