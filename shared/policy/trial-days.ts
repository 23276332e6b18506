/** How far back a parameter is tried and corrected. */
import { NATION } from '../codes/index.ts'
import { expects, parameter, values } from './parameter.ts'

/** Days for which a decided case is asked anew when a parameter is tried, or corrected (bundles/RULES.md 1.6). */
export const trialDays = parameter({
  name: 'trial_days',
  title: '试算和更正政策参数时，往前看多少天内办结的事',
  expects: expects.days,
  value: values.days,
  rows: [{ admdvs: NATION, value: 365, standing: 'to-confirm', source: '本系统参数：往前看一年' }],
})
