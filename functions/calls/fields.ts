/** How answers are written: areas, money, dates and times. */
import * as z from 'zod'

/** An area. */
export const code6 = z.string().regex(/^\d{6}$/)
/** Yuan with two decimals. */
export const money = z.string().regex(/^-?\d+\.\d{2}$/)
/** A day. */
export const date = z.iso.date()
/** A moment, with its offset. */
export const time = z.iso.datetime({ offset: true })
