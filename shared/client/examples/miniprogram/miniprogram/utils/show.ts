/** How every page loads, and how large it writes. */
import type { Result } from '@mianshen/client'
import { type Trouble, troubleOf } from './api'

/** What every page shows besides its own. */
export interface Frame {
  loading: boolean
  trouble: Trouble | null
  /** The size of the letters, in px: everything else is measured by it (rem). */
  size: number
  elder: boolean
}

const elderAt = 'look-elder'
/** Letters of an ordinary page and of the elders' version, px (MIIT: 18 pt at least, which is 24 px). */
const sizes = { ordinary: 17, elder: 25 }

/** How large this person reads: the elders' version if they chose it, larger still if their WeChat is set so. */
export function look(): Pick<Frame, 'size' | 'elder'> {
  const elder = wx.getStorageSync(elderAt) === true
  const { fontSizeSetting = 0 } = wx.getAppBaseInfo()
  return { elder, size: Math.max(elder ? sizes.elder : sizes.ordinary, fontSizeSetting) }
}

/** Turns the elders' version on or off, on every page. */
export function turnElder(): Pick<Frame, 'size' | 'elder'> {
  wx.setStorageSync(elderAt, !look().elder)
  return look()
}

/** The frame of a page that has not loaded yet. */
export const frame = (): Frame => ({ loading: true, trouble: null, ...look() })

/** As much of a page as is needed. */
interface Screen {
  setData(data: Record<string, unknown>): void
}

/** Loads, and shows what came or what went wrong; what was shown before stays until then, and beneath a trouble. */
export async function show<T>(page: Screen, loading: Promise<Result<T>>, put: (body: T) => object): Promise<void> {
  page.setData({ loading: true, ...look() })
  const result = await loading
  page.setData({
    loading: false,
    ...(result.ok ? { trouble: null, ...put(result.body) } : { trouble: troubleOf(result) }),
  })
}
