// Package paper is the model of a document that leaves the school: headings,
// paragraphs, lists, tables, facts, charts, pictures and signatures, each knowing its role.
// It draws nothing: paper/pdf and paper/web turn the same model into a tagged PDF
// (PDF/UA-1) and an accessible web page (WCAG 2.2 AA) with the same words.
// Money and dates are text by the time they arrive here. Check refuses a document
// that could not be read with a screen reader, where it is built.
package paper
