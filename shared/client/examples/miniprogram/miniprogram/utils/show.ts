/** How every page loads, and how large it writes. */
import type { Result } from '@mianshen/client'
import { type Trouble, troubleOf } from './api'

/** What every page shows besides its own. */
export interface Frame extends Look {
  loading: boolean
  trouble: Trouble | null
}

/** How large this person reads. */
export interface Look {
  /** The size of the letters, in px: everything else is measured by it (rem). */
  size: number
  /** The elders' version. */
  elder: boolean
  /** Its letters as large as they get. */
  largest: boolean
}

const levelAt = 'look-level'
/** Letters of an ordinary page, of the elders' version, and of it enlarged, in px. MIIT: 18 pt (24 px) and 30. */
const sizes = [17, 25, 30] as const

/** How large: as they chose, larger still if their WeChat is set so. */
export function look(): Look {
  const level = wx.getStorageSync<number | ''>(levelAt) || 0
  const { fontSizeSetting = 0 } = wx.getAppBaseInfo()
  return { elder: level > 0, largest: level > 1, size: Math.max(sizes[level] ?? 0, fontSizeSetting) }
}

/** Chooses the elders' version, enlarged or not, for every page; or an ordinary one. */
export function choose(elder: boolean, largest = false): Look {
  wx.setStorageSync(levelAt, elder ? (largest ? 2 : 1) : 0)
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
