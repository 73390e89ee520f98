// Package web turns a paper.Doc into one web page that needs nothing else: no
// script, no other file. It follows WCAG 2.2 AA, works from 320 pixels wide, and
// prints. It holds the same words as the PDF of the same Doc.
package web
