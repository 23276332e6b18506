/** What experts and clerks decide (RULES.md 3, 4.3). */
import { flag } from '../../../events/fields.ts'
import { hospLevelNames } from '../../../events/subjects/settlement.ts'
import { codeOf, openCode } from '../../../shared/codes/coded.ts'
import { genderName, medTypeNames } from '../../../shared/codes/index.ts'
import { shown, taskKind } from '../../../shared/tasks/kind.ts'

/** For the expert who was drawn, at last for a clerk. It shows the illness and never whose it is (RULES.md 3.2). */
export const reviewChronic = taskKind({
  kind: 'review-chronic',
  title: '评审门诊慢特病',
  after: { approve: '认定，从今天起享受待遇，告诉本人', reject: '不通过，把理由告诉本人；本人可以要求再评审一次' },
  facts: (zod) => ({
    text: zod.string(),
    opsp_dise_code: zod.string(),
    opsp_dise_name: zod.string(),
    age: zod.int().meta({ description: '年龄' }),
    gend: codeOf(genderName),
    settlements: zod.array(
      zod.object({
        day: shown.day(zod),
        hosp_lv: openCode(hospLevelNames).optional(),
        med_type: openCode(medTypeNames),
        diags: zod.array(zod.object({ diag_code: zod.string(), diag_name: zod.string().optional() })),
      }),
    ),
    recognized: zod.object({ hosp_ide_date: shown.day(zod), hosp_lv: openCode(hospLevelNames) }).optional(),
    second: zod.literal(true).optional().meta({ description: '第二次评审，结论就是最终的' }),
  }),
  approval: () => ({
    diagnosed: flag('是否确诊（不同意时填：没有确诊的写否）').optional(),
  }),
  rejectionSays: ['diagnosed'],
})

/** All settlements that a direct recognition rested on are gone (RULES.md 4.3). */
export const entitlementDoubtful = taskKind({
  kind: 'entitlement-doubtful',
  title: '门诊慢特病依据的住院结算撤销了，待遇还算不算',
  after: { approve: '待遇到今天为止', reject: '待遇不变' },
  facts: (zod) => ({
    opsp_dise_code: zod.string(),
    opsp_dise_name: zod.string(),
    from: shown.day(zod),
    setl_id: zod.string(),
    text: zod.string(),
  }),
})
