// Package specimen holds documents for the tests of the writers and the checker:
// a report and a funding request as long as real ones, and random documents with
// everything that a keyboard, an import or a mistake can put into text.
package specimen
