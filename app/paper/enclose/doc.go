// Package enclose adds the papers that go with a document after its last page, so that
// what a panel reads is one file: reports that came as PDF, and pictures of papers.
//
// It is the only importer of pdfcpu, which reads files that others made. The document in
// front keeps its tags and bookmarks; each paper gets a bookmark of its own. A paper can
// be as its maker left it, so the whole no longer claims PDF/UA, and nothing in it that
// would run or reach out (scripts, forms, links that open programs) is taken over.
package enclose
