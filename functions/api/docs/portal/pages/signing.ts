/** How events are signed, in both directions. */
import { type Block, code, h2, ol, p, ul } from '../blocks.ts'
import type { Page } from '../page.ts'
import { both } from '../words.ts'

/** Signing, step by step. */
export const signing: readonly Block[] = [
  h2('how', '怎样签', 'How it is done'),
  p(
    '登记了公钥的合作方，每个事件都要签名；我们发出的同样签名。',
    'A partner that has a public key signs every event; ours are signed alike.',
  ),
  ol(
    [
      '事件写上 `"signtype": "SM2"`，不写 `signature`。',
      'Write `"signtype": "SM2"` into the event, and no `signature`.',
    ],
    [
      '按 RFC 8785（JSON 规范化）写成文本：字段按名称排序，没有空格，UTF-8。',
      'Write it in canonical form (RFC 8785): members sorted by name, no blanks, UTF-8.',
    ],
    [
      '用 SM2 签名（杂凑用 SM3，用户标识 `1234567812345678`），r 和 s 连成 128 位十六进制，写进 `signature`。',
      'Sign that with SM2 (hash SM3, user id `1234567812345678`); r and s, 128 hexadecimal digits, go into `signature`.',
    ],
  ),
  ul(
    ['公钥写作 `04` 加点的坐标，共 130 位十六进制。', 'A public key is `04` and the point, 130 hexadecimal digits.'],
    [
      '公钥有起止时间，按事件的 `time` 选用；换钥时新旧两把可以同时有效。',
      'Keys have a time to hold, and the one is taken that holds at the event’s `time`; two may hold at once while they change.',
    ],
    [
      '没有签名或签名不对的不收：`unsigned`、`bad-signature`、`no-key`，见[原因](/docs/errors#reasons)。',
      'What is unsigned or signed wrongly is rejected: `unsigned`, `bad-signature`, `no-key`, see [reasons](/docs/errors#reasons).',
    ],
  ),
  h2('tools', '命令行工具', 'On the command line'),
  code(
    `npm run --silent event -- keygen > key.json
npm run --silent event -- sign event.json --key key.json > signed.json
npm run --silent event -- verify signed.json --keys keys.json`,
  ),
]

/** Signing and checking signatures. */
export const signingPage: Page = {
  slug: 'signing',
  part: 'partners',
  title: both('签名', 'Signing'),
  about: both(
    'SM2 签名：合作方怎样签，怎样核对我们的，怎样换钥匙。',
    'SM2 signatures: how partners sign, how ours are checked, how keys are changed.',
  ),
  blocks: () => signing,
}
