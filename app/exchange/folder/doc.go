// Package folder carries documents through a folder that school and hub share: a
// synchronised folder, a network drive or a memory stick. Each side trusts nothing
// but signatures: names may be changed, files copied, cut short or put there by
// others.
package folder
