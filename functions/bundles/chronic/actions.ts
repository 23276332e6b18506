/** What a person may do in a case (RULES.md 2.1, 2.2, 3.3). */
import { oneOf } from '../../../events/fields.ts'
import { actionKind } from '../../../shared/tasks/action.ts'
import { optionNames } from './words.ts'

/** Takes one of what is offered now. */
export const choose = actionKind('choose', '选一项', { option: oneOf('您的答复', optionNames) })
