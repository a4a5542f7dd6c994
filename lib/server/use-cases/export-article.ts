import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { type ArticleSnapshot, type Audience, SNAPSHOT_SCHEMA } from '@/lib/core/article/article-snapshot'
import { redact } from '@/lib/core/article/redact'
import { can } from '@/lib/core/permissions/policy'
import { textOf } from '@/lib/editor/text-map'
import { EXPORTERS, type ExportFormat } from '@/lib/formats/exporters/registry'
import { AppError } from '@/lib/server/boundary/app-error'
import type { Actor } from '@/lib/server/session'
import { findAttachment } from '@/lib/server/store/attachments'
import { correctionsOfArticle } from '@/lib/server/store/corrections'
import { evidenceOfArticle } from '@/lib/server/store/evidence'
import { notesOfArticle } from '@/lib/server/store/notes'
import { claimViews, loadArticle } from '@/lib/server/use-cases/read-article'

/** Audiences a role may make a report for. A viewer gets what an author gets. */
export function audiencesFor(actor: Actor): Audience[] {
  if (!can(actor.role, 'note.write')) return ['author', 'public']
  return actor.role === 'author' ? ['author', 'public'] : ['internal', 'legal', 'author', 'public']
}

/** The annotated report in a format, as a download with a telling name. */
export async function exportArticle(actor: Actor, articleId: string, format: string, audience?: Audience): Promise<Response> {
  const exporter = (EXPORTERS as Record<string, (typeof EXPORTERS)[ExportFormat] | undefined>)[format]
  if (!exporter || !Object.hasOwn(EXPORTERS, format))
    throw new AppError('not-found', `There is no export format “${format}”. There are: ${Object.keys(EXPORTERS).join(', ')}.`)
  const allowed = audiencesFor(actor)
  const chosen = audience ?? (allowed[0] as Audience)
  if (!allowed.includes(chosen)) throw new AppError('forbidden', 'Your role does not allow a report for this audience.')
  const snapshot = redact(await takeSnapshot(articleId, actor.name, new Date()), chosen)
  const bytes = await exporter.write(snapshot)
  const name = fileName(snapshot, exporter.extension)
  return new Response(bytes as BodyInit, {
    headers: {
      'Content-Type': exporter.mediaType,
      'Content-Disposition': `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  })
}

/** Everything about an article as it is now, in plain values. */
export async function takeSnapshot(articleId: string, generatedBy: string, now: Date): Promise<ArticleSnapshot> {
  const { article, doc } = await loadArticle(articleId)
  const [claims, notes, evidence, corrections] = await Promise.all([
    claimViews(articleId, doc),
    notesOfArticle(articleId),
    evidenceOfArticle(articleId),
    correctionsOfArticle(articleId),
  ])
  const order = new Map(claims.map((claim, index) => [claim.id, index]))
  const inOrder = [...evidence].sort((a, b) => (order.get(a.claimId) ?? 0) - (order.get(b.claimId) ?? 0))
  const numbers = new Map<string, number>()
  for (const one of inOrder) if (!numbers.has(one.source.id)) numbers.set(one.source.id, numbers.size + 1)
  const sources = [...new Map(inOrder.map((one) => [one.source.id, one.source])).values()].map(
    ({ createdBy, createdAt, updatedAt, claimCount, revision, ...source }) => ({ ...source, number: numbers.get(source.id) ?? 0 }),
  )
  return {
    schema: SNAPSHOT_SCHEMA,
    generatedAt: now.toISOString(),
    generatedBy,
    audience: 'internal',
    article: {
      id: article.id,
      title: article.title,
      version: article.version,
      text: textOf(doc),
      textHash: article.textHash,
      document: doc.toJSON(),
    },
    claims: claims.map((claim) => ({
      id: claim.id,
      number: claim.number,
      ranges: claim.ranges,
      quote: claim.quote,
      prefix: claim.prefix,
      suffix: claim.suffix,
      type: claim.type,
      priority: claim.priority,
      state: claim.state,
      outcome: claim.outcome,
      verdict: claim.verdict,
      confidence: claim.confidence,
      confidenceReason: claim.confidenceReason,
      freshness: claim.freshness,
      legalFlag: claim.legalFlag,
      statement: claim.statement,
      tags: claim.tags,
      assignee: claim.assignee?.name ?? null,
      decision: claim.decision && {
        quote: claim.decision.quote,
        by: claim.decision.by.name,
        at: claim.decision.at,
        version: claim.decision.version,
      },
      change: claim.change && { by: claim.change.by?.name ?? null, at: claim.change.at },
      createdBy: claim.createdBy.name,
      createdAt: claim.createdAt,
      notes: notes
        .filter((note) => note.claimId === claim.id)
        .map((note) => ({
          id: note.id,
          kind: note.kind,
          text: note.text,
          replyToId: note.replyToId,
          by: note.createdBy.name,
          at: note.createdAt.toISOString(),
        })),
      evidence: evidence
        .filter((one) => one.claimId === claim.id)
        .map(({ source, stance, directness, credibility, quote, locator, note }) => ({
          sourceId: source.id,
          stance,
          directness,
          credibility,
          quote,
          locator,
          note,
        })),
      corrections: corrections
        .filter((one) => one.claimId === claim.id)
        .map((one) => ({
          before: one.before,
          after: one.after,
          reason: one.reason,
          state: one.state,
          proposedBy: one.proposedBy.name,
          proposedAt: one.proposedAt.toISOString(),
          decidedBy: one.decidedBy?.name ?? null,
          decidedAt: one.decidedAt?.toISOString() ?? null,
          decisionReason: one.decisionReason,
        })),
    })),
    sources,
    pictures: await picturesOf(doc),
  }
}

async function picturesOf(doc: Node): Promise<ArticleSnapshot['pictures']> {
  const ids = new Set<string>()
  doc.descendants((node) => {
    const src = node.type.name === 'figure' ? (node.attrs.src as string | null) : null
    if (src?.startsWith('attachment:')) ids.add(src.slice('attachment:'.length))
    return !node.isTextblock
  })
  const pictures: Record<string, { mediaType: string; data: string }> = {}
  for (const id of ids) {
    const attachment = await findAttachment(id)
    if (attachment) pictures[id] = { mediaType: attachment.mediaType, data: Buffer.from(attachment.bytes).toString('base64') }
  }
  return pictures
}

function fileName(snapshot: ArticleSnapshot, extension: string): string {
  const slug = snapshot.article.title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return `${snapshot.generatedAt.slice(0, 10)}_${[...slug].slice(0, 60).join('') || 'article'}_factcheck_v${snapshot.article.version}.${extension}`
}
