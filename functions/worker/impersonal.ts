/** Events that are about no person, each with what takes it in: one more is one line more. */
import type { Rules } from '../../shared/chain/settle.ts'
import type { Identity } from '../../shared/engine/event-identity.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Refusal } from '../../shared/engine/rejected.ts'
import type { EventOf, ImpersonalEvent, ImpersonalType } from '../../shared/registers/events.ts'
import { settleFunds } from '../clearing/clearing.ts'
import { declareBase } from './employer.ts'
import { registerExpert } from './expert.ts'
import { registerInstitution } from './institution.ts'

/** Takes an event of a type in, once; answers why it is refused. Throws if it must come again. */
type TakeImpersonal<T extends ImpersonalType> = (input: {
  ports: Ports
  rules: Rules
  event: EventOf<T>
  identity: Identity
}) => Promise<Refusal | undefined>

const takers: { readonly [T in ImpersonalType]: TakeImpersonal<T> } = {
  'employer.base-declared': ({ ports, event, identity }) => declareBase(ports, event, identity),
  'funds.settled': ({ ports, rules, event, identity }) => settleFunds(ports, rules, event, identity),
  'institution.registered': ({ ports, event, identity }) => registerInstitution(ports, event, identity),
  'expert.registered': ({ ports, event, identity }) => registerExpert(ports, event, identity),
}

/** Takes in an event that is about no person. */
export function takeImpersonal(ports: Ports, rules: Rules, event: ImpersonalEvent, identity: Identity) {
  // The table ties each type to its event; TypeScript can't follow that through a look-up.
  const take = takers[event.type] as TakeImpersonal<ImpersonalType>
  return take({ ports, rules, event, identity })
}
