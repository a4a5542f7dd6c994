import type { ReactNode } from 'react'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-sm content-center gap-5 p-5">
      <p className="flex items-center gap-2 text-lg font-semibold tracking-tight">
        <svg
          aria-hidden
          width="22"
          height="22"
          viewBox="0 0 32 32"
          fill="none"
          stroke="currentColor"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <path d="M6 17 13 24 26 7" strokeWidth="4" />
          <path d="M5 30h22" strokeWidth="2" strokeDasharray="1 4" />
        </svg>
        Tickmark
      </p>
      {children}
    </main>
  )
}
