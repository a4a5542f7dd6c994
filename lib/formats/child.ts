/**
 * The process that does heavy work on text and files (design D13): reads files
 * from outside, writes reports, plans drafts. It has no database and no secrets
 * in its environment; heap and clock are set by its parent. In and out: one
 * line of JSON that names its parts, then the bytes of each part.
 */
import { Worker } from 'node:worker_threads'
import { planDraft } from '@/lib/core/anchoring/plan-draft'
import { Messages } from '@/lib/core/article/import-messages'
import { findInconsistencies } from '@/lib/core/consistency/findings'
import { CitationsRefused, readCitations } from '@/lib/core/evidence/read-citations'
import { mapStrings, markForbiddenCharacters } from '@/lib/core/text/clean'
import { type ChildJob, type ChildOutcome, frame, partsOf } from '@/lib/formats/child-job'
import { EXPORTERS } from '@/lib/formats/exporters/registry'
import { ImportRefused } from '@/lib/formats/importers/import-result'
import { importMail } from '@/lib/formats/importers/mail'
import { readFile } from '@/lib/formats/importers/registry'
import { decodeText } from '@/lib/formats/support/decode-text'
import { pageFacts } from '@/lib/formats/support/page-facts'

// Beside the work, which may hold this thread for a minute: whoever asked for it is gone, however that came.
const WATCHER = `const asker = process.ppid
setInterval(() => process.ppid === asker || process.kill(process.pid, 'SIGKILL'), 500)`

async function main(): Promise<void> {
  new Worker(WATCHER, { eval: true }).unref()
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const { header, parts } = partsOf<ChildJob>(Buffer.concat(chunks))
  let answer: Uint8Array[]
  try {
    answer = await work(header, parts)
  } catch (error) {
    const outcome: ChildOutcome =
      error instanceof ImportRefused || error instanceof CitationsRefused
        ? { ok: false, code: error instanceof ImportRefused ? error.code : 'unreadable', message: error.message }
        : { ok: false, code: 'unreadable', message: null, cause: error instanceof Error ? error.name : 'unknown' }
    answer = frame(outcome, [])
  }
  for (const chunk of answer) if (!process.stdout.write(chunk)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}

async function work(job: ChildJob, parts: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const [first = new Uint8Array(), ...rest] = parts
  const ok = (value: unknown, more: readonly Uint8Array[]) => frame({ ok: true, value } satisfies ChildOutcome, more)
  switch (job.kind) {
    case 'mail':
      return ok({ ...(await importMail(first)), images: [] }, [])
    case 'import': {
      const { images, ...imported } = await readFile(job.format, first, job.options)
      const about = images.map(({ id, mediaType }) => ({ id, mediaType }))
      return ok(
        { ...imported, images: about },
        images.map((image) => image.bytes),
      )
    }
    case 'export': {
      const pictures = Object.fromEntries(job.pictures.map(({ id, mediaType }, index) => [id, { mediaType, bytes: rest[index] }]))
      // What an earlier version let in, no format could hold.
      const taken = mapStrings(JSON.parse(new TextDecoder().decode(first)), markForbiddenCharacters) as object
      const written = await EXPORTERS[job.format]({ ...taken, pictures } as never)
      return ok(null, [typeof written === 'string' ? new TextEncoder().encode(written) : written])
    }
    case 'page':
      return ok(pageFacts(decodeText(first, 'html', new Messages()), job.address), [])
    case 'findings': {
      const { text, sentences } = JSON.parse(new TextDecoder().decode(first))
      return ok(findInconsistencies(text, sentences), [])
    }
    case 'citations':
      return ok(readCitations(new TextDecoder().decode(first)), [])
    case 'plan': {
      const { before, after, claims } = JSON.parse(new TextDecoder().decode(first))
      return ok(planDraft(before, after, new Map(claims)), [])
    }
  }
}

void main()
