import { describe, expect, it } from 'vitest'
import { readCode } from './read'

const own = ['https://sapa.test', 'http://192.168.1.5:8080']

describe('a scanned code', () => {
  it.each([
    ['https://sapa.test/add/abc-123', { kind: 'person', code: 'abc-123' }],
    ['http://192.168.1.5:8080/join/xyz', { kind: 'group', code: 'xyz' }],
    ['https://sapa.test/pay/abcdefghij234567', { kind: 'pay', code: 'abcdefghij234567' }],
    [' https://sapa.test/invite/q_w ', { kind: 'invitation', code: 'q_w' }],
    ['https://other.test/add/abc', { kind: 'elsewhere', host: 'other.test' }],
    ['https://sapa.test.evil.test/add/abc', { kind: 'elsewhere', host: 'sapa.test.evil.test' }],
    ['https://sapa.test@evil.test/add/abc', { kind: 'elsewhere', host: 'evil.test' }],
    ['https://sapa.test/add/../u/0/me/delete', { kind: 'unknown', text: 'https://sapa.test/add/../u/0/me/delete' }],
    ['https://sapa.test/operator', { kind: 'unknown', text: 'https://sapa.test/operator' }],
    ['javascript:alert(1)', { kind: 'unknown', text: 'javascript:alert(1)' }],
    ['hello', { kind: 'unknown', text: 'hello' }],
    ['', { kind: 'unknown', text: '' }],
  ])('%s', (text, expected) => {
    expect(readCode(text, own)).toEqual(expected)
  })
})
