/**
 * Writes the page for analysts (`infra/facts.md`) from the columns: `node infra/generate/facts.ts`; a test fails while it
 * is out of date.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { columnTypes, type FactTable, factTables } from '../../functions/records/facts/columns.ts'

const path = fileURLToPath(new URL('../facts.md', import.meta.url))

const head = `# 给统计分析用的事实

由 \`node infra/generate/facts.ts\` 写成，不手工修改。为什么这样做：[决定 0082](decisions/0082-figures-of-a-month.md)。

每次办件、待办、付款变化，几分钟内多一行。文件在桶 \`mianshen-<阶段>-facts-<账号>\`（本地运行：数据目录的 \`facts/\`），
名为 \`<表>/<日期>/<版本>.ndjson.gz\`：一行一个 JSON 对象，gzip 压缩；日期是写入表的那一天，过去的日期不再增加。

- 同一编号有很多行，\`version\` 最大的一行是现在的样子；同一行可能出现两次。没有值的列不出现。
- 里面没有姓名、证件号码、人员编号。编号是密钥散列，在这些表之间可以关联，和系统里的编号对不上，也看不出哪几件是同一个人的。
- 时间只到小时；金额和小时数是文本，用前转成小数。人少的统筹区，对外公布前把很小的数合并。
- 只给统计分析人员读这个桶和解密它的密钥（\`alias/mianshen-<阶段>-records\`），不给其他任何权限。
`

const foot = `## 用 Athena 查询

表按天分区，不需要爬取；下面以 \`cases\` 为例，其他两张表换名字和列。

\`\`\`sql
${ddl('cases')}

CREATE VIEW cases_now AS
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY case_id ORDER BY version DESC) AS n FROM cases
) WHERE n = 1;

-- 一个省一个月的办理情况，和 GET /v1/report 一样
SELECT bundle, count(*) AS opened, count_if(status = 'done') AS done, count_if(without_application) AS without_application,
  approx_percentile(CAST(hours AS double), 0.5) AS p50_hours,
  count_if(ended_late OR (ended_at IS NULL AND CAST(due_on AS date) < current_date)) AS overdue,
  sum(CAST(amt AS decimal(18, 2))) AS amt
FROM cases_now WHERE admdvs LIKE '13%' AND opened_at LIKE '2026-03%' GROUP BY bundle;
\`\`\`
`

/** The whole page. */
export function factsPage(): string {
  const types = Object.entries(columnTypes).map(([name, says]) => `| ${name} | ${says} |\n`)
  const tables = Object.entries(factTables).map(([name, { title, columns }]) => {
    const rows = Object.entries(columns).map(([column, { type, title, ...more }]) => {
      return `| \`${column}\` | ${type} | ${title}${'optional' in more ? '（可以没有）' : ''} |\n`
    })
    return `## ${name}：${title}\n\n| 列 | 写法 | 含义 |\n| --- | --- | --- |\n${rows.join('')}\n`
  })
  return `${head}\n| 写法 | |\n| --- | --- |\n${types.join('')}\n${tables.join('')}${foot}`
}

function ddl(table: FactTable): string {
  const columns = Object.entries(factTables[table].columns)
  const lines = columns.map(([name, { type }]) => `  ${name} ${type === 'flag' ? 'boolean' : 'string'}`)
  const where = `s3://mianshen-prod-facts-<账号>/${table}/`
  return `CREATE EXTERNAL TABLE ${table} (
${lines.join(',\n')}
) PARTITIONED BY (day string)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
LOCATION '${where}'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.day.type' = 'date',
  'projection.day.format' = 'yyyy-MM-dd',
  'projection.day.range' = '2026-01-01,NOW',
  'storage.location.template' = '${where}\${day}/'
);`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path, factsPage())
