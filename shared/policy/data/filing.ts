import { NATION } from '../../codes/index.ts'
import type { PolicyRow } from '../rows.ts'
import { ALWAYS, row } from './row.ts'

const TAIYUAN = '140100'
const BEIJING = '110000'
const TIANJIN = '120000'
const HEBEI = '130000'

/** Parameters of rules/filing.md, by the numbers of its rules. The area of a row is the one the person is insured in. */
export const filingRows: readonly PolicyRow[] = [
  // Rule 3
  row(
    'filing_account_only',
    TAIYUAN,
    '2022-03-01',
    true,
    '太原市：自2022年3月1日起，只用个人账户支付的异地就医不需备案',
  ),
  // Rule 5
  row(
    'filing_deemed_areas',
    HEBEI,
    '2023-02-10',
    [BEIJING, TIANJIN],
    '河北省：自2023年2月10日起，河北参保人到京津就医视同备案',
  ),
  row(
    'filing_deemed_areas',
    BEIJING,
    '2023-04-01',
    [TIANJIN, HEBEI],
    '京津冀：自2023年4月1日起，三地参保人互相就医视同备案',
  ),
  row(
    'filing_deemed_areas',
    TIANJIN,
    '2023-04-01',
    [BEIJING, HEBEI],
    '京津冀：自2023年4月1日起，三地参保人互相就医视同备案',
  ),
  // Rule 6
  row(
    'filing_free_in_province',
    TAIYUAN,
    '2021-08-01',
    { holds: true, except_med_types: ['14'] },
    '太原市：自2021年8月1日起，省内异地就医不需备案（门诊慢特病除外）',
  ),
  row(
    'filing_free_in_province',
    TAIYUAN,
    '2022-04-01',
    { holds: true, except_med_types: [] },
    '太原市：自2022年4月1日起，省内异地门诊慢特病就医也不需备案',
  ),
  // Rule 7
  row('province_filing_free', HEBEI, '2023-04-01', true, '河北省：自2023年4月1日起，省内异地就医免备案'),
  // Rule 8
  row(
    'filing_student_free',
    TAIYUAN,
    '2023-07-01',
    true,
    '太原市：自2023年7月1日起，参加居民医保的大学生异地就医不需备案',
  ),
  // Rule 9
  row(
    'filing_emergency_deemed',
    NATION,
    '2023-01-01',
    true,
    '医保发〔2022〕22号：异地急诊抢救视同已备案，自2023年1月1日起施行',
  ),
  // Rule 11
  row(
    'filing_automatic_med_types',
    TAIYUAN,
    '2023-07-01',
    ['21'],
    '太原市：自2023年7月1日起，未备案的异地住院自动备案',
  ),
  // Rates of rules 10 and 11
  row(
    'reduced_ratio',
    TAIYUAN,
    ALWAYS,
    {
      automatic: { in_service: '0.72', retired: '0.81', resident: '0.50' },
      temporary: { in_service: '0.72', retired: '0.81', resident: '0.50' },
    },
    '太原市：自动备案和临时外出就医，在职72%、退休81%、居民50%；规则未给起始日期，按一直有效',
  ),
]
