/** The transfer on DBOS: a workflow of steps, its checkpoints and the persons in PostgreSQL, its approval a message. */
import { DBOS } from '@dbos-inc/dbos-sdk'
import pg from 'pg'

const { url } = JSON.parse(process.argv[2])
const A = '130200'
const B = '130100'
const pool = new pg.Pool({ connectionString: url, max: 10 })
const tell = (message) => void process.send(message)
const step = (name, run) => DBOS.runStep(run, { name })

/** Whoever sees it again finds it done: a step may run twice. */
async function move(n) {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query('SELECT balances FROM person WHERE n = $1 FOR UPDATE', [n])
    const { balances } = rows[0]
    const amt = balances[A]
    const claim = await client.query('INSERT INTO claim VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [n, A, B, amt])
    if (claim.rowCount === 1) {
      const moved = JSON.stringify({ [A]: 0, [B]: balances[B] + amt })
      await client.query('UPDATE person SET balances = $2 WHERE n = $1', [n, moved])
    }
    await client.query('COMMIT')
    return amt
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

async function run(n) {
  const origin = await step('find', async () => {
    const { rows } = await pool.query('SELECT relations FROM person WHERE n = $1', [n])
    return Object.keys(rows[0].relations).find((area) => rows[0].relations[area] === 'paused')
  })
  await step('continue', async () => {
    const change = JSON.stringify({ [origin]: 'terminated' })
    await pool.query('UPDATE person SET relations = relations || $2::jsonb WHERE n = $1', [n, change])
  })
  await step('enrolment.changed', async () => tell({ partner: 'enrolment.changed', n }))
  await step('task', async () => tell({ task: n }))
  await DBOS.recv('approval', 3_600)
  const amt = await step('move', () => move(n))
  await step('notice', async () => tell({ partner: 'notice.requested', n, amt }))
  return { result: 'transferred', amt }
}

const transfer = DBOS.registerWorkflow(run, { name: 'transfer' })
DBOS.setConfig({ name: 'peer', systemDatabaseUrl: url, logLevel: 'error', runAdminServer: false })
await DBOS.launch()
await pool.query('CREATE TABLE person (n int PRIMARY KEY, relations jsonb, balances jsonb)')
await pool.query('CREATE TABLE claim (n int PRIMARY KEY, debtor text, creditor text, amt int)')

const orders = {
  async prepare(n) {
    const relations = JSON.stringify({ [A]: 'paused', [B]: 'normal' })
    const balances = JSON.stringify({ [A]: 217_704, [B]: 0 })
    await pool.query('INSERT INTO person VALUES ($1, $2, $3)', [n, relations, balances])
    tell({ done: n })
  },
  async begin(n) {
    const handle = await DBOS.startWorkflow(transfer, { workflowID: `transfer-${n}` })(n)
    await handle.getResult()
    tell({ done: n })
  },
  approve: (n) => DBOS.send(`transfer-${n}`, 'approve', 'approval'),
}
process.on('message', ({ order, n }) => {
  orders[order](n).catch((error) => process.stderr.write(`${error.stack}\n`))
})
process.on('SIGTERM', () => {
  DBOS.shutdown().then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
// It does not outlive the driver.
process.on('disconnect', () => process.exit(1))
process.send({ ready: true })
