/** What clerks decide about a retirement (RULES.md 1.2, 2.4, 5.2). */
import { oneOf } from '../../../events/fields.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { shown, taskKind } from '../../../shared/tasks/kind.ts'
import { options } from './state.ts'
import { optionName } from './texts.ts'

/** Working days a clerk has. */
export const clerkWorkingDays = 10

/** The relation is in another province than the pension. */
export const otherProvince = taskKind({
  kind: 'other-province',
  title: '医保和养老不在一个省',
  after: { approve: '记下已经知道，这件事不在这里办', reject: '记下已经知道，这件事不在这里办' },
  facts: (z) => ({ retr_date: shown.day(z), insu_admdvs: shown.area(z), text: z.string() }),
})

/** Two approvals of a pension tell different things. */
export const pensionDiffers = taskKind({
  kind: 'pension-differs',
  title: '两份退休核准不一样',
  after: { approve: '记下已经知道，已登记的不变', reject: '记下已经知道，已登记的不变' },
  facts: (z) => ({ retr_date: shown.day(z), held_retr_date: shown.day(z), deemed_months: z.int(), text: z.string() }),
})

/** The person has not chosen for long. */
export const noChoice = taskKind({
  kind: 'no-choice',
  title: '年限不够，本人还没有选办法：联系本人',
  after: { approve: '按本人告诉您的选择办理', reject: '再等本人 90 天' },
  facts: (z) => ({
    paid: z.int(),
    deemed: z.int(),
    required_total: z.int(),
    required_paid: z.int(),
    /** Months paid in the relation's area, where only these count towards what must really be paid. */
    paid_here: z.int().optional(),
    shortfall: z.int(),
    options: z.array(codeOf(optionName, 'option')).readonly().optional(),
    text: z.string(),
  }),
  approval: () => ({ option: oneOf('补足的办法', optionName) }),
  fault({ options: offered = options }, { option }) {
    if ((offered as readonly unknown[]).includes(option)) return undefined
    return { field: 'option', detail: `请选择：${offered.join('、')}` }
  },
})
