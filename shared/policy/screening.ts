/** Whether an area is screened by itself, every night (screening/RULES.md 2). */
import { NATION } from '../codes/index.ts'
import { expects, parameter, values } from './parameter.ts'

export const screening = parameter({
  name: 'screening',
  title: '每天凌晨自动筛查居民参保情况',
  expects: expects.flag,
  value: values.flag,
  rows: [
    { admdvs: NATION, value: false, standing: 'to-confirm', source: '本系统参数：没有开通的统筹区不自动筛查' },
    {
      admdvs: '320100',
      value: true,
      standing: 'published',
      source: '南京市：实时更新的参保地图，按区、街道、社区逐级展示参保情况',
    },
  ],
})
