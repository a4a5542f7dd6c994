// @ts-check
/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  compress: true,
  reactStrictMode: true,
  // Pictures are served by our own route; there is no optimiser to attack.
  images: { unoptimized: true },
  // Types are checked by `npm test`; newcomers should not wait for it at their first start.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    'better-sqlite3',
    '@node-rs/argon2',
    'mammoth',
    'linkedom',
    'docx',
    'pino',
    'unpdf',
    '@myriaddreamin/typst-ts-node-compiler',
  ],
  devIndicators: false,
  async headers() {
    return [
      {
        source: '/:path*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Referrer-Policy', value: 'no-referrer' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
          { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
          { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), interest-cohort=()' },
        ],
      },
    ]
  },
}
