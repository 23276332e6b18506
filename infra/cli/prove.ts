/**
 * Proves the ledger of any table, above all of one restored to a point in time:
 * `npm run prove -- --table NAME --keys FILE [--region R] [--endpoint URL]`. It only reads.
 */
import { checkLedger } from '../../functions/proof/ledger-check.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { dynamoTable } from '../../shared/table/dynamo.ts'
import { keysFrom } from './keys.ts'
import { main, readArgs, required, runCommand, terminal, type Usage } from './support/command.ts'
import { dynamoAt, dynamoSdk } from './support/sdk.ts'

const usage: Usage = {
  command: 'npm run prove',
  text: {
    zh: `用法：npm run prove -- --table 表名 --keys 文件 [选项]

  --table 表名      要核对的表
  --keys 文件       密钥 JSON，或本机 --data-dir 里的 keys.json；写 - 表示标准输入
  --region 区域     默认取 AWS_REGION
  --endpoint 地址   本机 DynamoDB 的地址

从头核对每一笔分录和每一个账户，只读不写。`,
    en: `Usage: npm run prove -- --table NAME --keys FILE [options]

  --table NAME      the table to prove
  --keys FILE       the keys as JSON, or keys.json of a local --data-dir; - is standard input
  --region R        AWS_REGION if not given
  --endpoint URL    of a DynamoDB on this machine

Goes through every entry and every account from the beginning; it only reads.`,
  },
  done: { zh: '账平', en: 'the ledger balances' },
  wrong: { zh: '账不平', en: 'it does not' },
}

const text = { type: 'string' } as const
const options = { table: text, keys: text, region: text, endpoint: text } as const

/** Runs a command line (without node and script); answers the exit status. */
export const run = (args: readonly string[], io = terminal): Promise<number> =>
  runCommand(usage, io, args, async (rest) => {
    const { values } = readArgs(rest, options)
    const [name, file] = [required(values.table, '--table'), required(values.keys, '--keys')]
    const keys = keysFrom(file)
    const client = dynamoAt(values)
    // Of the ports a proof needs these two.
    const ports = { table: dynamoTable(dynamoSdk(client), name), keys } as Ports
    const check = await checkLedger(ports).finally(() => client.destroy())
    io.out(JSON.stringify(check, undefined, 2))
    return check.balanced ? 0 : 1
  })

if (import.meta.main) await main(run)
