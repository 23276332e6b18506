/** The partners a local stack knows, from the file that `--partners` names. */
import { ownInbox } from '../../functions/inbox/inbox.ts'
import { speaksAs } from '../../functions/inbox/partners.ts'
import { checkRegistered, type KnownPartners } from '../../functions/inbox/shared-inbox.ts'
import type { Clock } from '../../shared/clock/index.ts'
import type { ReceiptWish } from '../../shared/engine/ports.ts'
import { type Door, OWN_INBOX } from '../../shared/engine/rejected.ts'
import { partnersIn } from '../cli/support/partner-file.ts'
import type { LocalConfig } from './config.ts'
import { stubSource } from './stubs/partners.ts'

/**
 * The partners of a stack: those of the file, and the stubs, which are a part of it. What the file says of a stub's source
 * holds. Stubs do not sign: an answer of theirs may lie in the queue until long after they were started again.
 */
export function readPartners(file: string): KnownPartners {
  const { partners, ...rest } = partnersIn(file)
  const named = new Set(partners.map(({ source }) => source))
  const stubs = answering
    .map((kind) => ({ source: stubSource(kind), kind, signing: 'off' as const, receipts: 'usual' as const, keys: [] }))
    .filter(({ source }) => !named.has(source))
  return { ...rest, partners: [...partners, ...stubs] }
}

/** Stubs that answer, by their queues, which are called as what kind of partner they are. */
const answering = ['tax', 'bank'] as const

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
