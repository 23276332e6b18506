/** How events are signed, in both directions. */
import { signingExample } from '../../../../../events/signing-example.ts'
import { listedDays } from '../../../../../shared/identity/index.ts'
import { type Block, code, h2, json, ol, p, ul } from '../blocks.ts'
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
      '按 RFC 8785（JSON 规范化）写成文本：字段按名称的 UTF-16 编码排序，没有空格，数字按 ECMAScript 的写法，UTF-8。',
      'Write it in canonical form (RFC 8785): members sorted by the UTF-16 code units of their names, no blanks, numbers as ECMAScript writes them, UTF-8.',
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
  h2('verify', '怎样核对我们的签名', 'How to verify ours'),
  ol(
    [
      '取公钥：`GET /v1/signing-keys`，不用令牌；每天取一次，对不上时再取一次。',
      'Read the keys: `GET /v1/signing-keys`, without a token; once a day, and again when none fits.',
    ],
    [
      '收到的事件解析成 JSON，去掉 `signature`（`signtype` 留着），按 RFC 8785 写成文本。不要对收到的文本直接核对：字段的先后、空格、转义都可能不同。',
      'Parse the event, take out `signature` (`signtype` stays), and write it in canonical form. Never verify the text as it came: order, blanks and escapes may differ.',
    ],
    [
      '用公布的公钥逐把核对，有一把相符就是我们发的。一般是事件的 `time` 所在的那一把；很久以前的事件补发时，可能是后来的一把。',
      'Try the published keys: if one of them verifies it, it is ours. As a rule that is the one that holds at its `time`; an event of long ago that is sent again may be signed by a later one.',
    ],
    [
      '对不上的先放到一边，不要丢掉，告诉我们：补发的会重新签名。',
      'What does not verify is set aside, not thrown away; tell us: sent again it is signed anew.',
    ],
  ),
  p(
    '`source` 是 `urn:mianshen:` 加环境名，本机是 `urn:mianshen:local`。同一个事件可能收到两次、签名不同，都对：签名不是事件的标识，`source` 加 `id` 才是。',
    'Our `source` is `urn:mianshen:` and the name of the stage, `urn:mianshen:local` on one machine. The same event may come twice with different signatures, both good: an event is known by `source` and `id`, never by its signature.',
  ),
  h2('example', '核对自己的程序', 'Check your own program'),
  p(
    '下面是一个固定的例子，也在 `/asyncapi.json` 的 `x-signing-example`：`event` 是完整的事件，`canonical` 是被签的文本（不含 `signature`），`digest` 是 Z 和它的 SM3。里面有容易写错的地方：基本平面以外的字（𠮷）和排序、嵌套、控制字符、几种写法的数字。密钥是国家标准 GB/T 32918.5 里印着的那一把，谁都不用它签名。',
    'A fixed example, also `x-signing-example` of `/asyncapi.json`: `event` is whole, `canonical` the text that is signed (without `signature`), `digest` SM3 of Z and that. It holds what goes wrong easily: letters beyond the basic plane (U+20BB7) and how they sort, nesting, control characters, numbers that can be written in several ways. The key is the one printed in GB/T 32918.5; nobody signs with it.',
  ),
  json(signingExample),
  p(
    '可以照抄的程序在仓库的 `events/verifiers`：Java、Python、Go、Node、C# 各一个，都不用别的库（Node 用 `sm-crypto-v2`），每次测试都互相核对。',
    'Programs to copy are in `events/verifiers` of the repository, one each in Java, Python, Go, Node and C#, without libraries (Node: `sm-crypto-v2`); every test run holds them against each other.',
  ),
  code(
    `curl -s $API/asyncapi.json > asyncapi.json
python3 events/verifiers/verify.py asyncapi.json               # 核对程序自己
curl -s $API/v1/signing-keys > keys.json
python3 events/verifiers/verify.py keys.json < events.jsonl    # 每行一个事件`,
    `curl -s $API/asyncapi.json > asyncapi.json
python3 events/verifiers/verify.py asyncapi.json               # checks the program itself
curl -s $API/v1/signing-keys > keys.json
python3 events/verifiers/verify.py keys.json < events.jsonl    # an event a line`,
  ),
  h2('rotation', '换钥匙', 'Changing keys'),
  ul(
    [
      `我们的：新公钥至少提前两周公布（\`from\` 还没有到），到时自动开始用；旧公钥停用（\`until\`）以后仍公布 ${listedDays} 天，比消息能在队列里停留的 14 天长得多。每天取一次公钥，就什么也不用做。`,
      `Ours: a new key is published two weeks before it begins (\`from\` lies ahead) and begins by itself; an old one stays published for ${listedDays} days after its end (\`until\`), far longer than the 14 days that a message may lie in a queue. Whoever reads the keys once a day need do nothing.`,
    ],
    [
      '我们的泄露时：另一把当时就接替它，公布它的全部时间；请马上重新取公钥。',
      'If one of ours gets out, another takes its place at once, for all of its time; read the keys again at once.',
    ],
    [
      '合作方的：先把新公钥和开始时间告诉我们，再用它签；两把可以同时有效。旧的停用以后，它有效期内的事件 14 天内到都收。',
      'A partner’s: tell us the new key and when it begins before you sign with it; two may hold at once. After the old one has ended, what is of its time is still taken for 14 days.',
    ],
    [
      '晚告诉了也不丢：被拒的事件（`no-key`）由经办人员重放，编号也没有占用，可以再发。',
      'Told late, nothing is lost: a rejected event (`no-key`) is replayed by an operator, and its id is free to be sent again.',
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
