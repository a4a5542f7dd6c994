import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { linkState } from '@/lib/core/evidence/link-check'
import { isPublicAddress, refusalOfAddress, sameAddress } from '@/lib/core/evidence/web-address'
import { corpus } from '@/tests/support/corpora'

describe('an address', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://0/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://169。254。169。254/',
    'http://①②⑦.⓪.⓪.①/',
    'http://100.64.0.1/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b:1::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[fd00:ec2::254]/',
    'http://[ff02::1]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://desk.localhost/',
    'http://printer.local/',
    'http://metadata.google.internal/',
    'http://intranet/',
    'http://router.lan/',
    'http://user:word@example.org/',
    'http://example.org:22/',
    'http://example.org:6379/',
    'https://example.org:8443/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'gopher://example.org/',
    'javascript:alert(1)',
    'data:text/html,x',
    'no address',
    '',
  ])('that leads nowhere public is refused: %s', (address) => {
    expect(refusalOfAddress(address)).toMatch(/\w{3}.*\.$/)
  })

  it.each([
    'https://example.org/',
    'http://example.org:80/a?b=c#d',
    'https://93.184.216.34/',
    'https://[2606:2800:220:1::1]/',
    'https://bücher.example.org/',
  ])('of the open web is not: %s', (address) => {
    expect(refusalOfAddress(address)).toBeNull()
  })

  it('of the house is fetched when the desk says so, and only with the port it says', () => {
    const allowed = new Set(['archive.local', '10.0.0.7:8080'])
    expect(refusalOfAddress('http://archive.local/x', allowed)).toBeNull()
    expect(refusalOfAddress('http://10.0.0.7:8080/x', allowed)).toBeNull()
    expect(refusalOfAddress('http://10.0.0.7/x', allowed)).not.toBeNull()
    expect(refusalOfAddress('ftp://archive.local/x', allowed)).not.toBeNull()
  })

  it('is public by what it wraps', () => {
    for (const ip of ['8.8.8.8', '::ffff:8.8.8.8', '2606:4700::1']) expect(isPublicAddress(ip), ip).toBe(true)
    for (const ip of ['::ffff:10.0.0.1', '64:ff9b::0a00:1', '2002:a00:1::', '::127.0.0.1', '4000::1', 'nothing'])
      expect(isPublicAddress(ip), ip).toBe(false)
  })

  it('is the same without what counts readers', () => {
    const one = sameAddress('https://www.example.org/a/?utm_source=x&b=2&a=1#top')
    expect(sameAddress('http://example.org/a?a=1&b=2&fbclid=9')).toBe(one)
    expect(sameAddress('http://example.org/a?a=1&b=3')).not.toBe(one)
    expect(sameAddress('https://example.org/A')).not.toBe(sameAddress('https://example.org/a'))
  })

  const list = corpus('corpora/hostile/data/ssrf-urls.jsonl')
  it.skipIf(!list)('of the hostile list is refused, or is a name that must be looked up first', () => {
    const urls = readFileSync(list as string, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { url: string }).url)
    for (const url of urls) {
      const isName = URL.canParse(url) && /\.[a-z]/i.test(new URL(url).hostname)
      if (refusalOfAddress(url) === null) expect(isName, url).toBe(true)
    }
  })
})

describe('the state of a link', () => {
  it('is told by the status and where it led', () => {
    const at = 'https://example.org/a'
    expect(linkState(at, at, 200)).toBe('alive')
    expect(linkState(at, 'https://www.example.org/a/', 200)).toBe('alive')
    expect(linkState(at, 'https://example.org/b', 200)).toBe('moved')
    expect(linkState(at, at, 404)).toBe('gone')
    expect(linkState(at, at, 410)).toBe('gone')
    expect(linkState(at, at, 503)).toBe('unreachable')
    expect(linkState(at, at, null)).toBe('unreachable')
  })
})
