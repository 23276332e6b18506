/** Parameters of a retirement, each with its dated rows. */
import { NATION } from '../../../shared/codes/index.ts'
import { expects, parameter, values } from '../../../shared/policy/index.ts'

/** Months required in all, deemed ones included (RULES.md 3.2). */
export const retireTotalMonths = parameter({
  name: 'retire_total_months',
  title: '退休享受医保待遇所需的累计缴费月数（含视同缴费）',
  expects: '{ "male", "female" } 两个整数（月）',
  value: (z) => z.strictObject({ male: values.months(z), female: values.months(z) }),
  rows: [
    {
      admdvs: NATION,
      value: { male: 360, female: 300 },
      standing: 'to-confirm',
      source: '男满30年、女满25年；本系统参数，各地逐步过渡到此年限（如广东省到2030年），未另定时按此执行',
    },
  ],
})

/** Months that must really have been paid (RULES.md 3.2). */
export const retirePaidMonths = parameter({
  name: 'retire_paid_months',
  title: '退休享受医保待遇所需的实际缴费月数',
  expects: expects.months,
  value: values.months,
  rows: [{ admdvs: NATION, value: 120, standing: 'to-confirm', source: '实际缴费满10年；本系统参数，各地可另定' }],
})

/** Rate of a contribution made up at once (RULES.md 5.4). */
export const topupRate = parameter({
  name: 'topup_rate',
  title: '一次性补缴费率',
  expects: '四位小数的比例，如 "0.0800"',
  value: values.rate,
  rows: [
    {
      admdvs: NATION,
      value: '0.0800',
      standing: 'to-confirm',
      source: '一次性补缴按缴费基数的8%；本系统参数，各地可另定',
    },
  ],
})

/** All of them, for the manifest. */
export const parameters = [retireTotalMonths, retirePaidMonths, topupRate] as const
