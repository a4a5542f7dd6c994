'use client'

/** What this is, in a sentence, and three things to try, for who comes from setting the desk up. */
export function Welcome({ onClose }: { onClose: () => void }) {
  return (
    <section aria-label="Welcome" className="no-print notice notice-good m-3 grid gap-2">
      <p>
        <strong>Tickmark is a fact-checking desk for a living text:</strong> every claim keeps what was found about it, and says so when
        somebody changes its words. This is a sample article; nothing here is real.
      </p>
      <ol className="grid list-decimal gap-1 ps-5">
        <li>
          <strong>Mark</strong>: select words that could be wrong and press <span className="kbd">C</span>.
        </li>
        <li>
          <strong>Decide</strong>: press <span className="kbd">1</span> for confirmed, <span className="kbd">H</span> for high confidence,
          type why, Enter. <span className="kbd">Z</span> undoes it.
        </li>
        <li>
          <strong>See it go stale</strong>: switch to <em>Editing</em>, top right, and change a digit of a checked claim.
        </li>
      </ol>
      <button type="button" className="button button-small justify-self-start" onClick={onClose}>
        Got it
      </button>
    </section>
  )
}
