'use client'

import { Menu } from '@base-ui/react/menu'
import { ChevronDown } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { callApi } from '@/components/api'
import { ROLE_LABELS, type Role } from '@/lib/core/permissions/policy'

const PLACES = [
  ['/work', 'My work'],
  ['/articles', 'Articles'],
  ['/claims', 'Claims'],
  ['/sources', 'Sources'],
  ['/people', 'People'],
] as const

/** The way around: four places, and the person. */
export function DeskNav({ name, role }: { name: string; role: Role }) {
  const path = usePathname()
  return (
    <header
      // On a phone the bar of an open article is the only one; it leads back here.
      className={`no-print flex h-11 shrink-0 items-center gap-5 border-b border-line bg-paper px-4 ${isOpenArticle(path) ? 'max-md:hidden' : ''}`}
    >
      <Link href="/articles" prefetch={false} className="flex items-center gap-2 font-semibold tracking-tight">
        <svg
          aria-hidden
          width="18"
          height="18"
          viewBox="0 0 32 32"
          fill="none"
          stroke="currentColor"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <title>Tickmark</title>
          <path d="M6 17 13 24 26 7" strokeWidth="4" />
          <path d="M5 30h22" strokeWidth="2" strokeDasharray="1 4" />
        </svg>
        Tickmark
      </Link>
      <nav aria-label="Main" className="flex min-w-0 items-center gap-1 overflow-x-auto">
        {PLACES.map(([href, label]) => {
          const isHere = path === href || path.startsWith(`${href}/`)
          return (
            <Link
              key={href}
              href={href}
              // The server and the reader often share one machine; pages are made when they are asked for.
              prefetch={false}
              aria-current={isHere ? 'page' : undefined}
              className={`rounded-md px-2.5 py-1 font-medium ${isHere ? 'bg-accent-wash text-accent' : 'text-soft hover:text-ink'}`}
            >
              {label}
            </Link>
          )
        })}
      </nav>
      <div className="ml-auto">
        <Menu.Root>
          <Menu.Trigger className="button button-quiet button-small">
            <span className="max-w-40 truncate">{name}</span>
            <ChevronDown size={14} aria-hidden />
          </Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner align="end" sideOffset={4} className="z-50">
              <Menu.Popup className="card min-w-48 p-1 shadow-lg outline-none">
                <p className="hint px-3 py-1">{ROLE_LABELS[role]}</p>
                <MenuLink href="/account">Account and tokens</MenuLink>
                <ThemeItem value="system">Theme: as the system</ThemeItem>
                <ThemeItem value="light">Theme: light</ThemeItem>
                <ThemeItem value="dark">Theme: dark</ThemeItem>
                <Menu.Item className={ITEM} onClick={() => void signOut()}>
                  Sign out
                </Menu.Item>
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      </div>
    </header>
  )
}

function isOpenArticle(path: string): boolean {
  return /^\/articles\/[^/]+$/.test(path) && path !== '/articles/new'
}

const ITEM = 'block w-full cursor-pointer rounded-md px-3 py-1.5 text-start outline-none data-[highlighted]:bg-accent-wash'

function MenuLink({ href, children }: { href: string; children: string }) {
  return (
    <Menu.Item className={ITEM} render={<Link href={href} prefetch={false} />}>
      {children}
    </Menu.Item>
  )
}

function ThemeItem({ value, children }: { value: 'system' | 'light' | 'dark'; children: string }) {
  return (
    <Menu.Item className={ITEM} onClick={() => setTheme(value)}>
      {children}
    </Menu.Item>
  )
}

function setTheme(theme: 'system' | 'light' | 'dark'): void {
  document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `tickmark.theme=${theme}; path=/; max-age=31536000; samesite=lax`
}

async function signOut(): Promise<void> {
  await callApi('DELETE', '/api/session').catch(() => {})
  location.assign('/sign-in')
}
