import { childPsnNo, type Keys } from '../../identity/index.ts'
import type { Apply } from '../applying.ts'
import { eventKey, type PersonalEvent } from '../events.ts'
import { mergePerson } from '../merged/merge.ts'
import { registerResidence } from '../residence.ts'
import type { Came } from '../rows.ts'
import { applyVisit, isOfVisit } from '../visits/index.ts'
import { certifyBirth, changeGuardians } from './birth.ts'
import { approvePension, revokeDelivery, settleDelivery } from './care.ts'
import { creditAccount } from './credit.ts'
import { hear } from './hear.ts'
import { payPremium, reportPayment, spendAccount } from './money.ts'
import { registerDeath, registerHousehold, registerPerson, revokeDeath } from './person.ts'
import { elsewhere, foundBy, orForward } from './reissue.ts'
import { pauseEnrolment, postContribution, registerEnrolment, revokeContribution, revokeEnrolment } from './relation.ts'

/** The function that applies this event, which came so, to its person's file. */
export function applyEvent(keys: Keys, event: PersonalEvent, came?: Came): Apply {
  const id = eventKey(event)
  return orForward(event, came, (file, at) => {
    if ('heard' in event) return hear(file, event, id, at)
    if (isOfVisit(event)) return applyVisit(file, event, at)
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
      case 'contribution.revoked':
        return revokeContribution(file, event)
      case 'account.credited':
        return creditAccount(file, event, id, at)
      case 'account.spent':
        return spendAccount(keys, file, event, id, at)
      case 'premium.paid':
        return payPremium(keys, file, event, id, at)
      case 'payment.settled':
      case 'payment.returned':
        return reportPayment(file, event, at)
      case 'delivery.settled':
      case 'delivery.reported':
        return settleDelivery(file, event, at)
      case 'delivery.revoked':
        return revokeDelivery(file, event)
      case 'residence.registered':
        return registerResidence(file, event)
      case 'pension.approved':
        return approvePension(file, event, id, at)
    }
    // Written by a newer release, of a type that this one does not know: it waits for one that does.
    return { needs: 'newer-release' }
  })
}
