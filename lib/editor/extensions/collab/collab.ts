import { Extension } from '@tiptap/core'
import { collab } from 'prosemirror-collab'

export interface CollabOptions {
  /** Version of the document the editor starts with. */
  version: number
  /** This tab's own id; the server logs it with each step. */
  clientId: string
}

/** Keeps the steps the server has not confirmed and rebases them over others' (prosemirror-collab). */
export const Collab = Extension.create<CollabOptions>({
  name: 'collab',
  addOptions() {
    return { version: 0, clientId: '' }
  },
  addProseMirrorPlugins() {
    return [collab({ version: this.options.version, clientID: this.options.clientId })]
  },
})
