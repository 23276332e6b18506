/** The partners a local stack knows, from the file that `--partners` names. */
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { ownInbox } from '../../functions/inbox/inbox.ts'
import { speaksAs } from '../../functions/inbox/partners.ts'
import { checkRegistered, type KnownPartners, knownPartners } from '../../functions/inbox/shared-inbox.ts'
import type { Clock } from '../../shared/clock/index.ts'
import type { ReceiptWish } from '../../shared/engine/ports.ts'
import { type Door, OWN_INBOX } from '../../shared/engine/rejected.ts'
import type { LocalConfig } from './config.ts'

/** Reads the file. Throws an Error that says what is wrong with it. */
export function readPartners(path: string): KnownPartners {
  const parsed = knownPartners.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  throw new Error(`${path}:\n${z.prettifyError(parsed.error)}`)
}

/** Which receipts whoever bears a source wants; the usual ones if nothing is said of it. */
export function localWish({ partnersFile }: Pick<LocalConfig, 'partnersFile'>): (source: string) => ReceiptWish {
  const { partners } = partnersFile === undefined ? { partners: [] } : readPartners(partnersFile)
  const bySource = new Map(partners.map(({ source, receipts }) => [source, receipts]))
  return (source) => bySource.get(source) ?? 'usual'
}

/** The way in that all share, with the check of who sent an event if the stack was given a file of partners. */
export function localDoor({ partnersFile }: LocalConfig, clock: Clock): Door {
  return partnersFile === undefined
    ? ownInbox
    : { ...ownInbox, judge: checkRegistered(readPartners(partnersFile), clock) }
}

/** The ways in by their names: that which all share, and by HTTPS that of one source each. */
export function localDoors(config: LocalConfig, clock: Clock): (via: string | undefined) => Door {
  const shared = localDoor(config, clock)
  return (via) => (via === undefined || via === OWN_INBOX ? shared : speaksAs(via, shared))
}
