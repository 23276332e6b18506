/** Parameters of reaching out (RULES.md 1.2). */
import { NATION } from '../../../shared/codes/index.ts'
import { expects, parameter, values } from '../../../shared/policy/index.ts'

/** Days after the end of a case in which nobody is asked again. */
export const outreachAgainDays = parameter({
  name: 'outreach_again_days',
  title: '上门问过以后，多少天内不再问',
  expects: expects.days,
  value: values.days,
  rows: [{ admdvs: NATION, value: 180, standing: 'to-confirm', source: '本系统参数：半年内不重复打扰' }],
})

/** All of them, for the manifest. */
export const parameters = [outreachAgainDays] as const
