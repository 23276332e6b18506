/**
 * Proves the ledger of any table, above all of one restored to a point in time:
 * `npm run prove -- --table NAME --keys FILE [--region R] [--endpoint URL]`. It only reads.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { checkLedger, type LedgerCheck } from '../../functions/proof/ledger-check.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import { keysIn } from './keys.ts'
import { dynamoAt, dynamoSdk } from './support/sdk.ts'

const USAGE = `用法：npm run prove -- --table 表名 --keys 文件 [选项]

  --keys 文件       密钥 JSON，或本机 --data-dir 里的 keys.json；写 - 表示标准输入
  --region 区域     默认取 AWS_REGION
  --endpoint 地址   本机 DynamoDB 的地址

从头核对每一笔分录和每一个账户，只读不写。退出码：0 平；1 不平；2 用法不对或没有做完。`

interface Options {
  readonly table: string
  readonly keys: string
  readonly region?: string
  readonly endpoint?: string
}

/** Reads the whole table and proves its ledger. */
async function prove({ table, keys, region, endpoint }: Options): Promise<LedgerCheck> {
  const client = dynamoAt({ region, endpoint })
  try {
    // Of the ports a proof needs these two.
    return await checkLedger({ table: dynamoTable(dynamoSdk(client), table), keys: keysIn(keys) } as Ports)
  } finally {
    client.destroy()
  }
}

/** Runs a command line (without node and script); answers the exit code. */
export async function run(args: readonly string[], out = console.log, err = console.error): Promise<number> {
  try {
    const { table, keys, region, endpoint } = readOptions(args)
    if (table === undefined || keys === undefined) throw new Error('缺少 --table 或 --keys')
    const check = await prove({
      table,
      keys: readFileSync(keys === '-' ? 0 : keys, 'utf8'),
      ...(region === undefined ? {} : { region }),
      ...(endpoint === undefined ? {} : { endpoint }),
    })
    out(JSON.stringify(check, undefined, 2))
    return check.balanced ? 0 : 1
  } catch (error) {
    err(`${(error as Error).message}\n\n${USAGE}`)
    return 2
  }
}

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const
  return parseArgs({ args: [...args], options: { table: text, keys: text, region: text, endpoint: text } }).values
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
