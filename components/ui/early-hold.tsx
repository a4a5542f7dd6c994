/**
 * Holds back a form that is sent before its handler is there: the browser would
 * put its fields, a password among them, into the address. A form whose method is
 * written as `get` is the browser's own business.
 */
const HOLD = `(() => {
  const held = new Map()
  const hold = (event) => {
    if (event.target.getAttribute('method') === 'get') return
    event.preventDefault()
    held.set(event.target, event.submitter)
  }
  // What is changed after it was sent is to be sent anew, by who changes it.
  const change = (event) => held.delete(event.target.form)
  addEventListener('submit', hold, true)
  addEventListener('input', change, true)
  window.tickmarkEarly = () => {
    removeEventListener('submit', hold, true)
    removeEventListener('input', change, true)
    return held
  }
})()`

/** Stands before anything that can be sent; `EarlyInput` sends what it held. */
export function EarlyHold({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: HOLD }} />
}
