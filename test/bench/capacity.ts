/** `npm run capacity`: counts what each kind of event takes and writes `infra/capacity.md`, its first table in `infra/DEPLOY.md`. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { KindUse } from '../../infra/cost/capacity.ts'
import { capacityReport } from '../../infra/cost/capacity-report.ts'
import { sizesTable } from '../../infra/cost/capacity-sizes.ts'
import { type KindName, kinds } from '../../infra/cost/province.ts'
import { productionStage } from './capacity-stage.ts'
import { countCrowds } from './crowds.ts'
import { useOf } from './kinds.ts'

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
console.log('infra/capacity.md, infra/DEPLOY.md')
