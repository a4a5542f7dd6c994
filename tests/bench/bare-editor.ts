/** The floor: ProseMirror with the article's text and nothing else. Bundled for the browser by the benchmark. */
import { baseKeymap } from '@tiptap/pm/commands'
import { history } from '@tiptap/pm/history'
import { keymap } from '@tiptap/pm/keymap'
import { type Node, Schema } from '@tiptap/pm/model'
import { EditorState } from '@tiptap/pm/state'
import { EditorView } from '@tiptap/pm/view'

const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'text*', toDOM: () => ['p', 0], parseDOM: [{ tag: 'p' }] },
    text: {},
  },
})
const lines = JSON.parse(document.getElementById('text')?.textContent ?? '[]') as string[]
const doc = schema.node(
  'doc',
  null,
  lines.map((line): Node => schema.node('paragraph', null, line ? schema.text(line) : undefined)),
)
new EditorView(document.getElementById('editor'), {
  state: EditorState.create({ doc, plugins: [history(), keymap(baseKeymap)] }),
})
