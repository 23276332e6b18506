/**
 * Counts what a run costs: at the clients calls by name, read units as DynamoDB reports them, requests and bytes to SQS;
 * at the table write units, reckoned as AWS charges them.
 */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { Table } from '../../shared/table/table.ts'
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

const writers = ['PutItemCommand', 'UpdateItemCommand', 'DeleteItemCommand', 'TransactWriteItemsCommand']

/** A meter over these clients. */
export class Meter {
  costs: Costs = { calls: {}, read_units: 0, write_units: 0, commits: 0, sqs_requests: 0, sqs_bytes: 0 }

  /** Starts again from nothing. */
  reset(): void {
    this.costs = { calls: {}, read_units: 0, write_units: 0, commits: 0, sqs_requests: 0, sqs_bytes: 0 }
  }

  /** Counts what goes through the DynamoDB client. */
  dynamo(client: DynamoDBClient): DynamoDBClient {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' })
        const result = await next(args)
        this.#count(context.commandName ?? '', result.output as { ConsumedCapacity?: Consumed | Consumed[] })
        return result
      },
      { step: 'initialize', name: 'meter' },
    )
    return client
  }

  #count(command: string, output: { ConsumedCapacity?: Consumed | Consumed[] }): void {
    const { costs } = this
    costs.calls[command] = (costs.calls[command] ?? 0) + 1
    if (command === 'TransactWriteItemsCommand') costs.commits++
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

  /** Counts what goes through the SQS client. An empty receive is a wait, not a cost of a case. */
  sqs(client: SQSClient): SQSClient {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const result = await next(args)
        const received = (result.output as { Messages?: { Body?: string }[] }).Messages
        if (context.commandName === 'ReceiveMessageCommand' && !received?.length) return result
        const { costs } = this
        const command = context.commandName ?? ''
        costs.calls[command] = (costs.calls[command] ?? 0) + 1
        costs.sqs_requests++
        const entries = (args.input as { Entries?: { MessageBody?: string }[] }).Entries ?? []
        for (const { MessageBody = '' } of entries) costs.sqs_bytes += Buffer.byteLength(MessageBody)
        return result
      },
      { step: 'initialize', name: 'meter' },
    )
    return client
  }
}
