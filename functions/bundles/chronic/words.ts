/** What each word of the bundle is called. */
import { revokedReason } from '../../acts/taken-back.ts'
import { refusedName, withoutResult } from '../../manifest.ts'

/** What a right rests on. */
export const basisNames = {
  direct: '住院结算直接认定',
  hospital: '医院认定',
  expert: '专家评审',
  clerk: '经办人员评审',
} as const
/** One of them. */
export type Basis = keyof typeof basisNames

/** What a case comes to. */
export const resultNames = {
  granted: '已认定',
  refused: refusedName,
  declined: '本人不需要',
  'no-answer': '没有答复',
  withdrawn: withoutResult.withdrawn,
} as const

/** What the person may be asked, and answer. */
export const optionNames = {
  accept: '同意',
  apply: '申请评审',
  decline: '不办',
  'second-review': '再评审一次',
} as const
/** One of them. */
export type Option = keyof typeof optionNames

/** Why a case ends without having come to anything. */
export const withdrawnNames = {
  deceased: '本人去世',
  ...revokedReason,
  granted: '已经另外认定',
} as const
/** One of them. */
export type WithdrawnFor = keyof typeof withdrawnNames
