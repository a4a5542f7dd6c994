import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/source-serif-4/index.css'
import '@fontsource-variable/source-serif-4/wght-italic.css'
import './globals.css'
import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'
import serif from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { preload } from 'react-dom'
import { EarlyHold } from '@/components/ui/early-hold'
import { EarlyInput } from '@/components/ui/early-input'
import { Toaster } from '@/components/ui/toaster'

export const metadata: Metadata = { title: { default: 'Tickmark', template: '%s · Tickmark' }, referrer: 'no-referrer' }
export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A font that is there with the first words needs no second layout of them.
  for (const font of [inter, serif]) preload(font, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
  const theme = (await cookies()).get('tickmark.theme')?.value
  return (
    <html lang="en" data-theme={theme === 'dark' || theme === 'light' ? theme : 'system'}>
      <body>
        <EarlyHold nonce={(await headers()).get('x-nonce') ?? undefined} />
        <EarlyInput />
        <Toaster>{children}</Toaster>
      </body>
    </html>
  )
}
