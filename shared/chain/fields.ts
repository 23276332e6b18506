/** Fields of states, by what they mean: of a type of their own, and checked as it is read elsewhere. */
import type * as z from 'zod'
import { type Day, type Instant, type Month, parseDay, parseInstant, parseMonth } from '../calendar/index.ts'
import { type Admdvs, parseAdmdvs } from '../codes/index.ts'
import { type Pid, parsePid } from '../identity/index.ts'
import type { Fen } from '../money/index.ts'
import { pidIn, type Ref } from '../registers/ids.ts'
import type { Schemas } from '../schemas.ts'

/** A field of a type of its own: `title` is what the form of a state calls it. */
const of =
  <T>(title: string, fits: (value: unknown) => boolean) =>
  (zod: Schemas) =>
    zod.custom<T>(fits).meta({ title })

/** What a field holds, or an object that a state is made of. */
export type Held<F extends (zod: Schemas) => z.ZodType> = z.output<ReturnType<F>>

const area = of<Admdvs>('area', (value) => parseAdmdvs(value) !== undefined)
const day = of<Day>('day', (value) => parseDay(value) !== undefined)
const instant = of<Instant>('instant', (value) => parseInstant(value) === value)

/** The fields. */
export const field = {
  /** A pooling area. */
  area,
  day,
  /** A time limit. */
  due: (zod: Schemas) =>
    zod.strictObject({
      at: instant(zod),
      provisional: zod.literal(true).exactOptional(),
      reckoned: zod.strictObject({ from: day(zod), days: zod.int(), area: area(zod) }).exactOptional(),
    }),
  /** A sum, in fen. */
  fen: of<Fen>('fen', Number.isSafeInteger),
  instant,
  month: of<Month>('month', (value) => parseMonth(value) !== undefined),
  pid: of<Pid>('pid', (value) => typeof value === 'string' && parsePid(value) !== undefined),
  /** The id of a case, a bill, a payment, a claim. */
  ref: of<Ref>('ref', (value) => typeof value === 'string' && pidIn(value) !== undefined),
}
