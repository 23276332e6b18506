/** What a donor may do (donation/RULES.md 2.1). */
import { oneOf } from '../../../events/fields.ts'
import { actionKind } from '../../../shared/tasks/action.ts'
import { giftNames } from './state.ts'

/** The donor takes one of the gifts. */
export const takeGift = actionKind('take-gift', '选一样纪念品', { gift: oneOf('纪念品', giftNames) })
