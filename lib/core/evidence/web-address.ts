import ipaddr from 'ipaddr.js'

/** Ports a page is fetched from. */
const PORTS = new Set(['', '80', '443'])

/** Names that never lead out of the house (RFC 6761, RFC 6762, RFC 8375, and what routers and containers use). */
const INSIDE = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|onion)$/

/**
 * Why an address may not be fetched, in words; null when it may, as far as the
 * address itself says. What its name leads to is asked when it is looked up
 * (`isPublicAddress`). `allowed` are hosts (`name` or `name:port`) of the house
 * that may be fetched all the same.
 */
export function refusalOfAddress(address: string | URL, allowed: ReadonlySet<string> = new Set()): string | null {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return 'This is no web address.'
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'Only pages at http and https addresses are fetched.'
  if (url.username || url.password) return 'Addresses with a name or password in them are not fetched.'
  const host = url.hostname.toLowerCase().replace(/\.$/, '')
  if (isAllowed(url, allowed)) return null
  if (!PORTS.has(url.port)) return 'Only pages at the usual ports, 80 and 443, are fetched.'
  const literal = host.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(literal)) return isPublicAddress(literal) ? null : INSIDE_WORDS
  if (!/^[a-z0-9._-]+$/.test(host)) return 'This is no web address.'
  if (!host.includes('.') || INSIDE.test(host)) return INSIDE_WORDS
  return null
}

/** Whether an address is one of the house's, by its name or its name and port. */
export function isAllowed(url: URL, allowed: ReadonlySet<string>): boolean {
  const host = url.hostname.toLowerCase().replace(/\.$/, '')
  return allowed.has(host) || allowed.has(`${host}${url.port ? `:${url.port}` : ''}`)
}

/** What is said of addresses that are not on the open web. */
export const INSIDE_WORDS = 'This address is not on the open web, and is not fetched.'

/** Whether an IP address, v4 or v6, is one of the open internet (IANA special-purpose registries); what wraps another is judged by what it wraps. */
export function isPublicAddress(ip: string): boolean {
  if (!ipaddr.isValid(ip)) return false
  const parsed = ipaddr.process(ip)
  if (parsed.range() !== 'unicast') return false
  if (parsed.kind() === 'ipv4') return true
  const { parts } = parsed as ipaddr.IPv6
  // IPv4-compatible (::a.b.c.d, given up by RFC 4291), and the local-use translation prefix 64:ff9b:1::/48 (RFC 8215).
  const isCompatible = parts.slice(0, 6).every((part) => part === 0)
  const isLocalTranslation = parts[0] === 0x64 && parts[1] === 0xff9b && parts[2] === 1
  // Only 2000::/3 is handed out.
  return !isCompatible && !isLocalTranslation && ((parts[0] ?? 0) & 0xe000) === 0x2000
}

/** An address as two people would write it the same: no fragment, no counting parameters, no trailing slash, no `www.`. For comparing only. */
export function sameAddress(address: string): string {
  try {
    const url = new URL(address)
    for (const name of [...url.searchParams.keys()]) if (COUNTING.test(name)) url.searchParams.delete(name)
    url.searchParams.sort()
    const path = url.pathname.replace(/\/+$/, '')
    // Some sites keep the page in the fragment.
    const inside = /^#[!/]/.test(url.hash) ? url.hash : ''
    return `${url.hostname.replace(/^www\./, '')}${url.port ? `:${url.port}` : ''}${path}${url.search}${inside}`
  } catch {
    return address.trim()
  }
}

/** Parameters that say where a reader came from and not what they read. */
const COUNTING = /^(?:utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|igshid|ref|ref_src|cmpid|ito)$/i
