/** Lower ratios of treatment elsewhere: decided by at the desk, and when somebody claims by hand. */
import { parameter, values } from '../parameter.ts'

/** Ratios of reduced rates (filing/RULES.md 2.2). */
export const reducedRatio = parameter({
  name: 'reduced_ratio',
  optional: true,
  title: '异地就医降低后的支付比例',
  expects:
    '{ "automatic"?, "temporary"?, "referral"? }，每项为 { "in_service", "retired", "resident" } 三个比例，如 "0.72"',
  value: (z) =>
    z.strictObject({
      automatic: values.byPerson(z).optional(),
      temporary: values.byPerson(z).optional(),
      referral: values.byPerson(z).optional(),
    }),
  rows: [
    {
      admdvs: '140100',
      value: {
        automatic: { in_service: '0.72', retired: '0.81', resident: '0.50' },
        temporary: { in_service: '0.72', retired: '0.81', resident: '0.50' },
      },
      standing: 'published',
      source: '太原市：自动备案和临时外出就医，在职72%、退休81%、居民50%；规则未给起始日期，按一直有效',
    },
  ],
})
