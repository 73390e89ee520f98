// Stands in for a provider of accounts (OpenID Connect) that knows one person, who is
// always signed in there. It prints its address. It checks the secret and what proves that
// the hub itself asked (PKCE), and takes each code once.
//
//   node provider.js CLIENT SECRET

import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:http'

const [client, secret] = process.argv.slice(2)
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const codes = new Map()
const part = (v) => Buffer.from(JSON.stringify(v)).toString('base64url')

const server = createServer(async (ask, answer) => {
  const issuer = `http://${ask.headers.host}`
  const at = new URL(ask.url, issuer)
  const say = (status, v) => answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(v))
  if (at.pathname === '/.well-known/openid-configuration') {
    say(200, { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, token_endpoint_auth_methods_supported: ['client_secret_post'] })
  } else if (at.pathname === '/keys') {
    say(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256', use: 'sig' }] })
  } else if (at.pathname === '/authorize') {
    const code = randomUUID()
    codes.set(code, at.searchParams)
    const back = new URL(at.searchParams.get('redirect_uri'))
    back.searchParams.set('code', code)
    back.searchParams.set('state', at.searchParams.get('state'))
    answer.writeHead(302, { location: back.href }).end()
  } else if (at.pathname === '/token') {
    let body = ''
    for await (const chunk of ask) body += chunk
    const form = new URLSearchParams(body)
    const given = codes.get(form.get('code'))
    codes.delete(form.get('code'))
    const proof = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
    if (form.get('client_id') !== client || form.get('client_secret') !== secret) return say(401, { error: 'invalid_client' })
    if (given?.get('code_challenge') !== proof || given.get('redirect_uri') !== form.get('redirect_uri')) return say(400, { error: 'invalid_grant' })
    const now = Math.floor(Date.now() / 1000)
    const token = `${part({ alg: 'ES256', kid: 'one' })}.${part({ iss: issuer, aud: client, sub: 'ada-at-work', nonce: given.get('nonce'), iat: now, exp: now + 600, email: 'somebody.else@example.org' })}`
    const mark = sign('sha256', Buffer.from(token), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
    say(200, { access_token: 'opaque', token_type: 'Bearer', id_token: `${token}.${mark}` })
  } else {
    say(404, { error: 'nothing here' })
  }
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
