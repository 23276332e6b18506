/**
 * Counts what a run costs: calls by name, read units as DynamoDB reports them, requests and bytes to SQS;
 * at the table write units, reckoned as AWS charges them.
 */
import type { SendBatch } from '../../shared/sqs.ts'
import type { DynamoCall } from '../../shared/table/dynamo.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Wire } from '../../shared/wire/wire.ts'
import { countingUnits } from './units.ts'

/** What was counted so far. */
export interface Costs {
  calls: Record<string, number>
  read_units: number
  write_units: number
  commits: number
  sqs_requests: number
  sqs_bytes: number
}

interface Consumed {
  CapacityUnits?: number
  ReadCapacityUnits?: number
}

const writers = ['PutItem', 'BatchWriteItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems']

/** A meter over these clients. */
export class Meter {
  costs: Costs = { calls: {}, read_units: 0, write_units: 0, commits: 0, sqs_requests: 0, sqs_bytes: 0 }

  /** Starts again from nothing. */
  reset(): void {
    this.costs = { calls: {}, read_units: 0, write_units: 0, commits: 0, sqs_requests: 0, sqs_bytes: 0 }
  }

  /** Counts the calls of the table. */
  dynamo(call: DynamoCall): DynamoCall {
    return async (operation, input) => {
      const answer = await call(operation, { ...input, ReturnConsumedCapacity: 'INDEXES' })
      this.#count(operation, answer as { ConsumedCapacity?: Consumed | Consumed[] })
      return answer
    }
  }

  #count(command: string, output: { ConsumedCapacity?: Consumed | Consumed[] }): void {
    const { costs } = this
    costs.calls[command] = (costs.calls[command] ?? 0) + 1
    if (command === 'TransactWriteItems') costs.commits++
    for (const consumed of [output.ConsumedCapacity ?? []].flat()) {
      if (!writers.includes(command)) costs.read_units += consumed.ReadCapacityUnits ?? consumed.CapacityUnits ?? 0
    }
  }

  /** Counts the units of what is written through the table. */
  table(table: Table): Table {
    return countingUnits(table, (units) => {
      this.costs.write_units += units
    })
  }

  /** Counts what is sent to queues. */
  sent(batch: SendBatch): SendBatch {
    return (asked) => {
      for (const { MessageBody } of asked.Entries) {
        this.costs.sqs_bytes += Buffer.byteLength(MessageBody)
      }
      this.#request('SendMessageBatch')
      return batch(asked)
    }
  }

  /** Counts what is read from queues. An empty receive is a wait, not a cost of a case. */
  polled(call: Wire): Wire {
    return async (operation, input, signal) => {
      const answer = await call<never>(operation, input, signal)
      const { Messages = [] } = answer as { Messages?: unknown[] }
      if (operation !== 'ReceiveMessage' || Messages.length > 0) this.#request(operation)
      return answer
    }
  }

  #request(operation: string): void {
    const { costs } = this
    costs.calls[operation] = (costs.calls[operation] ?? 0) + 1
    costs.sqs_requests++
  }
}
