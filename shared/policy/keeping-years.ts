/** How long a bureau keeps what the law leaves it to keep longer (bundles/RULES.md 7.1, shared/keeping). */
import { NATION } from '../codes/index.ts'
import { leastYears, type SetKind, setKinds, terms } from '../keeping/index.ts'
import type { Schemas } from '../schemas.ts'
import { parameter } from './parameter.ts'

/** No file of a person is kept longer than the longest of the fixed terms. */
const mostYears = 100

const years = (zod: Schemas, kind: SetKind) => zod.int().min(leastYears[kind]).max(mostYears)

/** Years by kind. None may be shorter than the schedule's least: what a law asks is asked of every bureau. */
export const keepingYears = parameter({
  name: 'keeping_years',
  title: '办结的办件、文字、没有接收的事件、去世的人的登记事项各保存多少年',
  expects: `{ ${setKinds.join(', ')} }，各为整数（年），不少于 ${setKinds.map((kind) => `${kind} ${leastYears[kind]}`).join('、')}`,
  value: (zod) =>
    zod.strictObject({
      dead: years(zod, 'dead'),
      cases: years(zod, 'cases'),
      texts: years(zod, 'texts'),
      refused: years(zod, 'refused'),
    }),
  rows: [
    {
      admdvs: NATION,
      value: {
        dead: terms.dead.years,
        cases: terms.cases.years,
        texts: terms.texts.years,
        refused: terms.refused.years,
      },
      standing: 'to-confirm',
      source: '会计档案管理办法附表（30年）；社会保险业务档案管理规定（试行）附件；其余为本系统参数，由医保局确认',
    },
  ],
})
