/** The partners a deployed function knows. */
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { type Sender, sender } from './partners.ts'

/**
 * Reads the file that is written beside the bundle when it is made: there may be more partners than a function's
 * environment can hold. Throws if it is not what it should be.
 */
export function deployedSenders(): Sender[] {
  return z.array(sender).parse(JSON.parse(readFileSync(new URL('partners.json', import.meta.url), 'utf8')))
}
