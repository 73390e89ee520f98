// Package check reads a finished PDF back and looks for what would break PDF/UA-1
// (ISO 14289-1): content that is neither tagged nor artifact, elements in the wrong
// place, pictures without words, tables without scopes, links nobody can hear.
// It knows what our own writer makes (no forms, one kind of font and of image), so it
// guards against our mistakes and is no validator of other people's files. What
// only a person can judge, such as whether a description is true, it leaves alone.
//
// The clauses of ISO 14289-1, and how our files meet them:
//
//	5       the metadata claims part 1, and the title there is that of the properties
//	6.2     the catalog is marked, without suspects
//	7.1     all content is tagged or an artifact; standard tags alone, none given another
//	        meaning; title, its display, language and structure tree are in the catalog
//	7.2     elements stand where they may; a table has one head at most and rows of one
//	        width; a language stands for all text, descriptions and bookmarks
//	7.3     a figure has words and a place, and holds its image
//	7.4     one title, no level skipped, numbered headings only
//	7.5     heading cells have a scope, and every other cell a heading
//	7.6     items have a label and a body, and lists say how they are numbered
//	7.7-9   no formulas, and no notes; page heads and feet are artifacts
//	7.10-11 no layers, and no files inside
//	7.15-16 no forms, nothing that runs, no lock
//	7.17    bookmarks in reading order, each with words and a page
//	7.18    links alone: each in its element, with words, in the order of the structure
//	7.20    no drawings within drawings
//	7.21    one kind of font, embedded, whole, of true widths; each code has a glyph and
//	        a character
package check
