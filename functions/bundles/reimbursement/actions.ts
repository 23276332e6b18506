/** What a person says of a receipt that was uploaded (RULES.md 1.1). */
import { oneOf } from '../../../events/fields.ts'
import { actionKind } from '../../../shared/tasks/action.ts'
import { optionNames } from './rules/words.ts'

/** Claims it, or not. */
export const choose = actionKind('choose', '选一项', { option: oneOf('选的办法', optionNames) })
