/** Why an errand is not opened. */
import { ownMatter, type Problems } from '../../calls/problem-codes.ts'

/** By code. */
export const openingProblems = {
  'code-wrong': {
    status: 400,
    name: '验证码不对',
    when: '验证码不对、用过了、过期了，或者试错了三次',
    remedy: '重新发送验证码',
    en: { when: 'The code is wrong, used, too old, or was tried wrongly three times', remedy: 'Ask for a new code' },
  },
  ...ownMatter,
  'not-this-point': {
    status: 409,
    name: '这个帮办点不办这件事',
    when: '帮办点的事项里没有这一件',
    remedy: '到能办这件事的帮办点，或者到窗口办理',
    en: { when: 'The point does not have this matter', remedy: 'Go to a point that has it, or to the counter' },
  },
  'daily-limit': {
    status: 409,
    name: '今天帮办到上限了',
    when: '帮办员当天帮办的人次到了上限',
    remedy: '明天再帮办，或由别的帮办员办理',
    en: { when: 'The agent has opened as many errands today as may be', remedy: 'Try tomorrow, or another agent' },
  },
} as const satisfies Problems
