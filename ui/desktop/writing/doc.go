// Package writing holds the editors for words of any length. Rich is the one for public
// documents: a sheet with headings, bold, lists and links, and a row of tools above it.
// Editor is the one for plain words, such as those of a request: a box that holds much
// text is slow to type in, so long words are parted into several boxes, which are kept
// as one text.
//
// Both save what is written when it rests, when the keyboard goes elsewhere, and each
// time a few lines have been written. The clipboard of the toolkit holds plain words
// alone: what is copied from Rich has no signs, and what is pasted from other programs
// comes without its bold and links, its lists read from their bullets. What was copied
// in the same editor keeps both.
package writing
