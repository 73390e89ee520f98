package desk

import (
	"errors"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/register"
)

// Refusal is bad input turned away: the field it is about and a sentence that
// says why and what to do. Nothing has been changed.
type Refusal struct {
	Field string
	Words string
}

// Error returns the sentence.
func (r *Refusal) Error() string { return r.Words }

func refuse(field, words string) error { return &Refusal{Field: field, Words: words} }

// ErrNoPupil is returned for an identifier that no pupil has.
var ErrNoPupil = &Refusal{Field: "pupil", Words: "There is no such pupil in the register."}

// plainErrors are errors whose own words are fit for a person, with what to do next.
var plainErrors = []struct {
	err   error
	words string
}{
	{journal.ErrNothingToUndo, "There is nothing to undo."},
	{journal.ErrNothingToRedo, "There is nothing to redo."},
	{journal.ErrChangedSince, "This cannot be undone any more, because something it changed has been changed again since. Nothing was changed now."},
	{register.ErrNoDate, "A change of status or need must have a date. Enter the day from which it holds."},
}

// Words turns any error of the desk into a sentence for the person who sits at it.
// It never shows a chain of technical causes.
func Words(err error) string {
	if err == nil {
		return ""
	}
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Words
	}
	var query *register.QueryError
	if errors.As(err, &query) {
		return query.Error()
	}
	for _, p := range plainErrors {
		if errors.Is(err, p.err) {
			return p.words
		}
	}
	var plain interface{ Plain() string }
	if errors.As(err, &plain) {
		return plain.Plain()
	}
	return "Something went wrong and nothing was changed. Try again; if it happens again, close Needsbook and open it, and check the file under Settings."
}

// sentence makes a sentence of an error text: a capital first, a full stop last.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
