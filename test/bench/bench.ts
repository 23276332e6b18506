/**
 * `npm run bench -- [name …] [--cases N] [--runs N] [--due N]`: measures and writes test/bench/results/<name>.json. Names: the
 * bundles, `desk`, `growth`, `lane`, `lifelong`, `pages`, `seal`, `settle`, `sweep`; without one all bundles and the desk.
 */
import { main, readArgs, runCommand, terminal, type Usage, wholeNumber } from '../../infra/cli/support/command.ts'
import type { Size } from './benches.ts'

const usage: Usage = {
  command: 'npm run bench',
  text: {
    zh: `用法：npm run bench -- [名称…] [选项]

  名称          一个业务，或 desk、growth、lane、lifelong、pages、seal、settle、sweep；不写时全部业务和 desk
  --cases N     每轮多少件（默认 200）
  --runs N      几轮（默认 5）
  --stored N    growth：每人已存多少（默认 500）
  --due N       sweep：多少件同时到期（默认 20000）

写 test/bench/results/<名称>.json，和 test/bench/README.md 里的表。`,
    en: `Usage: npm run bench -- [name …] [options]

  name          a bundle, or desk, growth, lane, lifelong, pages, seal, settle, sweep; without one all bundles and the desk
  --cases N     cases of a run (200 if not given)
  --runs N      runs (5 if not given)
  --stored N    growth: how much is stored of a person (500 if not given)
  --due N       sweep: how much falls due at once (20000 if not given)

Writes test/bench/results/<name>.json, and the tables of test/bench/README.md.`,
  },
  done: { zh: '测完', en: 'measured' },
  wrong: { zh: '有一项没有守住它的界限', en: 'one does not keep within its bounds' },
}

const text = { type: 'string' } as const
const options = { cases: text, runs: text, stored: text, due: text } as const

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const { values, positionals } = readArgs(rest, options, Number.POSITIVE_INFINITY)
    const size = { cases: '200', runs: '5', stored: '500', due: '20000', ...values }
    const number = (name: keyof Size) => wholeNumber(`--${name}`, size[name], [1, Number.MAX_SAFE_INTEGER])
    // Only now: it loads everything that can be measured.
    const { measure } = await import('./benches.ts')
    return measure(positionals, {
      cases: number('cases'),
      runs: number('runs'),
      stored: number('stored'),
      due: number('due'),
    })
  })

if (import.meta.main) await main(run)
