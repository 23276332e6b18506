/** The transfer on Restate: a person is a virtual object with state, a case a workflow whose approval is a promise. */
import * as restate from '@restatedev/restate-sdk'

const { port } = JSON.parse(process.argv[2])
const A = '130200'
const B = '130100'

/** Sends to a partner or an office: a message to the driver, which plays both. */
const tell = (message) => void process.send(message)

const person = restate.object({
  name: 'person',
  handlers: {
    async prepare(ctx) {
      ctx.set('relations', { [A]: 'paused', [B]: 'normal' })
      ctx.set('balances', { [A]: 217_704, [B]: 0 })
    },
    async origin(ctx) {
      const relations = await ctx.get('relations')
      return Object.keys(relations).find((area) => relations[area] === 'paused')
    },
    async terminate(ctx, area) {
      ctx.set('relations', { ...(await ctx.get('relations')), [area]: 'terminated' })
    },
    async move(ctx) {
      const balances = await ctx.get('balances')
      ctx.set('balances', { [A]: 0, [B]: balances[B] + balances[A] })
      ctx.set('claim', { debtor: A, creditor: B, amt: balances[A] })
      return balances[A]
    },
  },
})

const transfer = restate.workflow({
  name: 'transfer',
  handlers: {
    async run(ctx, n) {
      const file = ctx.objectClient(person, String(n))
      const origin = await file.origin()
      await file.terminate(origin)
      await ctx.run('enrolment.changed', () => tell({ partner: 'enrolment.changed', n }))
      await ctx.run('task', () => tell({ task: n }))
      await ctx.promise('approval')
      const amt = await file.move()
      await ctx.run('notice', () => tell({ partner: 'notice.requested', n, amt }))
      return { result: 'transferred', amt }
    },
    async approve(ctx) {
      await ctx.promise('approval').resolve('approve')
    },
  },
})

await restate.serve({ services: [person, transfer], port })
// It does not outlive the driver.
process.on('disconnect', () => process.exit(1))
process.send({ ready: true })
