// Package sheet is the form that screens fill in: in a side panel, or in a dialog.
// It is accepted with Ctrl+Enter, or Enter in a line. What is refused is said under
// its field, and nothing typed is lost: a sheet gives what has been typed as a
// draft, and takes it up again.
package sheet
