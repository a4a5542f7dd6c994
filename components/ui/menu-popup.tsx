'use client'

import { Menu } from '@base-ui/react/menu'
import Link from 'next/link'
import type { MenuProps } from '@/components/ui/menu-button'

const ITEM = 'block w-full cursor-pointer rounded-md px-3 py-1.5 text-start outline-none data-[highlighted]:bg-accent-wash'

/** The menu itself, open from the start; see `MenuButton`. */
export default function MenuPopup({ trigger, className, heading, items }: MenuProps) {
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger className={className}>{trigger}</Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-50">
          <Menu.Popup className="card min-w-48 p-1 shadow-lg outline-none">
            {heading ? <p className="hint px-3 py-1">{heading}</p> : null}
            {items.map((item) =>
              'href' in item ? (
                <Menu.Item key={item.label} className={ITEM} render={<Link href={item.href} prefetch={false} />}>
                  {item.label}
                </Menu.Item>
              ) : (
                <Menu.Item key={item.label} className={ITEM} onClick={item.run}>
                  {item.label}
                </Menu.Item>
              ),
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
