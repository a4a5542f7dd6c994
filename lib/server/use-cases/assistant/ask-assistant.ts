import 'server-only'
import {
  type AssistantSettings,
  claimQuestions,
  type Proposal,
  passageQuestions,
  type Question,
  type Questions,
  readAnswer,
  takenIn,
} from '@/lib/core/assistant/questions'
import { placesOf } from '@/lib/editor/queries/claim-place'
import { textOf } from '@/lib/editor/text-map'
import { AppError } from '@/lib/server/app-error'
import { changeArticle } from '@/lib/server/article/change-article'
import { claimViews } from '@/lib/server/article/claim-views'
import { type OpenArticle, openArticle } from '@/lib/server/article/open-article'
import type { Tx } from '@/lib/server/db'
import { sha256 } from '@/lib/server/ids'
import { askModel, refusalOfAssistant, UNREADABLE } from '@/lib/server/outside/ask-model'
import { isHiddenFrom } from '@/lib/server/present/evidence'
import type { Actor } from '@/lib/server/session'
import { findClaims } from '@/lib/server/store/claims'
import { findCapture } from '@/lib/server/store/source-captures'
import { findSource } from '@/lib/server/store/sources'
import { coverageOfArticle } from '@/lib/server/use-cases/coverage/read-coverage'
import { deskSettings } from '@/lib/server/use-cases/desk/change-settings'

/** What the assistant is asked for: claims that the rules missed, or passages of a kept text that bear on a claim. */
export type AskedAbout =
  | { readonly kind: 'claims' }
  | { readonly kind: 'passages'; readonly claimId: string; readonly sourceId: string; readonly captureId: string }

/** One request as it would be sent; its hash is said back to have it sent. */
export interface PartToSend {
  readonly hash: string
  readonly instruction: string
  readonly words: string
}

export interface WouldSend extends AssistantSettings {
  readonly version: number
  /** UTF-16 code units of what could be asked about and are too much for one question. */
  readonly leftOut: number
  readonly parts: readonly PartToSend[]
}

export interface Proposed {
  readonly version: number
  readonly proposals: readonly (Proposal & { readonly page: number | null })[]
  /** Given back and nowhere in the text it was asked about, so not shown. */
  readonly dropped: number
}

/** Whether an article has an assistant, and why it may not be asked about it, in words; null when it may. */
export async function readAssistant(
  actor: Actor,
  articleId: string,
): Promise<{ readonly assistant: AssistantSettings | null; readonly refusal: string | null }> {
  const { article } = await openArticle(actor, 'assistant.ask', articleId)
  const { assistant } = await deskSettings()
  return { assistant, refusal: assistant && refusalOf(assistant, article) }
}

/** What would be sent, word for word, and where. Nothing is sent. Throws `refused` when nothing may be. */
export async function previewQuestion(actor: Actor, articleId: string, about: AskedAbout): Promise<WouldSend> {
  const open = await openArticle(actor, 'assistant.ask', articleId)
  const { assistant } = await mayAsk(open.article)
  const { questions, leftOut } = await questionsAbout(open, about)
  return {
    ...assistant,
    leftOut,
    version: open.article.version,
    parts: questions.map((question) => ({
      hash: hashOf(assistant, question),
      instruction: question.instruction,
      words: question.words,
    })),
  }
}

// Who is asking just now; one question a person, so that nobody piles them up. One a process: Next loads modules more than once.
const globals = globalThis as { tickmarkAsking?: Set<string> }
globals.tickmarkAsking ??= new Set()
const asking = globals.tickmarkAsking

/**
 * Sends one part that somebody looked at (by its hash) and gives back what of
 * the answer stands word for word in the text it was asked about. The history tells that it was sent
 * before it is, and afterwards what came of it; nothing else is changed. Throws
 * `stale-version` when what would be sent is not what was looked at any more.
 */
export async function askAssistant(
  actor: Actor,
  articleId: string,
  { about, hash }: { readonly about: AskedAbout; readonly hash: string },
  signal?: AbortSignal,
): Promise<Proposed> {
  const open = await openArticle(actor, 'assistant.ask', articleId)
  const { assistant } = await mayAsk(open.article)
  const { questions, text, isTaken } = await questionsAbout(open, about)
  const question = questions.find((one) => hashOf(assistant, one) === hash)
  if (!question)
    throw new AppError('stale-version', 'What would be sent is not what you looked at any more. It was not sent; look at it again.')
  if (asking.has(actor.id)) throw new AppError('busy', 'You are asking the assistant already. Wait for its answer, or cancel it.')
  asking.add(actor.id)
  const subject = about.kind === 'claims' ? 'text' : (`claim:${about.claimId}` as const)
  try {
    await changeArticle(actor, 'assistant.ask', articleId, async (change) => {
      // All of it once more, as it is in this moment: nothing leaves that was closed meanwhile.
      const now = await mayAsk(change.article, change.tx)
      if (now.assistant.address !== assistant.address || now.assistant.model !== assistant.model) throw new AppError('stale-version')
      if (about.kind === 'passages') await sourceToAsk(actor, change.article, about.sourceId, change.tx)
      change.record({
        name: 'assistant.asked',
        subject,
        before: null,
        after: {
          ...assistant,
          characters: question.instruction.length + question.words.length,
          hash,
          version: open.article.version,
          sourceId: about.kind === 'passages' ? about.sourceId : null,
        },
      })
    })
    const tell = (after: { proposed: number; dropped: number; failure: string | null }) =>
      changeArticle(actor, 'assistant.ask', articleId, async (change) =>
        change.record({ name: 'assistant.answered', subject, before: null, after }),
      )
    try {
      const answer = readAnswer(await askModel(assistant, question, { signal }), question, isTaken)
      if (!answer) throw new AppError('unreadable', UNREADABLE)
      await tell({ proposed: answer.proposals.length, dropped: answer.dropped, failure: null })
      const hasPages = about.kind === 'passages' && text.includes('\f')
      return {
        version: open.article.version,
        dropped: answer.dropped,
        proposals: answer.proposals.map((one) => ({
          ...one,
          page: hasPages ? text.slice(0, one.start).split('\f').length : null,
        })),
      }
    } catch (error) {
      await tell({ proposed: 0, dropped: 0, failure: error instanceof AppError ? error.code : 'failed' }).catch(() => {})
      throw error
    }
  } finally {
    asking.delete(actor.id)
  }
}

interface Asked extends Questions {
  /** What ranges of proposals are of. */
  readonly text: string
  readonly isTaken?: Parameters<typeof readAnswer>[2]
}

async function questionsAbout(open: OpenArticle, about: AskedAbout): Promise<Asked> {
  if (about.kind === 'claims') {
    const claims = await claimViews(open)
    const { sentences } = await coverageOfArticle(open, claims)
    const text = textOf(await open.document())
    const ranges = claims.flatMap((claim) => claim.ranges)
    return { ...claimQuestions(text, sentences), text, isTaken: takenIn(sentences, ranges) }
  }
  await sourceToAsk(open.actor, open.article, about.sourceId)
  const [capture, [claim]] = [await findCapture(about.sourceId, about.captureId), await findClaims(open.id, [about.claimId])]
  if (!capture || !claim) throw new AppError('not-found')
  const doc = await open.document()
  const sentence = placesOf(doc, [claim.id]).get(claim.id)?.sentence ?? claim.quote
  return { ...passageQuestions({ quote: claim.quote, sentence }, capture.text), text: capture.text }
}

/** Throws `refused` with a sentence when no assistant is set, nothing may leave, or the article is restricted and does not allow it. */
async function mayAsk(article: OpenArticle['article'], tx?: Tx): Promise<{ readonly assistant: AssistantSettings }> {
  const { assistant } = await deskSettings(tx)
  if (!assistant) throw new AppError('refused', 'This desk has no assistant.')
  const refusal = refusalOf(assistant, article)
  if (refusal) throw new AppError('refused', refusal)
  return { assistant }
}

/** Throws `not-found` for a source this person may not know, and `refused` for a confidential one that the article does not allow the assistant. */
async function sourceToAsk(actor: Actor, article: OpenArticle['article'], sourceId: string, tx?: Tx): Promise<void> {
  const source = await findSource(sourceId, tx)
  if (!source || isHiddenFrom(actor, source)) throw new AppError('not-found')
  if (source.confidential && !article.assistantFrom)
    throw new AppError('refused', `This source is confidential, and nobody allowed the assistant to see it. ${ALLOW}`)
}

const ALLOW = 'An editor or admin can allow it (Who may open this article).'

/** Why nothing may be asked about an article, in words; null when it may. */
function refusalOf(assistant: AssistantSettings, article: OpenArticle['article']): string | null {
  const isClosed = article.access === 'listed' && !article.assistantFrom
  return (
    refusalOfAssistant(assistant.address) ??
    (isClosed ? `This article is open to listed people only, and nobody allowed the assistant to see it. ${ALLOW}` : null)
  )
}

function hashOf({ address, model }: AssistantSettings, { instruction, words }: Question): string {
  return sha256(JSON.stringify({ address, model, instruction, words }))
}
