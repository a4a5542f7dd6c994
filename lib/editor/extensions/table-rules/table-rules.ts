import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { fixTablesKey } from '@tiptap/pm/tables'

export interface TableRulesOptions {
  canEdit: boolean
}

/**
 * Nothing edits the text but a person: the table plugin's own repairs would be
 * sent as edits from every open tab, also of people who may not edit. Uneven
 * tables are made even on import instead.
 */
export const TableRules = Extension.create<TableRulesOptions>({
  name: 'tableRules',
  addOptions() {
    return { canEdit: true }
  },
  addProseMirrorPlugins() {
    const { canEdit } = this.options
    return [
      new Plugin({
        filterTransaction: (tr) =>
          tr.getMeta(fixTablesKey) === undefined && (canEdit || !tr.docChanged || tr.getMeta('rebased') !== undefined),
      }),
    ]
  },
})
