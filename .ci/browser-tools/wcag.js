// What every page of ours is held to in headless Chromium: no violation of WCAG 2.2 AA by
// axe-core, and no sideways scroll.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export const widths = [320, 1200]
export const schemes = ['light', 'dark']

export function launch () {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
}

export async function checkRules (page, say) {
  await page.evaluate(axe)
  const result = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), rules)
  if (result.passes.length < 10) say(`only ${result.passes.length} rules looked at anything`)
  for (const v of result.violations) {
    for (const node of v.nodes) say(`${v.id}: ${v.help}: ${node.target.join(' ')} (${node.failureSummary.replace(/\s+/g, ' ')})`)
  }
}

export async function checkWidth (page, say) {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (sideways > 0) say(`scrolls sideways by ${sideways} pixels`)
}
