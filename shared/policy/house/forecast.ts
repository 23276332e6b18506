/** What a forecast reckons with (bundles/RULES.md 12.1 to 12.3). */
import { NATION } from '../../codes/index.ts'
import { parameter } from '../parameter.ts'

const source = '本系统参数，由医保局确认'

/** Minutes that a task takes. */
export const taskMinutes = parameter({
  name: 'task_minutes',
  title: '预测排班：办一件要多少分钟',
  expects: '1 至 480 的整数（分钟）',
  value: (zod) => zod.int().min(1).max(480),
  rows: [{ admdvs: NATION, value: 15, standing: 'to-confirm', source }],
})

/** Minutes of a day that a clerk has for tasks. */
export const clerkMinutes = parameter({
  name: 'clerk_minutes',
  title: '预测排班：一个人一天能办多少分钟',
  expects: '1 至 1440 的整数（分钟）',
  value: (zod) => zod.int().min(1).max(1440),
  rows: [{ admdvs: NATION, value: 360, standing: 'to-confirm', source }],
})

/** How far above what was expected a day's tasks may come before a supervisor is told. */
export const alertRatio = parameter({
  name: 'alert_ratio',
  title: '当天新开的待办超过预计的多少倍时提醒负责人',
  expects: '倍数，四位小数，如 "1.5000"',
  value: (zod) => zod.string().regex(/^(0|[1-9]\d{0,2})\.\d{4}$/),
  rows: [{ admdvs: NATION, value: '1.5000', standing: 'to-confirm', source }],
})

/** All of them. */
export const forecastParameters = [taskMinutes, clerkMinutes, alertRatio] as const
