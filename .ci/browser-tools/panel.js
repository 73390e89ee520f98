// One person of a cluster's hub in headless Chromium, for one step at a time: what the
// browser knows of them (cookies, passkey) is kept in a folder between the steps.
//
//   node panel.js FOLDER PERSON join LINK            make a passkey at an invitation
//   node panel.js FOLDER PERSON sign-in              sign in with that passkey
//   node panel.js FOLDER PERSON do PAGE FORM k=v...  fill a form in and send it; FORM ends its address
//   node panel.js FOLDER PERSON refused PAGE FORM WORDS k=v...  the same, and it is refused with these words
//   node panel.js FOLDER PERSON see PAGE WORDS [PICTURE]
//   node panel.js FOLDER PERSON has PAGE WORDS       whether the page says so now
//   node panel.js FOLDER PERSON links PAGE           print the addresses that the page leads to
//   node panel.js FOLDER PERSON save PAGE FILE       keep a file of the hub
//
// HUB names the hub's address.

import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const [folder, person, act, ...rest] = process.argv.slice(2)
const hub = process.env.HUB
const state = `${folder}/${person}.json`
const kept = JSON.parse(await readFile(state, 'utf8').catch(() => '{}'))
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
// The hub's certificate is this check's own.
const context = await browser.newContext({ ignoreHTTPSErrors: true, storageState: kept.browser, viewport: { width: 1200, height: 900 } })
const page = await context.newPage()
const wrong = []
page.on('pageerror', (e) => wrong.push(`script: ${e.message}`))
page.on('console', (m) => { if (m.type() === 'error' && !/status of 4/.test(m.text())) wrong.push(`console: ${m.text()}`) })

const devtools = await context.newCDPSession(page)
await devtools.send('WebAuthn.enable')
const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
for (const credential of kept.credentials ?? []) await devtools.send('WebAuthn.addCredential', { authenticatorId, credential })

async function done (words) {
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
  await writeFile(state, JSON.stringify({ browser: await context.storageState(), credentials }))
  await browser.close()
  if (wrong.length > 0) fail(wrong.join('\n'))
  if (words) console.log(words)
  process.exit(0)
}

function fail (words) {
  console.error(`${person}: ${words}`)
  process.exit(1)
}

async function open (path) {
  const answer = await page.goto(path.startsWith('http') ? path : hub + path, { waitUntil: 'load', timeout: 30000 })
  if (new URL(page.url()).pathname === '/step-up') await prove()
  return answer
}

// prove shows with the passkey that it is still the same person.
async function prove () {
  await page.getByRole('button', { name: /passkey/i }).click()
  await page.waitForURL((u) => u.pathname !== '/step-up' && !u.pathname.startsWith('/passkey'))
}

// words is what the page says, in one line.
const words = async () => (await page.locator('main, body').first().innerText()).replace(/\s+/g, ' ')

async function fill (form, values) {
  await page.evaluate(() => { for (const d of document.querySelectorAll('details')) d.open = true })
  const sheet = page.locator(`form[action$="${form}"]`).first()
  if (await sheet.count() === 0) fail(`${page.url()} has no form for ${form}: ${await words()}`)
  for (const pair of values) {
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    const choice = sheet.locator(`[type=radio][name="${name}"][value="${value}"], [type=checkbox][name="${name}"][value="${value}"]`)
    if (await choice.count() > 0) { await choice.first().check(); continue }
    const field = sheet.locator(`[name="${name}"]`).first()
    if (await field.count() === 0) fail(`the form ${form} has no field ${name}`)
    if (await field.evaluate((e) => e.tagName) === 'SELECT') await field.selectOption(value)
    else await field.fill(value.replaceAll('\\n', '\n'))
  }
  await Promise.all([page.waitForEvent('load'), sheet.locator('button').last().click()])
  if (new URL(page.url()).pathname === '/step-up') {
    await prove()
    const go = page.getByRole('button', { name: /go on|send|carry/i })
    if (new URL(page.url()).pathname === '/resume' && await go.count() > 0) await Promise.all([page.waitForEvent('load'), go.first().click()])
  }
}

// check holds the page to WCAG 2.2 AA and to no sideways scroll, wide and narrow.
async function check () {
  for (const width of [1200, 320]) {
    await page.setViewportSize({ width, height: 900 })
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (sideways > 0) wrong.push(`${page.url()} scrolls sideways by ${sideways} at ${width} pixels`)
    await devtools.send('Page.setBypassCSP', { enabled: true })
    await page.reload({ waitUntil: 'load' })
    await page.evaluate(axe)
    const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } }))
    for (const v of found.violations) wrong.push(`${page.url()} at ${width}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
  }
  await page.setViewportSize({ width: 1200, height: 900 })
}

switch (act) {
  case 'join': {
    await open(rest[0])
    await page.locator('form[action="/passkey/join"] [name=label]').fill('Laptop')
    await page.locator('form[action="/passkey/join"] button').click()
    await page.getByText('Keep your recovery codes').waitFor()
    await done(`${person} has a passkey, recovery codes, and is signed in`)
    break
  }
  case 'sign-in': {
    await context.clearCookies()
    await open('/sign-in')
    await page.getByRole('button', { name: /passkey/i }).first().click()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    await done(`${person} signed in with the passkey`)
    break
  }
  case 'do': {
    const [path, form, ...values] = rest
    await open(path)
    await fill(form, values)
    if (await page.locator('.done').count() === 0) fail(`${form} on ${path} was not taken: ${(await words()).slice(0, 600)}`)
    await done(`${person}: ${(await page.locator('.done').first().innerText()).trim()}`)
    break
  }
  case 'refused': {
    const [path, form, wanted, ...values] = rest
    await open(path)
    await fill(form, values)
    const said = await words()
    if (!said.includes(wanted)) fail(`${form} on ${path} does not say “${wanted}”: ${said.slice(0, 600)}`)
    await done(`${person} is refused: ${wanted}`)
    break
  }
  case 'see': {
    const [path, wanted, picture] = rest
    let said = ''
    for (const until = Date.now() + 15000; Date.now() < until; await page.waitForTimeout(500)) {
      await open(path)
      said = await words()
      if (said.toLowerCase().includes(wanted.toLowerCase())) break
    }
    if (!said.toLowerCase().includes(wanted.toLowerCase())) fail(`${path} does not say “${wanted}”: ${said.slice(0, 900)}`)
    if (picture) {
      await page.screenshot({ path: picture, fullPage: true })
      await check()
    }
    await done(`${person} sees “${wanted}”`)
    break
  }
  case 'has': {
    await open(rest[0])
    process.exit((await words()).includes(rest[1]) ? 0 : 1)
    break
  }
  case 'links': {
    await open(rest[0])
    const all = await page.locator('a[href]').evaluateAll((links) => links.map((a) => a.getAttribute('href')))
    await done([...new Set(all)].join('\n'))
    break
  }
  case 'save': {
    const answer = await context.request.get(hub + rest[0])
    const body = await answer.body()
    if (!answer.ok() || body.subarray(0, 5).toString() !== '%PDF-') fail(`${rest[0]} answers ${answer.status()}`)
    await writeFile(rest[1], body)
    await done(`${person} saved ${rest[1].split('/').pop()}`)
    break
  }
  default:
    fail(`no such step: ${act}`)
}
