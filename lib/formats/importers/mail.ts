import PostalMime from 'postal-mime'
import { Messages, plural } from '@/lib/core/article/import-messages'
import { escapeHtml } from '@/lib/core/text/escape-html'
import { type Imported, ImportRefused } from '@/lib/formats/importers/import-result'
import { htmlToDocument } from '@/lib/formats/support/html-to-document'

/** Attached files that are named; more are counted. */
const MOST_NAMED = 50

/**
 * An e-mail (RFC 5322, MIME) as evidence: who wrote to whom and when, then what
 * it says. Attached files are named and not read; nothing is loaded.
 */
export async function importMail(bytes: Uint8Array): Promise<Imported> {
  const messages = new Messages()
  let mail: Awaited<ReturnType<typeof PostalMime.parse>>
  try {
    mail = await PostalMime.parse(bytes.slice().buffer, { maxNestingDepth: 20 })
  } catch {
    throw new ImportRefused('unreadable', 'This e-mail is damaged and could not be read. Save it from the mail program again.')
  }
  type Address = {
    readonly name?: string | undefined
    readonly address?: string | undefined
    readonly group?: readonly Address[] | undefined
  }
  const name = (one: Address): string =>
    one.group ? one.group.map(name).join(', ') : [one.name, one.address && `<${one.address}>`].filter(Boolean).join(' ')
  const lines = (
    [
      ['From', mail.from ? [mail.from] : []],
      ['To', mail.to ?? []],
      ['Cc', mail.cc ?? []],
    ] as readonly (readonly [string, readonly Address[]])[]
  ).flatMap(([label, people]) => (people.length > 0 ? [`${label}: ${people.map(name).join(', ')}`] : []))
  if (mail.date) lines.push(`Date: ${mail.date}`)
  const attached = mail.attachments.map(({ filename }) => filename || 'without a name')
  if (attached.length > 0) {
    lines.push(`Attached: ${attached.slice(0, MOST_NAMED).join(', ')}${attached.length > MOST_NAMED ? ' …' : ''}`)
    messages.add(
      'info',
      `${plural(attached.length, 'attached file')} ${attached.length === 1 ? 'was' : 'were'} not read. Keep ${attached.length === 1 ? 'it' : 'them'} as evidence of ${attached.length === 1 ? 'its' : 'their'} own.`,
    )
  }
  const text = (mail.text ?? '').split(/\r?\n\s*\r?\n/).map((part) => `<p>${escapeHtml(part.trim()).replace(/\r?\n/g, '<br>')}</p>`)
  const body = mail.text?.trim() ? text.join('') : (mail.html ?? '')
  const head = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')
  return htmlToDocument(`${head}<hr>${body}`, messages, { headline: mail.subject?.trim() || 'E-mail without a subject' })
}
