package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"needsbook/app/cluster/papers"
	"needsbook/app/summary"
	"needsbook/assets"
)

// guardRule is how the guard looks at a text of a paper.
type guardRule int

const (
	asCode   guardRule = iota // a code that a pack or the program gives, or else no word of any record
	byItself                  // the program itself worked it out, such as a hash
	asNumber                  // a number of the school's own, such as r-7, or of a round
	asWords                   // what a person typed and saw: it must name no pupil
	asAdult                   // the name and office of the adult who signs
)

// guardRules are the fields of papers that are more than codes.
var guardRules = map[string]guardRule{
	"schema": byItself, "kind": byItself, "urn": byItself, "cluster": byItself, "series": byItself, "epoch": byItself, "prev": byItself,
	"sealed": byItself, "band": byItself, // only those they are sealed for can read them
	"as_of": byItself, "from": byItself, "to": byItself, "on": byItself, "review_on": byItself, "window": byItself, // which their form leaves no room in
	"ref": asNumber, "number": asNumber, "renews": asNumber, "request": asNumber, "round": asNumber, "year": asNumber,
	"text": asWords, "version": asAdult, "name": asAdult, "role": asAdult,
}

var (
	computedForm  = regexp.MustCompile(`^((sha256:)?[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})$`)
	yearForm      = regexp.MustCompile(`^20[0-9]{2}-[0-9]{2}(-[0-9])?$`) // of a keyring
	ownNumberForm = regexp.MustCompile(`^([A-Za-z]{0,2}|round)-?[0-9]{1,4}([/-][0-9]{1,4})?$`)
)

// paperLeaks searches the very bytes of a paper for anything that the school's records
// say about a person, and returns a sentence for each thing found. A code that no pack
// knows may hold no word of any record at all.
func (d *Desk) paperLeaks(ctx context.Context, p papers.Paper, payload []byte) ([]string, error) {
	var body any
	if err := json.Unmarshal(payload, &body); err != nil {
		return nil, fmt.Errorf("read the paper again: %w", err)
	}
	texts := map[guardRule][]string{}
	gatherTexts(texts, "", body)
	words, err := d.forbidden(ctx)
	if err != nil {
		return nil, err
	}
	strange, err := d.strangeCodes(ctx, texts[asCode])
	if err != nil {
		return nil, err
	}
	var found []string
	for _, code := range strange {
		if holdsAny(strings.ToLower(code), words) {
			found = append(found, fmt.Sprintf("A code of the %s holds a word of the school’s records, and no pack knows the code. Tell the makers of Needsbook.", documentNames[papers.KindOf(p)]))
		}
	}
	exact := slices.DeleteFunc(words, func(w string) bool { return !isContactOrNumber(w) })
	names := d.pupilNames()
	for _, text := range texts[asWords] {
		if at := namedWord(text, names); at > 0 {
			found = append(found, fmt.Sprintf("Word %d of what you typed is a name that a pupil of this school has. Say it without the name.", at))
		}
	}
	for _, text := range append(texts[asWords], texts[asAdult]...) {
		if holdsAny(strings.ToLower(text), exact) {
			found = append(found, "What you typed holds a number, a date of birth or an address that stands in a pupil’s record. Take it out.")
		}
	}
	return found, nil
}

// gatherTexts sorts all texts of a paper by the rule for their field.
func gatherTexts(texts map[guardRule][]string, field string, value any) {
	switch v := value.(type) {
	case string:
		rule := guardRules[field]
		if rule == asNumber && (ownNumberForm.MatchString(v) || yearForm.MatchString(v)) || rule != asWords && rule != asAdult && computedForm.MatchString(v) {
			rule = byItself
		}
		if rule == asNumber {
			rule = asCode
		}
		texts[rule] = append(texts[rule], v)
	case []any:
		for _, inner := range v {
			gatherTexts(texts, field, inner)
		}
	case map[string]any:
		for name, inner := range v {
			if field == "strands" { // whose names are codes too
				texts[asCode] = append(texts[asCode], name)
				gatherTexts(texts, "", inner)
				continue
			}
			gatherTexts(texts, name, inner)
		}
	}
}

// holdsAny reports whether a text holds any of some words.
func holdsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// isContactOrNumber reports whether a word of the records is an address of e-mail or
// has so many digits that it is a number, a telephone or a day of birth.
func isContactOrNumber(word string) bool {
	digits := 0
	for _, r := range word {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return strings.Contains(word, "@") || digits >= 7
}

// pupilNames are all names of pupils that the school holds, in small letters.
func (d *Desk) pupilNames() map[string]bool {
	names := map[string]bool{}
	for _, e := range d.everyone() {
		for _, name := range []string{e.Forename, e.Preferred, e.Surname} {
			for _, part := range plainWords(name) {
				names[part] = true
			}
		}
	}
	return names
}

// namedWord returns the place of the first word of a text that is one of some names,
// counted from 1; 0 for none.
func namedWord(text string, names map[string]bool) int {
	for i, w := range strings.Fields(text) {
		for _, part := range append(plainWords(w), strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(w), "'s"), "’s")) {
			if len([]rune(part)) > 1 && names[part] {
				return i + 1
			}
		}
	}
	return 0
}

func plainWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
}

// strangeCodes are those of some codes that neither the program, nor the cluster, nor a
// pack in use gives.
func (d *Desk) strangeCodes(ctx context.Context, codes []string) ([]string, error) {
	known := shippedCodes()
	unknown := func(code string) bool { return !known[code] }
	if !slices.ContainsFunc(codes, unknown) {
		return nil, nil
	}
	known = maps.Clone(known)
	b, found, err := d.Bulletin(ctx)
	if err != nil {
		return nil, err
	}
	if found && len(b.Circular) > 0 {
		gatherCodes(known, "", b.Circular)
	}
	reader, ok := d.store.(wholeReader)
	if !ok {
		return nil, fmt.Errorf("the school's file cannot give out all of its records")
	}
	tables, err := reader.Whole(ctx)
	if err != nil {
		return nil, err
	}
	for _, t := range tables {
		if t.Name != kindPack && t.Name != kindVignettes {
			continue
		}
		for _, row := range t.Rows {
			for _, value := range row {
				gatherCodes(known, "", value)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return !unknown(code) }), nil
}

// shippedCodes are the codes that come with the program.
var shippedCodes = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, list := range [][]string{papers.Areas, papers.Needs, papers.Phases, papers.Days, papers.Cohorts, {
		papers.FormAdvice, papers.FormIndividual, papers.FormGroup, papers.FormProject, papers.Standing, papers.Withdrawn, papers.Open, papers.Closed,
		papers.ByPupils, papers.Equally, papers.AsAgreed, papers.KindOffer, papers.KindAsk, papers.OtherSchools, papers.ConsentOpen, papers.ConsentPrivate,
		papers.Raise, papers.Accept, papers.Escalate, papers.TakeBack}} {
		for _, code := range list {
			known[code] = true
		}
	}
	for _, f := range summary.Families() {
		known[f.Code] = true
	}
	for _, folder := range []string{"packs", "packs/proving"} {
		entries, err := fs.ReadDir(assets.Packs, folder)
		if err != nil {
			panic("desk: the shipped packs cannot be listed: " + err.Error())
		}
		for _, e := range entries {
			if body, err := assets.Packs.ReadFile(path.Join(folder, e.Name())); err == nil {
				gatherCodes(known, "", json.RawMessage(body))
			}
		}
	}
	return known
})

// codeFields are the fields in which packs and circulars give codes.
var codeFields = map[string]bool{"id": true, "code": true, "route": true, "strand": true, "level": true, "kind": true, "family": true, "service": true, "need": true}

// gatherCodes takes in the codes of a pack, however deep they lie in it.
func gatherCodes(known map[string]bool, field string, value any) {
	switch v := value.(type) {
	case string:
		if codeFields[field] {
			known[v] = true
			return
		}
		if strings.HasPrefix(strings.TrimSpace(v), "{") && json.Valid([]byte(v)) {
			gatherCodes(known, field, json.RawMessage(v))
		}
	case []byte:
		gatherCodes(known, field, string(v))
	case json.RawMessage:
		var inner any
		if json.Unmarshal(v, &inner) == nil {
			gatherCodes(known, field, inner)
		}
	case []any:
		for _, inner := range v {
			gatherCodes(known, field, inner)
		}
	case map[string]any:
		for name, inner := range v {
			gatherCodes(known, name, inner)
		}
	}
}
