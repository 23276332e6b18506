/** A public key of a partner, as it is configured: in a stage's settings, in the file of a local stack, for `verify`. */
import * as z from 'zod'
import { parseInstant } from '../../shared/calendar/index.ts'

const instant = z.string().transform((text, context) => {
  const parsed = parseInstant(text)
  const message = 'not a time in RFC 3339 with offset'
  if (parsed === undefined) context.issues.push({ code: 'custom', input: text, message, params: { expects: 'time' } })
  return parsed ?? z.NEVER
})

/** SM2, in hexadecimal: `04` and the point. */
const publicKey = z.string().regex(/^04[0-9a-f]{128}$/i)

/** How its fields are called: as the API publishes them; behind that what older files, and tools of others, call them. */
const spellings = { id: ['key_id', 'keyId', 'id'], publicKey: ['public_key', 'publicKey'] } as const

/** A key in the spelling that whoever wrote it uses: what is wrong is said of the field as it stands there. */
export const partnerKey = z.unknown().transform((given, context) => {
  const written = typeof given === 'object' && given !== null ? given : {}
  const nameIn = (names: readonly string[]) =>
    names.find((name) => Object.hasOwn(written, name)) ?? (names[0] as string)
  const [id, key] = [nameIn(spellings.id), nameIn(spellings.publicKey)]
  const read = z
    .strictObject({ [id]: z.string().min(1), [key]: publicKey, from: instant, until: instant.exactOptional() })
    .safeParse(given)
  if (!read.success) {
    // Zod leads their paths on from here.
    context.issues.push(...(read.error.issues as typeof context.issues))
    return z.NEVER
  }
  const { from, until } = read.data as { from: z.output<typeof instant>; until?: z.output<typeof instant> }
  return {
    id: read.data[id] as string,
    publicKey: read.data[key] as string,
    from,
    ...(until === undefined ? {} : { until }),
  }
})
