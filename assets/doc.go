// Package assets carries what the program ships with: rule packs, fonts, icons,
// the hub's style sheet and the in-program help. It imports nothing of ours.
package assets
