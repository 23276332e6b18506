/** `npm run capacity`: counts what each kind of event takes and writes `infra/capacity.md`, its first table in `infra/DEPLOY.md`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { main, readArgs, runCommand, terminal, type Usage } from '../../infra/cli/support/command.ts'
import type { KindUse } from '../../infra/cost/capacity.ts'
import { type KindName, kinds } from '../../infra/cost/province.ts'

const usage: Usage = {
  command: 'npm run capacity',
  text: {
    zh: `用法：npm run capacity\n\n数一数每种事件要多少，写成 infra/capacity.md，和 infra/DEPLOY.md 的第一张表。`,
    en: `Usage: npm run capacity\n\nCounts what each kind of event takes, and writes infra/capacity.md and the first table of infra/DEPLOY.md.`,
  },
  done: { zh: '写好', en: 'written' },
}

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    readArgs(rest, {})
    const [{ capacityReport }, { sizesTable }, { productionStage }, { countCrowds }, { useOf }] = await Promise.all([
      import('../../infra/cost/capacity-report.ts'),
      import('../../infra/cost/capacity-sizes.ts'),
      import('./capacity-stage.ts'),
      import('./crowds.ts'),
      import('./kinds.ts'),
    ])
    const uses: KindUse[] = []
    for (const kind of Object.keys(kinds) as KindName[]) uses.push(await useOf(kind))
    const stage = productionStage()
    writeFileSync(new URL('../../infra/capacity.md', import.meta.url), capacityReport(uses, await countCrowds(), stage))
    const deploy = new URL('../../infra/DEPLOY.md', import.meta.url)
    const place = /(<!-- begin capacity -->\n)[\s\S]*?(<!-- end capacity -->)/
    writeFileSync(
      deploy,
      readFileSync(deploy, 'utf8').replace(
        place,
        (_, begin: string, end: string) => `${begin}${sizesTable(uses, stage)}\n${end}`,
      ),
    )
    io.out('infra/capacity.md, infra/DEPLOY.md')
    return 0
  })

if (import.meta.main) await main(run)
