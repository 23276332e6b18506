/** Dose watch across institutions (RULES.md 5). Pure: what is in somebody's hands, and what is supplied beyond it. */
import { addDays, type Day, daysBetween } from '../../../../shared/calendar/index.ts'
import { type Fen, fen } from '../../../../shared/money/index.ts'

/** Days of a drug that were supplied, or are to be. */
export interface Supplied {
  readonly med_list_codg: string
  readonly prd_days: number
}

/** A supply on a day. */
export interface Supply extends Supplied {
  readonly day: Day
}

/** A line that is asked about, with its fee. */
export interface Line extends Supplied {
  readonly fee: Fen
}

/** What becomes of it. */
export interface DoseLine {
  readonly med_list_codg: string
  readonly in_hand_days: number
  readonly allowed_days: number
  readonly over_days: number
  readonly inScope: Fen
  readonly own: Fen
}

/** How many characters of a code name the drug: of a western one 14, of a Chinese patent medicine 11, of others all. */
const drugLetters: Readonly<Record<string, number>> = { X: 14, Z: 11 }

/** The part of a code that all supplies of one drug have in common (RULES.md 5.1). */
export const drugOf = (code: string): string => {
  const written = code.toUpperCase()
  return written.slice(0, drugLetters[written.charAt(0)] ?? written.length)
}

/**
 * Days from `on` through the last day of what was supplied: one supply lasts from its day, or from the end of the one before
 * (RULES.md 5.1).
 */
function inHand(supplies: readonly Supply[], on: Day): number {
  let free: Day | undefined
  for (const { day, prd_days } of [...supplies].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    free = addDays(free !== undefined && free > day ? free : day, prd_days)
  }
  return free === undefined ? 0 : Math.max(0, daysBetween(on, free))
}

/** Half up, of a fee that is not negative. */
const part = (fee: Fen, of: number, whole: number): Fen => fen(Math.floor((2 * fee * of + whole) / (2 * whole)))

/** The lines one after the other; each counts, with all its days, as in hand for the next of the same drug (RULES.md 5.2). */
export function doseLines(
  supplies: readonly Supply[],
  lines: readonly Line[],
  { on, most }: { on: Day; most: number },
): DoseLine[] {
  const known = supplies.filter(({ day }) => day <= on)
  const added: Supply[] = []
  return lines.map((line) => {
    const { med_list_codg, prd_days, fee } = line
    const drug = drugOf(med_list_codg)
    const isSame = (one: Supplied) => drugOf(one.med_list_codg) === drug
    const in_hand_days = inHand([...known, ...added].filter(isSame), on)
    const allowed_days = Math.min(prd_days, Math.max(0, most - in_hand_days))
    const over_days = prd_days - allowed_days
    const own = part(fee, over_days, prd_days)
    added.push({ med_list_codg, prd_days, day: on })
    return { med_list_codg, in_hand_days, allowed_days, over_days, inScope: fen(fee - own), own }
  })
}

/** What settlements say was supplied, in their order. */
export const suppliesIn = (
  settlements: readonly { readonly day: Day; readonly drugs?: readonly Supplied[] | undefined }[],
): Supply[] =>
  settlements.flatMap(({ day, drugs = [] }) =>
    drugs.map(({ med_list_codg, prd_days }) => ({ med_list_codg, prd_days, day })),
  )
