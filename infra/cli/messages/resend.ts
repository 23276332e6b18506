/** A partner has lost what it was told: it leaves again, as it was. `npm run resend -- NUMBER … --reason TEXT` */
import type { Answer, Client, Resend } from '../../../shared/client/index.ts'
import { main, readArgs, required, runCommand, terminal, type Usage, WrongCall } from '../support/command.ts'
import { type Said, say } from '../support/language.ts'
import { connect, connection, connectionUsage, refusalOf, refusalText, type Surroundings } from '../support/operator.ts'

const usage: Usage = {
  command: 'npm run resend',
  text: {
    zh: `用法：npm run resend -- 编号… --reason 原因 [选项]

  编号              消息、办件、付款、缴费单、划款指令或清算的编号；一个办件的消息全部再发
  --reason 原因     为什么再发；留痕
  --type 种类       只再发这一种，如 payment.ordered

消息的编号、时间和内容都不变，收过的一方能看出是同一条。暂停发出的照样等着；已经作废或对方已经回报的不发。
${connectionUsage.zh}`,
    en: `Usage: npm run resend -- NUMBER … --reason TEXT [options]

  NUMBER            of a message, case, payment, bill, order between areas or clearing; of a case all messages go again
  --reason TEXT     why; it is in the audit trail
  --type TYPE       this type alone, such as payment.ordered

A message keeps its id, time and content, so that who has it can tell. Behind a hold it waits; what is called off, or
reported on by its partner, does not leave.
${connectionUsage.en}`,
  },
  done: { zh: '都发了，或在暂停中等着', en: 'all have left, or wait behind a hold' },
  wrong: {
    zh: '有的没有发：没有这条消息，已经作废，或对方已经回报',
    en: 'some did not leave: not known, called off, or reported on',
  },
}

const options = { ...connection, reason: { type: 'string' }, type: { type: 'string' } } as const

const statusNames: Readonly<Record<Message['status'], Said>> = {
  sent: { zh: '已发出', en: 'sent' },
  held: { zh: '暂停中，等着', en: 'held, waits' },
  'called-off': { zh: '已作废，没有发', en: 'called off, not sent' },
  answered: { zh: '对方已经回报，没有发', en: 'reported on, not sent' },
}

type Message = Answer<'POST /v1/messages/resend'>['messages'][number]

/** Runs one command line (without node and script); answers the exit status. */
export const run = (
  args: readonly string[],
  io: Surroundings = { ...terminal, fetch, pause: async () => {} },
): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const { values, positionals } = readArgs(rest, options, Number.POSITIVE_INFINITY)
    if (positionals.length === 0) throw new WrongCall(say({ zh: '缺少编号', en: 'a number is missing' }))
    const reason = required(values.reason, '--reason')
    // What is no type of ours the API says.
    const type = values.type as Resend['type']
    const client = await connect(values, io)
    let complete = true
    for (const id of positionals) {
      const left = await resend(client, { id, reason, ...(type === undefined ? {} : { type }) }, io)
      complete &&= left
    }
    return complete ? 0 : 1
  })

/** Whether all that was asked for has left, or will. */
async function resend(client: Client, body: Resend, io: Surroundings): Promise<boolean> {
  const sent = await client.call('POST /v1/messages/resend', { body })
  if (!sent.ok) {
    io.err(`${body.id}：${refusalText(refusalOf(sent))}`)
    return false
  }
  const { messages } = sent.body
  for (const message of messages) io.out(lineOf(message))
  return messages.every(({ status }) => status === 'sent' || status === 'held')
}

const lineOf = ({ id, type, queue, time, status }: Message) =>
  [id, type, `→ ${queue}`, time, say(statusNames[status])].join('  ')

if (import.meta.main) await main(run)
