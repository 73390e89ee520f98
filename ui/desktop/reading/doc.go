// Package reading shows a document on the screen to be read: the same blocks that
// the page and the web are made of, as running text in one narrow column. A table
// becomes its rows, each with its headings beside the values, so that nothing is
// cut off and a screen reader meets everything in order.
package reading
