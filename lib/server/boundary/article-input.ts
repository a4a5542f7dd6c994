import 'server-only'
import type { z } from 'zod'
import { REMARK_CHOICES, type RemarkChoice } from '@/lib/core/article/remarks'
import { EVIDENCE_EXTENSIONS } from '@/lib/core/evidence/evidence-file'
import { cleanCharacters } from '@/lib/core/text/clean'
import { TRACKED_CHOICES, type TrackedChoice } from '@/lib/formats/importers/import-result'
import { ENCODINGS, type Encoding, formatOfName, IMPORT_EXTENSIONS } from '@/lib/formats/importers/registry'
import { AppError } from '@/lib/server/app-error'
import type { Form } from '@/lib/server/boundary/read-body'
import type { articleBody } from '@/lib/server/boundary/schemas'
import { fetchArticle } from '@/lib/server/use-cases/articles/fetch-article'
import type { ArticleInput } from '@/lib/server/use-cases/articles/import-article'

/** What a request to import brings, as JSON or as a form with a file. Throws `unknown-format` or `bad-request`. */
export async function readArticleInput(
  body: z.output<typeof articleBody> | undefined,
  form: Form | null,
  /** Ends the fetching of a page that was given by its address. */
  signal?: AbortSignal,
): Promise<({ readonly kind: 'content' } & ArticleInput) | { readonly kind: 'empty'; readonly title: string | undefined }> {
  if (form) return readForm(form)
  const title = cleanCharacters(body?.title ?? '').trim() || undefined
  const encode = (text: string) => new TextEncoder().encode(text)
  if (body?.text !== undefined) return { kind: 'content', format: 'text', bytes: encode(body.text), title, encoding: 'utf-8' }
  if (body?.markdown !== undefined)
    return { kind: 'content', format: 'markdown', bytes: encode(body.markdown), title, encoding: 'utf-8', remarks: body.remarks }
  if (body?.html !== undefined) return { kind: 'content', format: 'pasted-html', bytes: encode(body.html), title, remarks: body.remarks }
  if (body?.address !== undefined)
    return { kind: 'content', ...(await fetchArticle(body.address, signal)), ...(title ? { title } : {}), remarks: body.remarks }
  return { kind: 'empty', title }
}

/** A picture, sound or mail that a form brings to be kept as evidence; null when it brings something an article could be read from. */
export function readEvidenceInput(form: Form | null) {
  const file = form?.file
  const isOther = file && EVIDENCE_EXTENSIONS.some((extension) => file.name.toLowerCase().endsWith(extension))
  if (!isOther) return null
  return { format: 'file' as const, bytes: { size: file.size, read: file.bytes }, fileName: file.name }
}

async function readForm({ file, fields }: Form) {
  if (!file) throw new AppError('bad-request', 'Choose a file: the form has no field “file” with one.')
  const format = formatOfName(file.name)
  if (!format)
    throw new AppError(
      'unknown-format',
      `“${file.name.slice(0, 100)}” is not a kind of file Tickmark reads. It reads ${IMPORT_EXTENSIONS.join(', ')}.`,
    )
  const title = cleanCharacters(fields.get('title') ?? '')
    .trim()
    .slice(0, 500)
    .toWellFormed()
  const encoding = fields.get('encoding') || undefined
  if (encoding !== undefined && !isEncoding(encoding))
    throw new AppError('bad-request', `“encoding” is one of ${Object.keys(ENCODINGS).join(', ')}.`)
  const remarks = fields.get('remarks') || undefined
  if (remarks !== undefined && !isRemarkChoice(remarks))
    throw new AppError('bad-request', `“remarks” is one of ${REMARK_CHOICES.join(', ')}.`)
  const tracked = fields.get('tracked') || undefined
  if (tracked !== undefined && !isTrackedChoice(tracked))
    throw new AppError('bad-request', `“tracked” is one of ${TRACKED_CHOICES.join(', ')}.`)
  return {
    kind: 'content' as const,
    format,
    remarks,
    tracked,
    // Read when it is its turn: until then it lies in its spool.
    bytes: { size: file.size, read: file.bytes },
    fileName: file.name,
    encoding,
    title: title || undefined,
  }
}

function isRemarkChoice(value: unknown): value is RemarkChoice {
  return REMARK_CHOICES.includes(value as RemarkChoice)
}

function isTrackedChoice(value: unknown): value is TrackedChoice {
  return TRACKED_CHOICES.includes(value as TrackedChoice)
}

function isEncoding(value: unknown): value is Encoding {
  return typeof value === 'string' && Object.hasOwn(ENCODINGS, value)
}
