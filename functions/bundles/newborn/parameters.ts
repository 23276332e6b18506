/** Parameters of a newborn's enrolment, each with its dated rows. */
import { NATION } from '../../../shared/codes/index.ts'
import { expects, parameter, type ValueOf, values } from '../../../shared/policy/index.ts'

/** When premiums of the next year are collected; the row of the day of enrolment decides (RULES.md 4.3). */
export const collectionPeriod = parameter({
  name: 'collection_period',
  title: '居民医保集中征缴期',
  expects: '{ "from": "月-日", "to": "月-日" }，如 { "from": "09-01", "to": "12-31" }，可以跨年，2月底写 02-28',
  value: (z) => z.strictObject({ from: values.monthDay(z), to: values.monthDay(z) }),
  rows: [
    {
      admdvs: NATION,
      value: { from: '09-01', to: '12-31' },
      standing: 'to-confirm',
      source: '居民医保集中征缴期9月1日至12月31日；本系统参数，各地可另定',
    },
    {
      admdvs: '130000',
      from: '2025-10-20',
      value: { from: '10-20', to: '02-28' },
      standing: 'published',
      source: '河北省城乡居民医保集中征缴期：2025年10月20日至2026年2月底',
    },
    {
      admdvs: '350000',
      from: '2025-01-01',
      value: { from: '09-01', to: '02-28' },
      standing: 'published',
      source: '福建省城乡居民医保集中征缴期：每年9月1日至次年2月底',
    },
    {
      admdvs: '530000',
      from: '2025-10-10',
      value: { from: '10-10', to: '02-25' },
      standing: 'to-confirm',
      source: '云南省城乡居民医保集中征缴期：2025年10月10日至2026年2月25日；以后各年请参保地确认',
    },
  ],
})

/** Whether the year of birth costs nothing, by the day of birth (RULES.md 4.5). */
export const newbornFree = parameter({
  name: 'newborn_free',
  title: '新生儿出生当年免缴居民医保费',
  expects: expects.flag,
  value: values.flag,
  rows: [
    {
      admdvs: NATION,
      value: false,
      standing: 'published',
      source: '城乡居民医保个人缴费国家标准：新生儿同样按年度缴费，另有规定的地方除外',
    },
    {
      admdvs: '140000',
      from: '2024-07-10',
      value: true,
      standing: 'to-confirm',
      source: '山西省：新生儿出生当年免缴居民医保个人缴费，从出生之日起享受待遇；起始日为所见网页的日期，请参保地确认',
    },
  ],
})

/** From when a premium paid after the 90th day covers, by the day of payment (RULES.md 7.2). */
export const newbornLateFrom = parameter({
  name: 'newborn_late_from',
  title: '新生儿出生90天后才缴费，从哪天起享受待遇',
  words: { 'next-month': '缴费的下个月1日起', 'payment-day': '缴费当天起' },
  expects: '"next-month"（缴费的下个月1日起）或 "payment-day"（缴费当天起）',
  value: (z) => z.enum(['next-month', 'payment-day']),
  rows: [
    {
      admdvs: NATION,
      value: 'next-month',
      standing: 'to-confirm',
      source: '各地新生儿参保的通行规定：超过90天缴费的，从缴费次月起享受待遇；各地可另定',
    },
    {
      admdvs: '350000',
      value: 'payment-day',
      standing: 'published',
      source: '福建省：新生儿超过规定期限缴费的，从缴费之日起享受居民医保待遇',
    },
  ],
})

/** A value of {@link newbornLateFrom}. */
export type LateFrom = ValueOf<typeof newbornLateFrom>

/** All of them, for the manifest. */
export const parameters = [collectionPeriod, newbornFree, newbornLateFrom] as const
