// Signs in at a hub in headless Chromium as a person would, with a virtual authenticator
// in the browser (WebAuthn over the DevTools protocol): an invitation, a passkey, out and
// in again, showing once more who one is, a second key; and an account elsewhere, whose
// provider stands at another site. The pages' own policy is in force.
// Each page for signing in is held to WCAG 2.2 AA. Where NEEDSBOOK_PICTURES names a
// folder, pictures of them are left there.
//
//   node people.js ADDRESS INVITATION NAME

import { mkdir } from 'node:fs/promises'
import { checkRules, checkWidth, launch, schemes, widths } from './wcag.js'

const [address, invitation, name] = process.argv.slice(2)
const pictures = process.env.NEEDSBOOK_PICTURES
if (pictures) await mkdir(pictures, { recursive: true })

const found = []
let expected = 0 // answers that refuse, which the console tells as errors
const browser = await launch()
const context = await browser.newContext({ viewport: { width: 1200, height: 900 } })
const page = await context.newPage()
page.setDefaultTimeout(20000)
page.on('console', (m) => {
  if (m.type() !== 'error') return
  if (expected > 0 && /status of 4\d\d/.test(m.text())) expected--
  else found.push(`${page.url()}: console: ${m.text()}`)
})
page.on('pageerror', (e) => found.push(`${page.url()}: script: ${e.message}`))

const devtools = await context.newCDPSession(page)
await devtools.send('WebAuthn.enable')
async function plug (transport) {
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport, hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
  })
  return authenticatorId
}
let step = 'begin'
try {
  step = 'the invitation'
  const laptop = await plug('internal')
  await page.goto(invitation)
  await look('invitation')
  await page.getByLabel('What this device is called').fill('Work laptop')
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor()
  await hold(await page.locator('main li code').count() === 10, 'there are not ten recovery codes')
  await look('codes')
  await keys(laptop, 1, 'after the invitation')

  step = 'my ways to sign in'
  await page.goto(`${address}/me`)
  await page.getByText('Passkey: Work laptop').waitFor()
  await look('ways')
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByText('There is a passkey for you on this device already.').waitFor()
  await keys(laptop, 1, 'after asking for a second one on the same device')

  step = 'signing out'
  await page.goto(`${address}/me`)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.goto(`${address}/me`)
  await hold(page.url().includes('/sign-in'), 'the page stays open after signing out')
  await look('sign-in')

  step = 'signing in without a name'
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId: laptop, isUserVerified: false })
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByText('The browser was not given a passkey').waitFor()
  await look('passkey')
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId: laptop, isUserVerified: true })
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('heading', { name: 'My ways to sign in' }).waitFor()
  await page.getByText(name).first().waitFor()

  step = 'showing once more who one is'
  await page.goto(`${address}/step-up?next=/me`)
  await look('step-up')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.waitForURL(`${address}/me`)
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId: laptop })
  await hold(credentials[0].signCount >= 2 && credentials[0].isResidentCredential && credentials[0].rpId === 'localhost', `the key was not used as it should: ${JSON.stringify({ ...credentials[0], privateKey: undefined })}`)

  step = 'a second key'
  await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: laptop })
  const stick = await plug('usb')
  await page.getByLabel('What the device is called').fill('Security key')
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByText('Your passkey is kept.').waitFor()
  await keys(stick, 1, 'after the second one was made')
  await look('ways-two')
  await page.getByRole('button', { name: 'Remove the passkey Work laptop' }).click()
  await page.getByText('Passkey: Work laptop').waitFor({ state: 'detached' })
  expected++
  await page.getByRole('button', { name: 'Remove the passkey Security key' }).click()
  await page.getByText('That is your last way to sign in').waitFor()

  step = 'an account elsewhere'
  await page.goto(`${address}/me`)
  await page.getByRole('button', { name: 'Use your 127.0.0.1 account' }).click()
  await page.getByText('Sign in with that account from now on.').waitFor()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.goto(`${address}/sign-in?next=/me`)
  await look('sign-in-accounts')
  await page.getByRole('button', { name: 'Use your 127.0.0.1 account' }).click()
  await page.waitForURL(`${address}/me`)
  await page.getByText(name).first().waitFor()
  await page.getByRole('button', { name: 'Remove the passkey Security key' }).click()
  await page.getByRole('heading', { name: 'Show that it is you' }).waitFor() // an account that remembers her proves nothing

  step = 'a browser without scripts'
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await plain.goto(`${address}/sign-in`)
  await plain.getByRole('button', { name: 'Use a passkey' }).click()
  await plain.getByText('A passkey needs the script of this page.').first().waitFor()
} catch (e) {
  found.push(`${step}: ${e.message}\n${page.url()}\n${await page.locator('body').innerText().catch(() => '')}`)
}
await browser.close()
for (const f of found) console.error(f)
if (found.length > 0) process.exit(1)
console.log('signing in: invitation, passkey, out and in again, once more, a second key, an account elsewhere')

async function hold (holds, words) {
  if (!holds) found.push(`${step}: ${words}`)
}

// keys holds an authenticator to how many keys it keeps.
async function keys (authenticatorId, wanted, when) {
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
  await hold(credentials.length === wanted, `${credentials.length} keys ${when}`)
}

// look holds the page that is shown to the rules, at each width and in each scheme.
async function look (what) {
  for (const width of widths) {
    for (const colorScheme of schemes) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      const say = (words) => found.push(`${what} at ${width} pixels, ${colorScheme}: ${words}`)
      await checkWidth(page, say)
      await checkRules(page, say)
      if (pictures) await page.screenshot({ path: `${pictures}/door-${what}-${width}-${colorScheme}.png`, fullPage: true })
    }
  }
  await page.setViewportSize({ width: 1200, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}
