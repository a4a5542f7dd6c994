import 'server-only'
import { type DeskSettings, readSettings } from '@/lib/core/desk/desk-settings'
import { AppError } from '@/lib/server/app-error'
import type { Tx } from '@/lib/server/db'
import { refusalOfAssistant } from '@/lib/server/outside/ask-model'
import { changeDesk } from '@/lib/server/record/change-desk'
import type { Actor } from '@/lib/server/session'
import { readSetting, swapSetting } from '@/lib/server/store/settings'

const KEY = 'desk'

/** What an admin decided for the whole desk, or the defaults. */
export async function deskSettings(tx?: Tx): Promise<DeskSettings> {
  const kept = await readSetting(KEY, tx)
  return readSettings(kept === null ? null : JSON.parse(kept))
}

/** What is not given stays, also each list. */
export type SettingsPatch = Partial<Omit<DeskSettings, 'checklists'>> & { readonly checklists?: Partial<DeskSettings['checklists']> }

/** Changes settings of the desk; what is not given stays. The desk's history tells who did. */
export async function changeSettings(actor: Actor, patch: SettingsPatch): Promise<void> {
  await changeDesk(actor.id, async ({ tx, record }) => {
    const kept = await readSetting(KEY, tx)
    const before = readSettings(kept === null ? null : JSON.parse(kept))
    const { checklists, ...own } = patch
    const refusal = own.assistant && refusalOfAssistant(own.assistant.address)
    if (refusal) throw new AppError('invalid-input', `${refusal} Nothing was changed.`)
    const after = { ...before, ...own, checklists: { ...before.checklists, ...checklists } }
    if (kept !== null && JSON.stringify(after) === JSON.stringify(before)) return
    if (!(await swapSetting(tx, KEY, kept, JSON.stringify(after)))) throw new AppError('busy')
    // Told is what changed, not every list there is.
    const changed = (Object.keys(after) as (keyof DeskSettings)[]).filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
    )
    const told = (settings: DeskSettings) => Object.fromEntries(changed.map((key) => [key, settings[key]]))
    record({ name: 'settings.changed', subject: 'settings', before: told(before), after: told(after) })
  })
}
