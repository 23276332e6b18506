/** What each inbound event does to the file of the person it is about: one pure function a type. */
import { createHash } from 'node:crypto'
import type { InboundEvent, InboundType } from '../../../events/index.ts'
import type { Apply } from '../../chain/settle.ts'
import { childPsnNo, type Keys } from '../../identity/index.ts'
import { identityText } from '../ids.ts'
import type { Came } from '../rows.ts'
import { certifyBirth, changeGuardians } from './birth.ts'
import { admitVisit, approvePension, settleDelivery, settleVisit } from './care.ts'
import { mergePerson } from './merge.ts'
import { creditAccount, payPremium, reportPayment, spendAccount } from './money.ts'
import { registerDeath, registerHousehold, registerPerson, revokeDeath } from './person.ts'
import { elsewhere, foundBy, orForward } from './reissue.ts'
import { pauseEnrolment, postContribution, registerEnrolment, revokeEnrolment } from './relation.ts'

/** The event of a type. */
export type EventOf<T extends InboundType> = Extract<InboundEvent, { type: T }>

/** Events that are about no person: an employer's base, money between pooling areas. */
export type ImpersonalType = 'employer.base-declared' | 'funds.settled'
/** An event about a person. */
export type PersonalEvent = Exclude<InboundEvent, { type: ImpersonalType }>

/** A short id that follows from the event's identity; opens the keys of rows an event leaves. */
export function eventKey(event: { source: string; id: string }): string {
  return createHash('sha256').update(identityText(event.source, event.id)).digest('base64url').slice(0, 22)
}

/** The function that applies this event, which came so, to its person's file. */
export function applyEvent(keys: Keys, event: PersonalEvent, came?: Came): Apply {
  const id = eventKey(event)
  return orForward(event, came, (file, at) => {
    switch (event.type) {
      case 'person.registered':
        return registerPerson(keys, file, event, at)
      case 'person.merged':
        return mergePerson(keys, file, event, came, at)
      case 'household.registered':
        return registerHousehold(keys, file, event, at)
      case 'death.registered':
        return registerDeath(file, event)
      case 'death.revoked':
        return revokeDeath(file, event)
      case 'birth.certified':
        return (
          elsewhere(keys, file, event, came, at) ??
          certifyBirth(keys, file, event, { id, psn_no: childPsnNo(keys, foundBy(event.data)), by: 'partner' })
        )
      case 'guardian.changed':
        return changeGuardians(keys, file, event, id)
      case 'enrolment.registered':
        return registerEnrolment(file, event)
      case 'enrolment.paused':
        return pauseEnrolment(file, event, at.now)
      case 'enrolment.revoked':
        return revokeEnrolment(file, event)
      case 'contribution.posted':
        return postContribution(file, event)
      case 'account.credited':
        return creditAccount(file, event, id, at)
      case 'account.spent':
        return spendAccount(file, event, id, at)
      case 'premium.paid':
        return payPremium(keys, file, event, id)
      case 'payment.settled':
      case 'payment.returned':
        return reportPayment(file, event, at)
      case 'delivery.settled':
        return settleDelivery(file, event, at)
      case 'pension.approved':
        return approvePension(file, event, id, at)
      case 'visit.admitted':
        return admitVisit(file, event, at)
      case 'visit.settled':
        return settleVisit(file, event)
    }
    // Written by a newer release, of a type that this one does not know: it waits for one that does.
    return { needs: 'newer-release' }
  })
}
