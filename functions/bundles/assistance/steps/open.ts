/** Where cases begin. */
import { go, step } from '../state.ts'

/** A year's case and its warning begin alike. */
export const open = step({
  label: '开始',
  goes: ['gather', 'warn'],
  decide: ({ state }) => go(state.warning ? 'warn' : 'gather'),
})
