/** 「读给我听」: what stands on the page, read by the device; pressed again, it stops. */

/** Begins. */
export function readAloud(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target as Element).closest('[data-read]') || !('speechSynthesis' in window)) return
    const { speechSynthesis: voice } = window
    if (voice.speaking) {
      voice.cancel()
      return
    }
    const said = new SpeechSynthesisUtterance(document.getElementById('main')?.innerText ?? '')
    said.lang = 'zh-CN'
    said.rate = 0.85
    voice.speak(said)
  })
  // Nobody is read to on a page that they have left.
  addEventListener('pagehide', () => window.speechSynthesis?.cancel())
}
