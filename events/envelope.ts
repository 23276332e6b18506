/** The envelope of every message: CloudEvents 1.0 (contract.md §3). Attributes that are not ours are let through unread. */
import * as z from 'zod'
import { time } from './fields.ts'

const attribute = (label: string, most: number) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? `缺少${label}` : `${label}应为文本`) })
    .min(1, { error: `${label}不能为空` })
    .max(most, { error: `${label}最多 ${most} 个字符` })

/** What comes with every event beside its `data`. */
export const envelope = z
  .object({
    specversion: z.literal('1.0', { error: '规范版本（specversion）应为 "1.0"' }),
    id: attribute('事件编号（id）', 256).meta({ description: '事件编号；与来源一起标识一个事件，只办一次' }),
    source: attribute('来源（source）', 256).meta({ description: '来源，发送方的标识，如 urn:partner:tax-13' }),
    type: attribute('事件类型（type）', 256).meta({ description: '事件类型，mianshen.<名词>.<动词>.v1' }),
    time: time('发生时间（time）').meta({
      description: '发生时间，RFC 3339 带时区；同一事实以时间较晚的为准',
    }),
    subject: attribute('主题（subject）', 1024).exactOptional(),
    datacontenttype: attribute('内容类型（datacontenttype）', 256).exactOptional(),
    signtype: attribute('签名算法（signtype）', 32).exactOptional().meta({ description: '签名算法，SM2' }),
    signature: attribute('签名（signature）', 1024)
      .exactOptional()
      .meta({ description: '对不含 signature 的事件按 RFC 8785 规范化后的 SM2 签名，十六进制' }),
  })
  .meta({ description: 'CloudEvents 1.0 信封' })
