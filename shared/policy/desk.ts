/** How a bureau's desk works: what is urgent, what takes two, what is looked at again, how long tasks may take (decision 0095). */
import { NATION } from '../codes/index.ts'
import type { Schemas } from '../schemas.ts'
import { type Due, dueIn } from './due.ts'
import type { Parameter } from './parameter.ts'
import { parameter, values } from './parameter.ts'

const source = '本系统参数，由医保局确认'
const kind = (zod: Schemas) => zod.string().regex(/^[a-z]+(?:-[a-z]+)*$/)
const workingDays = (zod: Schemas) => zod.int().min(0).max(250)

/** Which tasks are marked red, which blue, by working days from today; the others are green (bundles/RULES.md 10.1). */
export const triage = parameter({
  name: 'triage',
  title: '待办的缓急：几个工作日内到期标红、标蓝，哪些事项总标红',
  expects: '{ red, blue, red_kinds }：红、蓝各为工作日数（整数），red_kinds 为待办种类的列表',
  value: (zod) =>
    zod.strictObject({ red: workingDays(zod), blue: workingDays(zod), red_kinds: zod.array(kind(zod)).max(100) }),
  rows: [{ admdvs: NATION, value: { red: 1, blue: 3, red_kinds: [] }, standing: 'to-confirm', source }],
})

/** Sums by kinds of tasks: an approval of more takes another person's (会签). Of a kind that is not named none does (bundles/RULES.md 10.4). */
export const secondPerson = parameter({
  name: 'second_person',
  title: '超过多少元要两个人同意，按待办种类',
  expects: '{ 待办种类: 金额 }，金额单位元，两位小数，如 "100000.00"',
  value: (zod) => zod.record(kind(zod), values.money(zod)),
  rows: [
    {
      admdvs: NATION,
      value: {
        'approve-transfer-out': '100000.00',
        'approve-refund': '100000.00',
        'review-allowance': '100000.00',
        'payment-returned': '100000.00',
      },
      standing: 'to-confirm',
      source: `${source}；大额资金会签`,
    },
  ],
})

/** Which part of what clerks approve and agents do a supervisor looks at again (bundles/RULES.md 10.5). */
export const spotCheck = parameter({
  name: 'spot_check',
  title: '经办人员同意的、帮办员办的，抽查多少',
  expects: '比例，四位小数，如 "0.0500"；"1.0000" 为全部',
  value: (zod) => zod.string().regex(/^(0\.\d{4}|1\.0000)$/),
  rows: [{ admdvs: NATION, value: '0.0500', standing: 'to-confirm', source }],
})

/** What the nation has until a place says otherwise. */
const standardDays = {
  'review-feedback': 5,
  'mend-problem': 20,
  'visit-alert': 3,
  'volume-alert': 1,
  'check-errand': 1,
  'spot-check': 5,
  'approve-pack': 2,
  'visit-uninsured': 20,
} as const

/** A kind of task whose due day follows from `task_days` alone. */
export type TimedKind = keyof typeof standardDays

/** Working days by kinds of tasks (bundles/RULES.md 10.3). */
const taskDays: Parameter<'task_days', Record<string, number>> = parameter({
  name: 'task_days',
  title: '待办要在几个工作日内办完，按待办种类',
  expects: '{ 待办种类: 工作日数（整数） }',
  value: (zod) => zod.record(kind(zod), workingDays(zod)),
  rows: [{ admdvs: NATION, value: standardDays, standing: 'to-confirm', source }],
})

/** When a task of a kind that is opened today is due in an area. What a place's row leaves out is as the nation has it. */
export function taskDue(at: Parameters<typeof dueIn>[0], of: TimedKind, area: Parameters<typeof dueIn>[1]): Due {
  const found = at.look.policy(taskDays, area, at.today)
  const days = (found.found ? found.value[of] : undefined) ?? standardDays[of]
  return dueIn(at, area, days)
}

/** All of them. */
export const deskParameters = [triage, secondPerson, spotCheck, taskDays] as const
