/** What every code is called: the tables that `GET /v1/codes` answers, for reading. */
import { codeTables } from '../../code-tables.ts'
import { type Block, h2, h3, p, type Row, table } from '../blocks.ts'
import type { Page } from '../page.ts'
import { both, chinese, coded } from '../words.ts'

export const codesPage: Page = {
  slug: 'codes',
  part: 'reference',
  title: both('代码表', 'Code tables'),
  about: both(
    '回答里的每个代码叫什么；程序用 `GET /v1/codes`。',
    'What every code in an answer is called; programs ask `GET /v1/codes`. Names are Chinese, as citizens read them.',
  ),
  blocks: (routes) => [
    p(
      '表名就是字段名；`step` 写作 `业务/步骤`，`what` 是 `waiting_for` 里的，`action` 是 `actions` 里的，`task` 是待办的 `kind`，`kind` 是其余各处的，`code` 是错误编号。以后可能增加代码：程序遇到不认得的，按原样显示，不要出错。',
      'A table bears the name of its field; but `step` is written `bundle/step`, `what` is that of `waiting_for`, `action` those of `actions`, `task` a task’s `kind`, `kind` any other’s, `code` that of problems. Codes may be added: a program that meets one it does not know shows it as it is.',
    ),
    h2('tables', '全部代码', 'All tables'),
    ...Object.entries(codeTables(routes))
      .filter(([name]) => name !== 'code')
      .flatMap(([name, codes]): Block[] => [
        h3(`table-${name}`, `\`${name}\``, `\`${name}\``),
        table(
          [`${name} 的代码`, `Codes of ${name}`],
          [
            ['代码', 'Code'],
            ['名称', 'Name'],
          ],
          codes.map(
            (one): Row => ({
              entry: {
                id: `${name}-${one.code}`.replaceAll(/[^\w.-]/g, '-'),
                name: both(one.code, one.code),
                about: both(one.name, one.name),
              },
              cells: [() => coded(one.code), (language) => chinese(one.name, language)],
            }),
          ),
        ),
      ]),
  ],
}
