// Package surface is the sheet on which a text is written: it wraps the words in the
// theme's face, draws those that are in view, and takes the keys and the mouse as a
// word processor does. Marks such as {{senco_name}} stand as small tinted words that
// move and go as one. It keeps nothing: what was written is in its text, and OnTyped
// says when that has changed.
//
// Copying gives plain words and pasting takes them: the toolkit's clipboard knows
// nothing else, so what is pasted is read as app/publish/markup.Clean reads it.
package surface
