'use client'

import { ChevronDown } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { callApi } from '@/components/api'
import { MenuButton } from '@/components/ui/menu-button'
import { ROLE_LABELS, type Role } from '@/lib/core/permissions/policy'

const PLACES = [
  ['/work', 'My work'],
  ['/articles', 'Articles'],
  ['/claims', 'Claims'],
  ['/sources', 'Sources'],
  ['/people', 'People'],
] as const

/** The way around: four places, and the person. */
export function DeskNav({ name, role, unseen }: { name: string; role: Role /** Told to this person and not seen yet. */; unseen: number }) {
  const path = usePathname()
  return (
    <header
      // On a phone the bar of an open article is the only one; it leads back here.
      className={`no-print flex min-h-11 shrink-0 items-center gap-x-5 border-b border-line bg-paper px-4 max-md:flex-wrap max-md:gap-x-2 max-md:px-2 max-md:py-1 ${isOpenArticle(path) ? 'max-md:hidden' : ''}`}
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
      <nav aria-label="Main" className="flex min-w-0 items-center gap-1 max-md:order-last max-md:w-full max-md:flex-wrap max-md:gap-0">
        {PLACES.map(([href, label]) => {
          const isHere = path === href || path.startsWith(`${href}/`)
          return (
            <Link
              key={href}
              href={href}
              // The server and the reader often share one machine; pages are made when they are asked for.
              prefetch={false}
              aria-current={isHere ? 'page' : undefined}
              className={`rounded-md px-2.5 py-1 font-medium whitespace-nowrap max-md:px-2 ${isHere ? 'bg-accent-wash text-accent' : 'text-soft hover:text-ink'}`}
            >
              {label}
              {href === '/work' && unseen > 0 ? (
                <span className="tabular ms-1 rounded-full bg-accent-wash px-1.5 text-[0.82rem] font-semibold text-accent">
                  {unseen}
                  <span className="sr-only"> new for you</span>
                </span>
              ) : null}
            </Link>
          )
        })}
      </nav>
      <div className="ml-auto">
        <MenuButton
          className="button button-quiet button-small"
          trigger={
            <>
              <span className="max-w-40 truncate">{name}</span>
              <ChevronDown size={14} aria-hidden />
            </>
          }
          heading={ROLE_LABELS[role]}
          items={[
            { label: 'Account and tokens', href: '/account' },
            { label: 'Theme: as the system', run: () => setTheme('system') },
            { label: 'Theme: light', run: () => setTheme('light') },
            { label: 'Theme: dark', run: () => setTheme('dark') },
            { label: 'Sign out', run: () => void signOut() },
          ]}
        />
      </div>
    </header>
  )
}

function isOpenArticle(path: string): boolean {
  return /^\/articles\/[^/]+$/.test(path) && path !== '/articles/new'
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
