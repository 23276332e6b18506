import { NATION } from '../../codes/index.ts'
import type { PolicyRow } from '../rows.ts'
import { ALWAYS, row } from './row.ts'

/** Parameters of rules/newborn.md: the premium, and the maternity allowance. */
export const newbornRows: readonly PolicyRow[] = [
  row('resident_premium', NATION, '2023-01-01', '350.00', '2023年度城乡居民医保个人缴费国家标准：每人每年350元'),
  row('resident_premium', NATION, '2024-01-01', '380.00', '2024年度城乡居民医保个人缴费国家标准：每人每年380元'),
  row('resident_premium', NATION, '2025-01-01', '400.00', '2025年度城乡居民医保个人缴费国家标准：每人每年400元'),
  row('resident_premium', NATION, '2026-01-01', '400.00', '2026年度城乡居民医保个人缴费国家标准：每人每年400元'),
  row(
    'collection_period',
    NATION,
    ALWAYS,
    { from: '09-01', to: '12-31' },
    '居民医保集中征缴期9月1日至12月31日；本系统参数，各地可另定',
  ),
  row('allowance_min_months', NATION, ALWAYS, 0, '本系统参数：国家层面未规定连续缴费月数，按0个月'),
  row('allowance_min_months', '330000', ALWAYS, 6, '浙江省：连续缴费满6个月；本系统参数，规则未给起始日期，按一直有效'),
  row(
    'employer_verifies',
    NATION,
    ALWAYS,
    true,
    '河北省2023年8月1日起生育津贴免申办：用人单位核实；本系统参数，全国暂按此办理',
  ),
  row(
    'employer_verifies',
    '330000',
    ALWAYS,
    false,
    '浙江省（杭州市2023年做法）：不需用人单位核实；本系统参数，全省暂按此办理',
  ),
  row('allowance_review_above', NATION, ALWAYS, '60000.00', '本系统参数：津贴超过60000元的转人工复核，无政策出处'),
  row('allowance_payee', NATION, ALWAYS, 'employer', '生育津贴拨付给用人单位；本系统参数，各地可另定'),
  row('allowance_payee', '440000', '2025-01-01', 'person', '广东省：自2025年1月1日起生育津贴直接发给个人'),
  row('dystocia_days', NATION, ALWAYS, 15, '《女职工劳动保护特别规定》第七条：难产的，增加产假15天'),
  row(
    'extended_days',
    NATION,
    ALWAYS,
    { first: 0, second: 0, third: 0 },
    '本系统参数：国家层面未规定延长产假，按0天，各省规定另列',
  ),
  row(
    'extended_days',
    '130000',
    ALWAYS,
    { first: 60, second: 60, third: 90 },
    '河北省：一孩、二孩延长60天，三孩及以上延长90天；本系统参数，规则未给起始日期，按一直有效',
  ),
  row(
    'extended_days',
    '330000',
    ALWAYS,
    { first: 60, second: 90, third: 90 },
    '浙江省：一孩延长60天，二孩及以上延长90天；本系统参数，规则未给起始日期，按一直有效',
  ),
]
