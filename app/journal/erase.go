package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Erased is the sort of the step that says that records were erased. Nothing from
// before it can be undone or done again.
const Erased Sort = "erased"

// LabelErased is what a step is called whose own words went with a pupil's record.
const LabelErased = "Change to a record that was erased"

// Taken stands in a text where a name or a number of an erased pupil stood.
const Taken = "[erased]"

// Ref names one record.
type Ref struct{ Kind, Key string }

// Erasure is what is to be taken out of a file for good.
type Erasure struct {
	Pupils []string                  // their identifiers
	With   []Ref                     // other records that go with them
	Names  func(pupil Body) []string // the ways in which words name the pupil of a record, their numbers too
	// Log makes the record that says that it was done, from what it came to and from where
	// the chain stood before. It names nobody.
	Log func(t Toll, oldHead string) Edit
}

// Toll is what an erasure came to. It names nobody.
type Toll struct {
	Records  map[string]int // records taken away, by kind
	Changed  map[string]int // shared records in which a line or a name was taken out, by kind
	Drafts   int            // values the window remembered that were taken away or changed
	Steps    int            // steps of the journal that were changed
	Mentions []Ref          // records of other pupils in whose words a full name still stands
}

// Redaction takes pupils out of records and words.
type Redaction struct {
	pupils map[string]bool
	ids    map[string]bool // pupils, and records that are gone
	names  *regexp.Regexp  // nil for none
}

// NewRedaction makes one from identifiers of pupils and of other records that are gone,
// and the names to take out of words. A name is found whatever its case, as a word of
// its own.
func NewRedaction(pupils, gone, names []string) *Redaction {
	r := &Redaction{pupils: map[string]bool{}, ids: map[string]bool{}}
	for _, id := range pupils {
		r.pupils[id], r.ids[id] = true, true
	}
	for _, id := range gone {
		r.ids[id] = true
	}
	quoted := make([]string, 0, len(names))
	for _, n := range names {
		if n = strings.TrimSpace(n); n != "" {
			quoted = append(quoted, regexp.QuoteMeta(n))
		}
	}
	if len(quoted) > 0 {
		slices.SortFunc(quoted, func(a, b string) int { return len(b) - len(a) }) // the longest name first
		r.names = regexp.MustCompile("(?i)" + strings.Join(slices.Compact(quoted), "|"))
	}
	return r
}

// telling is how long an identifier is that cannot be a part of other words.
const telling = 8

// Words returns a text without the names and identifiers.
func (r *Redaction) Words(text string) string {
	for id := range r.pupils {
		if len(id) >= telling {
			text = strings.ReplaceAll(text, id, Taken)
		}
	}
	for _, at := range slices.Backward(r.found(text)) {
		text = text[:at[0]] + Taken + text[at[1]:]
	}
	return text
}

// Names reports whether a text holds one of the names as words of their own.
func (r *Redaction) Names(text string) bool { return len(r.found(text)) > 0 }

func (r *Redaction) found(text string) (out [][]int) {
	if r.names == nil {
		return nil
	}
	letter := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
	for _, at := range r.names.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if !letter(before) && !letter(after) {
			out = append(out, at)
		}
	}
	return out
}

// Of reports whether a text is, or is made with, an identifier of what is gone, such as
// the key of a task about a pupil.
func (r *Redaction) Of(text string) bool {
	if r.ids[text] {
		return true
	}
	for id := range r.pupils {
		if len(id) >= telling && strings.Contains(text, id) {
			return true
		}
	}
	return slices.ContainsFunc(strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("/:| ,", c) }),
		func(part string) bool { return r.ids[part] })
}

// Body returns a shared record without what it holds of the pupils: lines and places in
// lists that are theirs go, and names in its words are taken out. The rest keeps its bytes.
func (r *Redaction) Body(body Body) (Body, error) {
	if body == nil {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("reading a record to erase from: %w", err)
	}
	cleaned, changed := r.value(v)
	if !changed {
		return body, nil
	}
	out, err := json.Marshal(cleaned)
	if err != nil {
		return nil, fmt.Errorf("writing a record that was erased from: %w", err)
	}
	return out, nil
}

// value returns a value without the pupils, and whether anything was taken out.
func (r *Redaction) value(v any) (any, bool) {
	switch v := v.(type) {
	case string:
		if r.ids[v] {
			return "", true
		}
		words := r.Words(v)
		return words, words != v
	case []any:
		return r.list(v)
	case map[string]any:
		return r.object(v)
	}
	return v, false
}

func (r *Redaction) list(list []any) (any, bool) {
	out, changed := make([]any, 0, len(list)), false
	for _, one := range list {
		if r.theirs(one) {
			changed = true
			continue
		}
		kept, cut := r.value(one)
		out, changed = append(out, kept), changed || cut
	}
	return out, changed
}

func (r *Redaction) object(object map[string]any) (any, bool) {
	changed := false
	for name, one := range object {
		if r.Of(name) {
			delete(object, name)
			changed = true
			continue
		}
		kept, cut := r.value(one)
		if cut {
			object[name], changed = kept, true
		}
	}
	return object, changed
}

// theirs reports whether a member of a list is the pupils' own: an identifier, or a line
// or a pair with one in it.
func (r *Redaction) theirs(v any) bool {
	identifier := func(v any) bool { s, ok := v.(string); return ok && r.ids[s] }
	switch v := v.(type) {
	case string:
		return identifier(v)
	case []any:
		return len(v) == 2 && slices.ContainsFunc(v, identifier)
	case map[string]any:
		for _, one := range v {
			if identifier(one) {
				return true
			}
		}
	}
	return false
}
