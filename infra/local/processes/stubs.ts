/** Process: all stub partners. They know queues and CloudEvents, and nothing else of this system. */
import { writeFileSync } from 'node:fs'
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { inItsTurn } from '../../cli/messages/inbox.ts'
import { credentials, readConfig, sqsUrl } from '../config.ts'
import { queueUrl } from '../queues.ts'
import { behaviourIn, mannerFor, type StubQueue, stubQueues } from '../stubs/behaviour.ts'
import { type Answer, answersTo, type CloudEvent } from '../stubs/partners.ts'
import type { QueueHandler } from './poll.ts'
import { runPollers } from './pollers.ts'

const config = readConfig()
const client = new SQSClient({ endpoint: sqsUrl(config), region: config.region, credentials, md5: false })
const inbox = queueUrl(config.sqsPort, 'inbox')
const behaviours = behaviourIn(config.stubsFile, (error) => console.error('stubs file', error))
const counts = Object.fromEntries(stubQueues.map((name) => [name, { received: 0, answered: 0 }]))

/** Answers first, then lets the message go: dying in between sends the same answers, with the same ids, again. */
function partner(name: StubQueue): QueueHandler {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const answers: Answer[] = []
    const down: string[] = []
    for (const record of Records) {
      const asked = JSON.parse(record.body) as CloudEvent
      const manner = mannerFor(behaviours(), name, asked.data)
      if (manner.behaviour === 'down') down.push(record.messageId)
      else answers.push(...answersTo(name, asked, manner))
    }
    await send(answers)
    count(name, Records.length - down.length, answers.length)
    return { batchItemFailures: down.map((itemIdentifier) => ({ itemIdentifier })) }
  }
}

async function send(answers: Answer[]): Promise<void> {
  for (let i = 0; i < answers.length; i += 10) {
    const Entries = answers.slice(i, i + 10).map(({ delaySeconds, event }, n): SendMessageBatchRequestEntry => {
      return { Id: String(n), ...inItsTurn(JSON.stringify(event)), DelaySeconds: delaySeconds }
    })
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: inbox, Entries }))
    if (Failed.length > 0) throw new Error(`${Failed.length} answers not taken: ${Failed[0]?.Message}`)
  }
}

function count(name: StubQueue, received: number, answered: number): void {
  const of = counts[name]
  if (!of) return
  of.received += received
  of.answered += answered
}

let written = ''
setInterval(() => {
  const text = JSON.stringify(counts)
  if (text !== written) writeFileSync(config.stubsCountFile, text)
  written = text
}, 500).unref()

runPollers(config, Object.fromEntries(stubQueues.map((name) => [name, partner(name)])), 4)
