#!/usr/bin/env node
// Checks pages in headless Chromium: no violation of WCAG 2.2 AA by axe-core, no
// sideways scroll at 320 and 1200 pixels and with letters of twice the size, light and
// dark, no error in the console. With --board a page must also hold a board: pictures
// with their tables, each of which can be saved, and a whole print on A4. Where
// NEEDSBOOK_PICTURES names a folder, pictures and prints are left there. With --cookie
// the pages are those of somebody who is signed in.
//
//   check.js [--board NAME] [--cookie NAME=VALUE] ADDRESS...

import { mkdir, writeFile } from 'node:fs/promises'
import { checkRules, checkWidth, launch, schemes, widths } from './wcag.js'

const pictures = process.env.NEEDSBOOK_PICTURES

const args = process.argv.slice(2)
const board = args[0] === '--board' ? args.splice(0, 2)[1] : null
const cookie = args[0] === '--cookie' ? args.splice(0, 2)[1] : null
if (args.length === 0) {
  console.error('check.js: name a page to check')
  process.exit(2)
}
if (pictures) await mkdir(pictures, { recursive: true })

const found = []
const browser = await launch()
// The pages' own policy forbids scripts; the check's one must be let past it.
const context = await browser.newContext({ bypassCSP: true })
if (cookie) {
  const [name, value] = cookie.split('=')
  await context.addCookies([{ name, value, url: new URL(args[0]).origin }])
}
for (const address of args) {
  await check(address)
  if (board) await checkSaved(address)
  if (board) await checkPrint(address)
}
await browser.close()

for (const f of found) console.error(f)
if (found.length > 0) process.exit(1)
console.log(`${board ?? args.length + ' pages'}: hold at ${widths.join(' and ')} pixels, ${schemes.join(' and ')}`)

async function check (address) {
  const page = await context.newPage()
  let at = 'loading'
  const say = (words) => found.push(`${new URL(page.url()).pathname}, ${at}: ${words}`)
  page.on('console', (m) => { if (m.type() === 'error') say(`console: ${m.text()}`) })
  page.on('pageerror', (e) => say(`script: ${e.message}`))
  page.on('requestfailed', (r) => say(`could not load ${new URL(r.url()).pathname}`))
  await page.goto(address, { waitUntil: 'load', timeout: 60000 })
  if (!(await page.title())) say('has no title')
  const inEach = async (what) => {
    for (const width of widths) {
      for (const colorScheme of schemes) {
        at = `${width} pixels, ${colorScheme}`
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme })
        await what(`${fileOf(page)}-${width}-${colorScheme}`)
      }
    }
  }
  await inEach(async (name) => {
    await checkWidth(page, say)
    if (pictures && (board || cookie)) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  })
  if (board) await checkBoard(page, say)
  await page.evaluate(() => { for (const d of document.querySelectorAll('details')) d.open = true })
  await inEach(async (name) => {
    await checkWidth(page, (words) => say(`unfolded: ${words}`))
    if (pictures && cookie) await page.screenshot({ path: `${pictures}/${name}-unfolded.png`, fullPage: true })
    await checkRules(page, say)
  })
  if (board) { // letters of twice the size
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%' })
    await inEach(async () => checkWidth(page, (words) => say(`with large letters: ${words}`)))
  }
  await page.close()
}

function fileOf (page) {
  return new URL(page.url()).pathname.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')
}

async function checkBoard (page, say) {
  const title = await page.title()
  if (!title.includes(board)) say(`the title is ${JSON.stringify(title)}, without ${board}`)
  if (await page.locator('h1').innerText() !== board) say('the heading is not the name')
  const charts = page.locator('main > section[id]:not(#about):not(#schools)')
  const n = await charts.count()
  if (n < 9) say(`there are only ${n} charts`)
  let drawn = 0
  for (let i = 0; i < n; i++) {
    const chart = charts.nth(i)
    const id = await chart.getAttribute('id')
    const shapes = await chart.locator('figure svg').locator('rect, path, circle').count()
    const cells = await chart.locator('table tbody td').count()
    if (shapes >= 3) drawn++
    if (shapes > 0 && cells === 0) say(`${id} has a picture and no table`)
    if (!(await chart.locator('p.lead').innerText()).trim()) say(`${id} has no sentence`)
    if (!/From (no|\d+) school/.test(await chart.locator('p.basis').innerText())) say(`${id} does not say how many schools stand behind it`)
  }
  if (drawn < 3) say(`only ${drawn} charts have a picture`)
  for (const region of await page.locator('.scroll').all()) {
    if (await region.getAttribute('tabindex') !== '0') say('a region that scrolls cannot be reached with the keyboard')
  }
}

// Every link to a file leads to one that can be read, with as many rows in each form.
async function checkSaved (address) {
  const page = await browser.newPage()
  await page.goto(address, { waitUntil: 'load', timeout: 60000 })
  const links = await page.locator('.saves a').evaluateAll((all) => all.map((a) => a.href))
  const say = (link, words) => found.push(`${new URL(link).pathname}: ${words}`)
  const tables = await page.locator('main table').count()
  const rows = {}
  for (const link of links) {
    const answer = await page.context().request.get(link)
    const text = await answer.text()
    if (!answer.ok()) { say(link, `answers ${answer.status()}`); continue }
    if (!(answer.headers()['content-disposition'] ?? '').startsWith('attachment; filename="')) say(link, 'is not saved under a name')
    const [name, end] = new URL(link).pathname.split('/').pop().split('.')
    if (end === 'csv') {
      const lines = readCSV(text)
      if (lines.length < 2) say(link, 'has no rows')
      for (const line of lines) {
        if (line.length !== lines[0].length) say(link, `has a row of ${line.length} cells for ${lines[0].length} columns`)
        if (line.some((cell) => /^[=+@-]/.test(cell) && cell !== '-')) say(link, `holds a formula: ${line}`)
      }
      rows[name] = lines.length - 1
    } else if (name !== 'board') {
      const sheet = JSON.parse(text)
      if (sheet.rows.length !== rows[name]) say(link, `has ${sheet.rows.length} rows, the CSV ${rows[name]}`)
      if (!sheet.caption || !sheet.term) say(link, 'does not say what it is of')
    } else if (JSON.parse(text).charts.length < 9) say(link, 'is not the whole board')
  }
  if (Object.keys(rows).length !== tables) found.push(`${address}: ${Object.keys(rows).length} of ${tables} tables can be saved`)
  await page.close()
}

function readCSV (text) {
  const rows = [[]]
  for (const m of text.matchAll(/("(?:[^"]|"")*"|[^,\n]*)(,|\n|$)/g)) {
    if (m.index >= text.length) break
    rows.at(-1).push(m[1].startsWith('"') ? m[1].slice(1, -1).replaceAll('""', '"') : m[1])
    if (m[2] === '\n') rows.push([])
  }
  if (rows.at(-1).length === 0) rows.pop()
  return rows
}

// On A4 nothing may be cut: no table and no picture is wider than the sheet.
async function checkPrint (address) {
  const sheet = { width: 703, height: 1021 } // A4 less its margins, at 96 pixels an inch
  const page = await browser.newPage({ viewport: sheet, bypassCSP: true })
  await page.goto(address, { waitUntil: 'load', timeout: 60000 })
  await page.emulateMedia({ media: 'print' })
  const wide = await page.evaluate((width) => [...document.querySelectorAll('table, figure svg, p, li')]
    .filter((e) => e.getBoundingClientRect().right > width + 1)
    .map((e) => `${e.tagName.toLowerCase()} ${e.querySelector('caption')?.textContent ?? e.getAttribute('aria-label') ?? ''}`), sheet.width)
  for (const w of wide) found.push(`${new URL(page.url()).pathname} on A4: cut off: ${w}`)
  const folded = await page.evaluate(() => [...document.querySelectorAll('table')].filter((e) => !e.checkVisibility({ contentVisibilityAuto: true }) || e.getBoundingClientRect().height < 20).length)
  if (folded > 0) found.push(`${new URL(page.url()).pathname} on A4: ${folded} tables stay folded away`)
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  if (pdf.length < 20000 || pdf.subarray(0, 5).toString() !== '%PDF-') found.push(`${new URL(page.url()).pathname} prints to ${pdf.length} bytes`)
  if (pictures) await writeFile(`${pictures}/${fileOf(page)}.pdf`, pdf)
  await page.close()
}
