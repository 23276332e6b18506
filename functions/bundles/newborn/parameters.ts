/** Parameters of a newborn's enrolment, each with its dated rows. */
import { NATION } from '../../../shared/codes/index.ts'
import { parameter, values } from '../../../shared/policy/index.ts'

/** When premiums of the next year are collected (RULES.md 4.3). */
export const collectionPeriod = parameter({
  name: 'collection_period',
  title: '居民医保集中征缴期',
  expects: '{ "from": "月-日", "to": "月-日" }，如 { "from": "09-01", "to": "12-31" }',
  value: (z) => z.strictObject({ from: values.monthDay(z), to: values.monthDay(z) }),
  rows: [
    {
      admdvs: NATION,
      value: { from: '09-01', to: '12-31' },
      standing: 'to-confirm',
      source: '居民医保集中征缴期9月1日至12月31日；本系统参数，各地可另定',
    },
  ],
})

/** All of them, for the manifest. */
export const parameters = [collectionPeriod] as const
