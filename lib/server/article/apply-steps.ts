import 'server-only'
import type { Node } from '@tiptap/pm/model'
import { Step } from '@tiptap/pm/transform'
import { hasForbiddenCharacters } from '@/lib/core/text/clean'
import { shapeProblem } from '@/lib/editor/extensions/bounds/shape'
import { changedBlocks } from '@/lib/editor/queries/changed-blocks'
import { schema } from '@/lib/editor/schema'
import { AppError } from '@/lib/server/app-error'

/** Limits of one article: what the editor stays usable with. Checked on every edit. */
export const ARTICLE_LIMITS = {
  /** UTF-16 code units of canonical text. */
  text: 2_000_000,
  /** Words: beyond this the article is refused on import. */
  words: 150_000,
} as const

/** Reads steps a client sent. Throws `invalid-steps`. */
export function readSteps(json: readonly unknown[]): Step[] {
  try {
    return json.map((step) => Step.fromJSON(schema, step))
  } catch {
    throw new AppError('invalid-steps')
  }
}

/** Applies steps that came from outside. Throws `invalid-steps` when one does not fit or what comes out is not valid for the schema. */
export function applySteps(before: Node, steps: readonly Step[]): Node {
  let doc = before
  for (const step of steps) {
    let result: ReturnType<Step['apply']>
    try {
      result = step.apply(doc)
    } catch {
      throw new AppError('invalid-steps')
    }
    if (!result.doc) throw new AppError('invalid-steps')
    doc = result.doc
  }
  checkDocument(before, doc)
  return doc
}

function hasForbiddenText(block: Node): boolean {
  let isFound = Object.values(block.attrs).some((one) => typeof one === 'string' && hasForbiddenCharacters(one))
  block.descendants((node) => {
    const said = [node.text, ...Object.values(node.attrs), ...node.marks.flatMap((mark) => Object.values(mark.attrs))]
    isFound ||= said.some((one) => typeof one === 'string' && hasForbiddenCharacters(one))
    return !isFound
  })
  return isFound
}

// Only what changed is checked; the rest was checked when it came.
function checkDocument(before: Node, after: Node): void {
  try {
    if (!after.type.validContent(after.content)) throw new RangeError('Invalid content')
    const changed = changedBlocks(before, after)
    const problem = shapeProblem(changed.after)
    if (problem) throw new RangeError(problem)
    for (const node of changed.after) node.check()
    // Steps are refused, not cleaned: who sent them has applied them already.
    if (changed.after.some(hasForbiddenText) && !changed.before.some(hasForbiddenText))
      throw new RangeError('Characters that no format can keep')
  } catch {
    throw new AppError('invalid-steps')
  }
  if (after.content.size > ARTICLE_LIMITS.text)
    throw new AppError('too-large', `An article can have at most ${ARTICLE_LIMITS.text.toLocaleString('en')} characters.`)
}
