// Package text is a short text while it is being written: paragraphs, headings and
// lists with bold and links, a caret, a selection, and what was done to take back. It
// draws nothing and knows no window. Words come in and go out as app/publish/markup
// reads and writes them.
//
// A paragraph is never changed, only put in the place of another, so that what was
// drawn of it stays good as long as it is the same one, and undo keeps the old ones.
package text
