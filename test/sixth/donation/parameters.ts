/** Parameters, each with its dated rows. */
import { NATION } from '../../../shared/codes/index.ts'
import { parameter } from '../../../shared/policy/index.ts'

/** More than so many millilitres at once are looked at by a clerk (donation/RULES.md 2.2). */
export const donationReviewAbove = parameter({
  name: 'donation_review_above',
  title: '一次献血超过多少毫升要核对',
  expects: '整数（毫升）',
  value: (zod) => zod.int().min(1).max(2000),
  rows: [
    {
      admdvs: NATION,
      value: 400,
      standing: 'published',
      source: '《中华人民共和国献血法》第九条：每次采集最多不得超过四百毫升',
    },
  ],
})

/** All of them, for the manifest. */
export const parameters = [donationReviewAbove] as const
