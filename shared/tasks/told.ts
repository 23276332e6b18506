/** Notices that belong to no bundle: what people are told outside of any case. */
import type { Notice } from './notice.ts'
import { packNotice } from './pack.ts'

/** What both sides are told of a mandate. */
export const mandateNotice: Notice = { template: 'mandate', title: '家人帮办的授权' }

/** What a person is told when somebody in the family has done something for them. */
export const helpedNotice: Notice = { template: 'helped', title: '家人替您办了一件事' }

/** What a person is told of an errand: that it was opened, and each act. */
export const errandNotice: Notice = { template: 'errand', title: '帮办员、窗口替您办事' }
/** The one-time code of a person's consent. */
export const errandCodeNotice: Notice = { template: 'errand-code', title: '帮办验证码' }

/** All of them. */
export const houseNotices: readonly Notice[] = [mandateNotice, helpedNotice, errandNotice, errandCodeNotice, packNotice]
