// Package enclose adds the papers that go with a document after its last page, so that
// what a panel reads is one file: reports that came as PDF, and pictures of papers.
//
// It is the only importer of pdfcpu, which reads files that others made. The document in
// front keeps its tags, its language and its bookmarks, so that a screen reader reads it
// as before; each paper gets a bookmark of its own, and nothing in it that would run or
// reach out (scripts, forms, links that open programs) is taken over.
//
// The whole no longer claims PDF/UA, and its metadata says so by making no claim. A scan
// holds no words, a PDF of another program may have no tags, fonts without Unicode and
// pictures without descriptions, and none of that can be made up truthfully here; tags
// that a paper does have would clash with the numbers of those in front and are left
// out. Whoever needs the claim gives the document alone, with its papers beside it.
package enclose
