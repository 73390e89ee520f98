package desk

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"needsbook/app/funding"
	"needsbook/app/provision"
)

// upnForm is how a unique pupil number looks.
var upnForm = regexp.MustCompile(`\b[A-Z][0-9]{11}[0-9A-Z]\b`)

// namedFacts notes where pupils are named who are none of the request's business: the
// fields of a kind of request that may name none, and the names that are left out of a
// page without names.
func (d *Desk) namedFacts(ctx context.Context, r Request, f *funding.Facts) error {
	f.Others = d.othersIn(f, r.Pupil)
	if r.Kind == funding.KindProject || r.Kind == funding.KindAdvice {
		for _, field := range d.forms[r.Kind].Fields {
			found := d.namesIn(r.Words[field.ID])
			if r.Kind == funding.KindAdvice { // the names of the one pupil are taken out on paper
				found = slices.DeleteFunc(found, func(n namedPupil) bool { return n.pupil != "" && n.pupil == r.Pupil })
			}
			if len(found) > 0 {
				f.NamedIn = append(f.NamedIn, field.Name)
			}
		}
		if len(d.namesIn(r.Title)) > 0 {
			f.NamedIn = append(f.NamedIn, "Title")
		}
	}
	return d.otherHelp(ctx, f)
}

// othersIn are the names and numbers of pupils that stand in a request and are neither
// its pupil's nor its group's. They are found anew each time: a request that was sent
// keeps no list of other pupils.
func (d *Desk) othersIn(f *funding.Facts, pupil string) (others []string) {
	own := map[string]bool{}
	for _, m := range append(f.Members, funding.Member{ID: pupil}) {
		own[m.ID] = m.ID != "" // a number that no pupil of the school has belongs to another
	}
	for _, n := range d.namesIn(funding.AllText(f)) {
		if !own[n.pupil] && !slices.Contains(others, n.words) {
			others = append(others, n.words)
		}
	}
	return others
}

// namedPupil is a pupil whose name or number stands in a text, as it stands there.
type namedPupil struct{ pupil, words string }

// namesIn finds the pupils of the school whose forename and surname, or number, stand in a
// text.
func (d *Desk) namesIn(text string) []namedPupil {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	var out []namedPupil
	for _, upn := range upnForm.FindAllString(text, -1) {
		who := ""
		if e, err := d.ByUPN(upn); err == nil {
			who = e.ID
		}
		out = append(out, namedPupil{who, upn})
	}
	lower := strings.ToLower(text)
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' }) {
		words[strings.TrimSuffix(strings.TrimSuffix(w, "’s"), "'s")] = true
	}
	for _, e := range d.everyone() {
		for _, first := range []string{e.Forename, e.Preferred} {
			full := strings.ToLower(first + " " + e.Surname)
			if first == "" || e.Surname == "" || !words[strings.ToLower(lastWord(e.Surname))] || !strings.Contains(lower, full) {
				continue
			}
			out = append(out, namedPupil{e.ID, first + " " + e.Surname})
		}
	}
	return out
}

func lastWord(name string) string {
	fields := strings.Fields(name)
	if len(fields) == 0 {
		return ""
	}
	return fields[len(fields)-1]
}

// otherHelp notes the names of help that the school or its library knows and this request
// does not have.
func (d *Desk) otherHelp(ctx context.Context, f *funding.Facts) error {
	if f.Kind == funding.KindProject || f.Kind == funding.KindAdvice {
		return nil
	}
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return err
	}
	var names []string
	for _, e := range d.library.Entries {
		names = append(names, e.Name)
	}
	for _, r := range runs {
		names = append(names, r.Name)
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		// One word alone, such as Reading, may stand for anything.
		has := slices.ContainsFunc(f.Lines, func(l provision.Costed) bool { return strings.EqualFold(l.Line.Description, name) })
		if !has && len(strings.Fields(name)) > 1 {
			f.NotOnMap = append(f.NotOnMap, name)
		}
	}
	return nil
}
