/** Scenarios: what happens in the local stack at one command. */
import { services } from '../../../services.ts'
import { code, h2, p, table, ul } from '../blocks.ts'
import type { Page } from '../page.ts'
import { both, chinese, coded } from '../words.ts'

/** What partners get wrong, by the name of its scenario. */
const door = [
  [
    'rejected',
    '字段不对的事件：怎样被拒、怎样得知、改正以后怎样收下',
    'A faulty event: how it is rejected and told, and taken once it is mended',
  ],
  [
    'waiting',
    '先到的事件等它要的信息，到了自动办',
    'An event before what it needs: it waits, and is taken up by itself',
  ],
  [
    'id-reused',
    '编号用过的事件：内容一样不算数，内容不同被拒',
    'An id used again: the same content changes nothing, other content is rejected',
  ],
] as const

/** How scenarios are run, and which there are. */
export const scenariosPage: Page = {
  slug: 'scenarios',
  part: 'begin',
  title: both('情景', 'Scenarios'),
  about: both(
    '一条命令，让一件事在本机环境里从头到尾发生一遍，逐步说出发生了什么。',
    'One command lets a matter happen from beginning to end in the local stack, and tells it step by step.',
  ),
  blocks: () => [
    code(
      `npm run event -- scenario list
npm run event -- scenario retirement --ready-file /tmp/ready.json`,
    ),
    ul(
      [
        '每次都是新的人（编号、证件号码不属于任何人），可以一遍遍地跑；`--seed 7` 让同样的人再来一遍，只用在新的环境里。',
        'People are new each time (numbers that belong to nobody), so run it again and again; `--seed 7` makes the same people anew, for a fresh stack.',
      ],
      [
        '业务时钟会向前拨：到情景里的每个时刻，最多几天。本机环境用 `--now 2026-03-02T09:00:00+08:00` 启动时，时间最宽裕。',
        'The business clock moves on to each moment of the scenario, by a few days at most. A stack started with `--now 2026-03-02T09:00:00+08:00` has most time before it.',
      ],
      [
        '结束时核对：办成说好的样子，退出码 0；否则 1，并说出差在哪里。',
        'At its end it is held against what must come of it: exit code 0, or 1 with what is different.',
      ],
    ),
    h2('matters', '每件事一个', 'One for each matter'),
    table(
      ['情景', 'Scenarios'],
      [
        ['名称', 'Name'],
        ['是什么', 'What it is'],
      ],
      services.map(({ bundle, title, guide }) => ({
        entry: {
          id: `scenario-${bundle}`,
          name: both(`scenario ${bundle}`, `scenario ${bundle}`),
          about: both(title, title),
        },
        cells: [() => coded(bundle), (language) => chinese(`${title}：${guide}`, language)],
      })),
    ),
    h2('door', '合作方常遇到的', 'What partners meet'),
    table(
      ['情景', 'Scenarios'],
      [
        ['名称', 'Name'],
        ['是什么', 'What it is'],
      ],
      door.map(([name, zh, en]) => ({
        entry: { id: `scenario-${name}`, name: both(`scenario ${name}`, `scenario ${name}`), about: both(zh, en) },
        cells: [() => coded(name), both(zh, en)],
      })),
    ),
    p(
      '情景由各业务自己带来（它文件夹里的 `stories.ts`）：新加的业务，它的情景也在 `scenario list` 里。',
      'Scenarios come with the matters themselves (`stories.ts` of each): a matter that is added brings its own into `scenario list`.',
    ),
  ],
}
