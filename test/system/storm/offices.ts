/**
 * The bank, the tax office and the platform of receipts, outside of the stack: they read their queues, remember what they
 * were told, and the bank says everything twice.
 */
import { credentials } from '../../../infra/local/config.ts'
import { type Poller, pollingWire, startPolling } from '../../../infra/local/processes/poll.ts'
import type { ReadyFile } from '../../../infra/local/stack.ts'
import type { Manner } from '../../../infra/local/stubs/behaviour.ts'
import { answersTo, type CloudEvent } from '../../../infra/local/stubs/partners.ts'

const manners = { bank: 'twice', invoice: 'ok', tax: 'never' } as const satisfies Record<string, Manner['behaviour']>
type Office = keyof typeof manners

/** A message as an office keeps it. */
export interface Message {
  readonly id: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read what partners read
  readonly data: Record<string, any>
}

/** They, and what they have heard. */
export class Offices {
  readonly #heard: Record<Office, Map<string, CloudEvent>> = { bank: new Map(), invoice: new Map(), tax: new Map() }
  readonly #pollers: Poller[]

  constructor({ sqs, region, queues }: ReadyFile, send: (events: readonly CloudEvent[]) => Promise<void>) {
    const call = pollingWire({ endpoint: sqs, region, credentials })
    this.#pollers = (Object.keys(manners) as Office[]).map((office) =>
      startPolling({
        call,
        queueUrl: queues[office],
        concurrency: 2,
        // The queue is away: it is asked again.
        failed: () => {},
        handler: async ({ Records }) => {
          const asked = Records.map(({ body }) => JSON.parse(body) as CloudEvent)
          for (const one of asked) this.#heard[office].set(one.id, one)
          const manner = { behaviour: manners[office], wrong_by: '-1.00' } as const
          await send(asked.flatMap((one) => answersTo(office, one, manner).map(({ event }) => event)))
          return { batchItemFailures: [] }
        },
      }),
    )
  }

  /** What an office was told so far, each message once. */
  told(office: Office, type: string): Message[] {
    return [...this.#heard[office].values()].filter((event) => event.type === `mianshen.${type}.v1`)
  }

  /** Goes home. */
  async stop(): Promise<void> {
    await Promise.all(this.#pollers.map((poller) => poller.stop()))
  }
}
