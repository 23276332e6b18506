/** `npm run cost`: counts plain cases, reads what was measured, and writes `infra/cost.md`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { main, readArgs, runCommand, terminal, type Usage } from '../../infra/cli/support/command.ts'
import { say } from '../../infra/cli/support/language.ts'
import type { CaseUse } from '../../infra/cost/model.ts'
import type { Measured } from './bundles.ts'

const resultOf = (bundle: string) => new URL(`results/${bundle}.json`, import.meta.url)

/** What a bundle's plain case takes. */
async function useOf(spec: Measured): Promise<CaseUse> {
  const { summary } = JSON.parse(readFileSync(resultOf(spec.bundle), 'utf8')) as {
    summary: Record<'read_units' | 'cpu_ms', { median: number }>
  }
  const { plainCase } = await import('./plain.ts')
  return {
    ...(await plainCase(spec)),
    readUnits: summary.read_units.median,
    cpuMs: summary.cpu_ms.median,
  }
}

const isMeasured = ({ bundle }: Measured) => existsSync(resultOf(bundle))

const usage: Usage = {
  command: 'npm run cost',
  text: {
    zh: `用法：npm run cost\n\n数一数各业务最平常的一件、读出测量的结果，写成 infra/cost.md。`,
    en: `Usage: npm run cost\n\nCounts plain cases, reads what was measured, and writes infra/cost.md.`,
  },
  done: { zh: '写好', en: 'written' },
}

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    readArgs(rest, {})
    const [{ costReport }, { bundleBenches }, { standing }] = await Promise.all([
      import('../../infra/cost/report.ts'),
      import('./bundles.ts'),
      import('./standing.ts'),
    ])
    const uses: CaseUse[] = []
    for (const spec of Object.values(bundleBenches)) {
      if (isMeasured(spec)) uses.push(await useOf(spec))
      else {
        const { bundle } = spec
        const command = `npm run bench -- ${bundle}`
        io.err(say({ zh: `${bundle} 还没有测量过：${command}`, en: `${bundle} was never measured: ${command}` }))
      }
    }
    writeFileSync(new URL('../../infra/cost.md', import.meta.url), costReport(uses, standing()))
    io.out('infra/cost.md')
    return 0
  })

if (import.meta.main) await main(run)
