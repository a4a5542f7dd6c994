'use client'

import { type ComponentType, type ReactNode, useState } from 'react'

export type MenuItem =
  | { readonly label: string; readonly href: string }
  | {
      readonly label: string
      readonly run: () => void
    }

export interface MenuProps {
  readonly trigger: ReactNode
  readonly className: string
  /** A line above the items. */
  readonly heading?: string
  readonly items: readonly MenuItem[]
}

const load = () => import('@/components/ui/menu-popup').then((module) => module.default)

/** A button with a menu. The menu's script comes when somebody is about to open it, so that no page waits for it. */
export function MenuButton(props: MenuProps) {
  const [Popup, setPopup] = useState<ComponentType<MenuProps> | null>(null)
  if (Popup) return <Popup {...props} />
  const open = () => void load().then((loaded) => setPopup(() => loaded))
  return (
    <button
      type="button"
      className={props.className}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        open()
      }}
    >
      {props.trigger}
    </button>
  )
}
