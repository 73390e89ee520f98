// Opens a cluster's page in headless Chromium as a reader does, and holds it to how
// many schools have sent and to charts that are drawn. A picture is kept.
//
//   node sent.js LINK HOW-MANY PICTURE

import { chromium } from 'playwright-core'

const [link, wanted, picture] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
// The hub's certificate is this check's own, which only the schools are told to trust.
const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, ignoreHTTPSErrors: true })
await page.goto(link, { waitUntil: 'load', timeout: 60000 })
const rows = page.locator('#schools tbody tr')
let sent = -1
for (const until = Date.now() + 20000; Date.now() < until; await page.waitForTimeout(500)) {
  sent = await rows.filter({ hasText: '✓ Sent' }).count()
  if (sent === Number(wanted)) break
  await page.reload({ waitUntil: 'load' }) // figures follow what is sent within seconds
}
const schools = await rows.count()
const drawn = await page.locator('main figure svg').count()
await page.screenshot({ path: picture, fullPage: true })
await browser.close()
console.log(`the cluster's page: ${sent} of ${schools} schools sent, ${drawn} pictures`)
if (sent !== Number(wanted) || schools !== 3 || drawn < 3) process.exit(1)
