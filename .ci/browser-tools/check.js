// Checks pages in headless Chromium: no violation of WCAG 2.2 AA by axe-core, no
// sideways scroll at 320 and 1200 pixels, light and dark, no error in the console.
// With --cluster a page must also hold a cluster's pictures with their tables.
//
//   node check.js [--cluster NAME] ADDRESS...

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const widths = [320, 1200]
const schemes = ['light', 'dark']

const args = process.argv.slice(2)
const cluster = args[0] === '--cluster' ? args.splice(0, 2)[1] : null
if (args.length === 0) {
  console.error('check.js: name a page to check')
  process.exit(2)
}

const found = []
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
for (const address of args) {
  for (const width of widths) {
    for (const colorScheme of schemes) {
      await check(address, width, colorScheme)
    }
  }
}
await browser.close()

for (const f of found) console.error(f)
if (found.length > 0) process.exit(1)
console.log(`${args.length} pages hold at ${widths.join(' and ')} pixels, ${schemes.join(' and ')}`)

async function check (address, width, colorScheme) {
  // The page's own policy forbids scripts; the check's one must be let past it.
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
  const say = (words) => found.push(`${new URL(page.url()).pathname} at ${width} pixels, ${colorScheme}: ${words}`)
  page.on('console', (m) => { if (m.type() === 'error') say(`console: ${m.text()}`) })
  page.on('pageerror', (e) => say(`script: ${e.message}`))
  page.on('requestfailed', (r) => say(`could not load ${new URL(r.url()).pathname}`))
  await page.goto(address, { waitUntil: 'load', timeout: 60000 })

  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (sideways > 0) say(`scrolls sideways by ${sideways} pixels`)
  if (!(await page.title())) say('has no title')
  if (cluster) await checkCluster(page, say)

  await page.evaluate(axe)
  const result = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), rules)
  if (result.passes.length < 10) say(`only ${result.passes.length} rules looked at anything`)
  for (const v of result.violations) {
    for (const node of v.nodes) say(`${v.id}: ${v.help}: ${node.target.join(' ')} (${node.failureSummary.replace(/\s+/g, ' ')})`)
  }
  await page.close()
}

async function checkCluster (page, say) {
  const title = await page.title()
  if (!title.includes(cluster)) say(`the title is ${JSON.stringify(title)}, without ${cluster}`)
  if (await page.locator('h1').innerText() !== cluster) say('the heading is not the cluster')
  for (const id of ['needs', 'levels']) {
    const section = page.locator(`section[aria-labelledby="${id}"]`)
    const bars = await section.locator('figure svg').locator('rect, path').count()
    const cells = await section.locator('table tbody td').count()
    if (bars < 5 || cells < 10) say(`the part "${id}" has ${bars} shapes in its picture and ${cells} cells in its table`)
  }
}
