// Package markup reads and writes the small kind of Markdown in which a school's
// words are kept: headings (## and ###), **bold**, [words](https://…), lists with
// "- " or "1. " and one more list inside a list, and marks {{name}} for facts. Text
// without these signs reads as it is typed: an empty line ends a paragraph, other
// line ends are only wrapping, and "•", "–" and "*" begin list items too. Nothing else
// is Markdown here: no HTML, no code, no quotations, no pictures.
//
// What runs inside a line (bold, links, escapes) is read by goldmark, so that other
// programs read the same words in the same way. Clean turns what is pasted from Word,
// web pages and e-mail into such words.
package markup
