// Package pdf turns a paper.Doc into a tagged PDF that follows PDF/UA-1 (ISO
// 14289-1): every mark on the page belongs to an element of the structure tree or
// is an artifact. It is the only importer of gofpdf, which draws text and embeds
// fonts; the layout, the tags and the finished file are ours.
//
// A document goes through three steps: layout (blocks to pages of marks), drawing
// (marks to gofpdf), and finishing (gofpdf's file to the final one, with structure
// tree, metadata and compressed objects). The same Doc always gives the same bytes.
package pdf
