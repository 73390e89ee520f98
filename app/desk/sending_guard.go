package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"needsbook/app/summary"
)

// unguarded are the tables that hold no text of the school about anybody: packs of
// rules, and what was sent, which holds the very words of a summary. Who approved a
// summary is read from the send log all the same.
var unguarded = map[string]bool{kindPack: true, kindEdition: true, kindVignettes: true, kindSending: true}

var (
	// worked are texts that the program itself works out and that a summary holds too:
	// days, times, terms and hashes.
	worked = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?|[0-9]{4}-[0-9]{2}/[a-z]+|(sha256:)?[0-9a-f]{64})$`)
	// inHash are short words that a hash or the mark of a file's life can hold by chance.
	inHash = regexp.MustCompile(`^[0-9a-f]{1,8}$`)
	epochs = regexp.MustCompile(`"epoch":"[0-9a-f]{6,32}"`)
)

// leaks searches what is about to leave for anything that the school's records say in
// words, and returns a sentence for each thing found.
func (d *Desk) leaks(ctx context.Context, payload []byte) ([]string, error) {
	all, err := d.forbidden(ctx)
	if err != nil {
		return nil, err
	}
	var words, short []string
	for _, w := range all {
		if inHash.MatchString(w) {
			short = append(short, w)
		} else {
			words = append(words, w)
		}
	}
	found := summary.LeakGuard(payload, words)
	return append(found, summary.LeakGuard(epochs.ReplaceAll(payload, []byte(`"epoch":""`)), short)...), nil
}

// forbidden is the text that must never be found in what leaves: every name, number,
// date of birth, contact, identifier and word of every record of the school, whatever
// its kind. A kind of record that is added later is searched without anybody's doing.
func (d *Desk) forbidden(ctx context.Context) ([]string, error) {
	reader, ok := d.store.(wholeReader)
	if !ok {
		return nil, fmt.Errorf("the school's file cannot give out all of its records")
	}
	tables, err := reader.Whole(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for _, t := range tables {
		if unguarded[t.Name] || t.Name == "step" || t.Name == "remembered" {
			continue
		}
		for _, row := range t.Rows {
			for i, value := range row {
				gatherText(found, t.Columns[i].Name, value)
			}
		}
	}
	log, err := d.SendLog(ctx)
	if err != nil {
		return nil, err
	}
	for _, e := range log {
		gatherText(found, "by", e.By)
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// gatherText takes in all words of a value, however deep they lie in it.
func gatherText(found map[string]bool, field string, value any) {
	switch v := value.(type) {
	case string:
		gatherWords(found, field, v)
	case json.RawMessage:
		var inner any
		if json.Unmarshal(v, &inner) == nil {
			gatherText(found, field, inner)
		}
	case []any:
		for _, inner := range v {
			gatherText(found, field, inner)
		}
	case map[string]any:
		for name, inner := range v {
			gatherWords(found, "", name) // the names of the school's own fields among them
			gatherText(found, name, inner)
		}
	}
}

// gatherWords takes in a text as a whole where it is one word, such as a telephone
// number or an e-mail address, and each of its words.
func gatherWords(found map[string]bool, field, text string) {
	text = strings.ToLower(strings.TrimSpace(text))
	if field == fieldBorn && text != "" {
		found[text] = true
		return
	}
	if text == "" || worked.MatchString(text) {
		return
	}
	add := func(word string) {
		if len([]rune(word)) >= shortestWord && !worked.MatchString(word) {
			found[word] = true
		}
	}
	if len(text) <= longestWhole {
		add(text)
	}
	for _, part := range strings.Fields(text) {
		add(strings.TrimFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
		for _, word := range strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			add(word)
		}
	}
}

const (
	fieldBorn    = "born"
	shortestWord = 4  // as the guard searches
	longestWhole = 60 // letters of a text that is searched as a whole beside its words
)
