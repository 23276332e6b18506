/** Taking in what was released: by who released it, or by a worker if that one died before. */
import type { Message } from '../../shared/engine/messages.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import type { Refusal } from '../../shared/engine/rejected.ts'
import { becoming, type Correction, loadCorrection } from './correction.ts'

/** Takes an event in, or answers why it is refused. */
type Take = (message: Extract<Message, { kind: 'event' }>) => Promise<Refusal | undefined>

/** Takes the event of a released correction in, and keeps what became of it; done twice it is one event. */
export async function carryOut(ports: Ports, correction: Correction, take: Take): Promise<Correction> {
  const { status, message, result } = correction
  if (status !== 'released' || !message || result) return correction
  const refusal = await take(message)
  const done: Correction = {
    ...correction,
    result: refusal ? { status: 'rejected', reason: refusal.reason } : { status: 'accepted' },
  }
  await ports.table.write(becoming(ports.keys, done, 'released'))
  return done
}

/** The same by its id, for a worker. */
export async function carryOutById(ports: Ports, id: string, take: Take): Promise<void> {
  const held = await loadCorrection(ports, id)
  if (held) await carryOut(ports, held, take)
}
