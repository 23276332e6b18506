/** What residents pay: the parameter that newborns and retirees share. */
import { NATION } from '../../shared/codes/index.ts'
import { expects, parameter, values } from '../../shared/policy/index.ts'

/**
 * What a resident pays for a year, in yuan: the national minimum, published year by year; a dearer place sets its own
 * (newborn/RULES.md 4.4).
 */
export const residentPremium = parameter({
  name: 'resident_premium',
  title: '城乡居民医保个人缴费标准（按年度）',
  expects: expects.money,
  byYear: true,
  value: values.money,
  rows: [
    {
      admdvs: NATION,
      from: '2023-01-01',
      value: '350.00',
      standing: 'published',
      source: '2023年度城乡居民医保个人缴费国家标准：每人每年350元',
    },
    {
      admdvs: NATION,
      from: '2024-01-01',
      value: '380.00',
      standing: 'published',
      source: '2024年度城乡居民医保个人缴费国家标准：每人每年380元',
    },
    {
      admdvs: NATION,
      from: '2025-01-01',
      value: '400.00',
      standing: 'published',
      source: '2025年度城乡居民医保个人缴费国家标准：每人每年400元',
    },
    {
      admdvs: NATION,
      from: '2026-01-01',
      value: '400.00',
      standing: 'published',
      source: '2026年度城乡居民医保个人缴费国家标准：每人每年400元',
    },
  ],
})
