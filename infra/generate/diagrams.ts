/**
 * Writes the README of each bundle: what happens, who is asked what, and the chain as a picture, all from the data the
 * system runs by. `node infra/generate/diagrams.ts` writes them; a test fails while one of them is out of date.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ListedService, services } from '../../functions/api/services.ts'
import { chains } from '../../functions/bundles/all.ts'
import type { AnyChain } from '../../shared/chain/chain.ts'
import { chainDiagram } from '../../shared/chain/diagram.ts'

/** A README and where it stands. */
export interface Readme {
  path: string
  text: string
}

/** The READMEs of all bundles. */
export function readmes(): Readme[] {
  return chains.map((chain) => ({
    path: fileURLToPath(new URL(`../../functions/bundles/${chain.bundle}/README.md`, import.meta.url)),
    text: readmeOf(chain),
  }))
}

function readmeOf(chain: AnyChain): string {
  const service = services.find(({ bundle }) => bundle === chain.bundle)
  if (!service) throw new Error(`diagrams: ${chain.bundle} is not in the catalogue of services`)
  return `# ${service.title}（\`${chain.bundle}\`）

<!-- 由 infra/generate/diagrams.ts 生成，改动请改这个文件夹里的 manifest.ts 或办理步骤本身。 -->

${service.guide}

办理时限：${service.time_limit}。依据和逐条规则见 [RULES.md](RULES.md)，各事项共同的见 [上一级](../RULES.md)。

## 发生什么

${service.happens.map((line, index) => `${index + 1}. ${line}`).join('\n')}

## 问谁什么，要多久

${asksTable(service)}

## 步骤

\`\`\`mermaid
${chainDiagram(chain)}\`\`\`
`
}

function asksTable({ asks }: ListedService): string {
  const rows = asks.map(({ who, what, within }) => `| ${who} | ${what} | ${within} |`)
  return ['| 谁 | 什么 | 多久 |', '|---|---|---|', ...rows].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, text } of readmes()) writeFileSync(path, text)
}
