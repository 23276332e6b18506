/** `npm run cost`: counts plain cases, reads what was measured, and writes `infra/cost.md`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { CaseUse } from '../../infra/cost/model.ts'
import { costReport } from '../../infra/cost/report.ts'
import { bundleBenches, type Measured } from './bundles.ts'
import { plainCase } from './plain.ts'
import { standing } from './standing.ts'

const resultOf = (bundle: string) => new URL(`results/${bundle}.json`, import.meta.url)

/** What a bundle's plain case takes. */
async function useOf(spec: Measured): Promise<CaseUse> {
  const { summary } = JSON.parse(readFileSync(resultOf(spec.bundle), 'utf8')) as {
    summary: Record<'read_units' | 'cpu_ms', { median: number }>
  }
  return {
    ...(await plainCase(spec)),
    readUnits: summary.read_units.median,
    cpuMs: summary.cpu_ms.median,
  }
}

const isMeasured = ({ bundle }: Measured) => existsSync(resultOf(bundle))
const uses: CaseUse[] = []
for (const spec of Object.values(bundleBenches)) {
  if (isMeasured(spec)) uses.push(await useOf(spec))
  else console.error(`${spec.bundle} was never measured: npm run bench -- ${spec.bundle}`)
}
writeFileSync(new URL('../../infra/cost.md', import.meta.url), costReport(uses, standing()))
console.log('infra/cost.md')
