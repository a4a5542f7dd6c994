import 'server-only'
import type { Retention } from '@/lib/core/workflow/retention'
import { AppError } from '@/lib/server/app-error'
import { changeBySchedule } from '@/lib/server/article/change-by-schedule'
import { describeCause, log } from '@/lib/server/log'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { purgeNoteEntries } from '@/lib/server/store/history'
import { articlesWithNotesOf, notesOfPersonIn, purgeNotes } from '@/lib/server/store/notes'
import { purgeOwnNotes } from '@/lib/server/store/own-notes'
import { findNotesRetention, peopleWithNotesToPurge, setNotesRetention } from '@/lib/server/store/people'

/** Whether a person's notes are held, and on which day their words go. */
export async function readNotesRetention(personId: string): Promise<Retention> {
  const found = await findNotesRetention(personId)
  if (!found) throw new AppError('not-found')
  return found
}

/** Holds a person's notes, lets them go, or sets the day on which their words are purged. A day that is past is refused. */
export async function retainNotes(actor: Actor, personId: string, wanted: Retention): Promise<void> {
  await changeDesk(actor.id, async ({ tx, now, record }) => {
    const before = await findNotesRetention(personId, tx)
    if (!before) throw new AppError('not-found')
    const after: Retention = { hold: wanted.hold?.trim() || null, purgeOn: wanted.purgeOn }
    if (after.purgeOn !== null && after.purgeOn !== before.purgeOn && after.purgeOn <= now.toISOString().slice(0, 10))
      throw new AppError('invalid-input', 'Choose a day that is still to come: words are purged at the beginning of that day (UTC).')
    if (before.hold === after.hold && before.purgeOn === after.purgeOn) return
    await setNotesRetention(tx, personId, after)
    record({ name: 'person.notes-retention-changed', subject: `person:${personId}`, before, after })
  })
}

/**
 * Purges the words of notes that are due: of each note the row stays, with who
 * wrote it, when and on which claim; of each entry of the history that held its
 * words, all but the words, and its hash. Notes in held articles stay, and the
 * day stands until they can go. Returns of how many people.
 */
export async function purgeDueNotes(now: Date): Promise<number> {
  const today = now.toISOString().slice(0, 10)
  let count = 0
  for (const personId of await peopleWithNotesToPurge(today))
    try {
      if (await purgeNotesOf(personId, now, today)) count++
    } catch (error) {
      // Those of others go all the same; this person's are tried again tomorrow.
      log.error({ person: personId, cause: describeCause(error) }, 'notes could not be purged')
    }
  return count
}

async function purgeNotesOf(personId: string, now: Date, today: string): Promise<boolean> {
  let notes = 0
  let articles = 0
  let held = 0
  for (const articleId of await articlesWithNotesOf(personId)) {
    const done = await changeBySchedule(articleId, now, async ({ id, tx, article, record, touch }) => {
      if (article.hold !== null) return 'held' as const
      // Held since it was listed.
      const rule = await findNotesRetention(personId, tx)
      if (!rule || rule.hold !== null || rule.purgeOn === null || rule.purgeOn > today) return 0
      const found = await notesOfPersonIn(id, personId, tx)
      const ids = found.map((note) => note.id)
      await purgeOwnNotes(tx, id, personId)
      if (ids.length === 0) return 0
      await purgeNotes(tx, ids, `(Purged on ${today}.)`, now)
      for (const { claimId } of found) touch(claimId)
      const entries = await purgeNoteEntries(tx, id, ids, now)
      record({ name: 'notes.purged', subject: 'article', before: null, after: { personId, noteIds: ids, entries } })
      return ids.length
    })
    if (done === 'held') held++
    else if (done) {
      notes += done
      articles++
    }
  }
  if (notes === 0 && held > 0) return false
  await changeDesk(
    null,
    async ({ tx, record }) => {
      const rule = await findNotesRetention(personId, tx)
      if (!rule || rule.hold !== null) return
      // What is in held articles goes once they are let go.
      if (held === 0) await setNotesRetention(tx, personId, { hold: null, purgeOn: null })
      record({ name: 'person.notes-purged', subject: `person:${personId}`, before: null, after: { notes, articles, held } })
    },
    now,
  )
  return true
}
