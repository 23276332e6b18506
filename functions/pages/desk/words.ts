/** What the desk says. */
import { problemsOf } from '../../api/docs/openapi-problems.ts'
import { allRoutes } from '../../api/routes/index.ts'
import type { Problems } from '../../calls/problem-codes.ts'

let known: Problems | undefined

/** What a code of a refusal is called. */
export function codeName(code = ''): string {
  known ??= problemsOf(allRoutes)
  return known[code]?.name ?? '请打开这件待办看看'
}

/** What the `status` says once something was done. */
export const said = {
  approved: '已同意。',
  rejected: '已按不同意办理。',
  proposed: '已提议同意，等另一个人确认。',
  claimed: '已认领。',
  released: '已放回。',
  ended: '这次办理已结束，屏幕已清。',
  done: '已办。',
  'to-check': '已提交，等经办人员核对后生效。',
} as const
