// Package writing is the editor for words of any length, such as a section of a
// report. A box that holds much text is slow to type in, so long words are parted
// into several boxes, which are kept as one text. What is typed is saved when the
// keyboard goes elsewhere, and each time a few lines have been written.
package writing
