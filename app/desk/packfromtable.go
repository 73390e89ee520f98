package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"unicode/utf8"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/intake"
	"needsbook/app/pack/terms"
)

// PackMaker makes a continuum out of a council's table. Words and funding routes come
// from the continuum and the terms that are in use.
type PackMaker struct {
	base  *continuum.Pack
	words terms.Terms
	today day.Date
}

// PackMaker makes packs by the words in use here.
func (d *Desk) PackMaker() PackMaker { return PackMaker{d.continuum, d.terms, d.Today()} }

// ShippedPackMaker makes packs by the words that ship with the program. It needs no open
// file.
func ShippedPackMaker(today day.Date) (PackMaker, error) {
	shipped, err := shippedRules()
	return PackMaker{shipped.continuum, shipped.terms, today}, err
}

// PackChoices are what a person says about the continuum that a table becomes.
type PackChoices struct {
	ID        string // of the pack: small letters, digits and marks
	Version   string
	Title     string
	Publisher string   // who published the table
	ValidFrom day.Date // zero takes today
	Levels    []PackLevel
	NoneFirst bool   // the first level means no extra need
	Area      string // kind of rule for an area's level
	Overall   string // kind of rule for the overall level
	Raise     bool   // several areas at one level raise the overall level
}

// PackLevel is one level of the table, as the continuum is to have it.
type PackLevel struct {
	Key    string // of the label in the table
	Label  string // as the table writes it
	Noun   string // Level, Band or another word before its number
	None   bool   // the table says that it means no extra need
	ID     string
	Name   string
	Plain  string // what it means; "" takes the words of its route
	Route  string // key of a funding route, "" for none
	Points int    // least points of all areas, for the rule points_table
	Leave  bool   // the label is no level: its rows are refused
}

// PackMade is the continuum that a table became.
type PackMade struct {
	Body     []byte // the pack, as a file
	Pack     *continuum.Pack
	Rows     []PackMadeRow
	Rejected []intake.ContinuumProblem // rows that are not in it, from the table and by the choices
	Taken    int                       // statements that are in it
}

// PackMadeRow is one row of the scale, with the number of statements at each level, the
// least need first.
type PackMadeRow struct {
	Area       string `json:"area"`
	Strand     string `json:"strand"`
	Statements []int  `json:"statements"`
}

// Blank counts the cells without a statement.
func (m PackMade) Blank() int {
	n := 0
	for _, r := range m.Rows {
		for _, s := range r.Statements {
			if s == 0 {
				n++
			}
		}
	}
	return n
}

// Forms of what a person types.
var (
	packIDForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,79}$`)
	versionForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$`)
	levelIDForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`)
)

// longestPackWords is how many characters a title, a publisher or a name may have.
const longestPackWords = 300

// mostLevels is how many levels a continuum may have.
const mostLevels = 20

// ReadPackTable reads a council's table. An error is a *Refusal.
func ReadPackTable(content []byte, o intake.ContinuumOptions) (intake.ContinuumTable, error) {
	t, err := intake.ReadContinuum(content, o)
	if err != nil {
		return t, refuse("file", err.Error())
	}
	return t, nil
}

// Make turns a table into a whole continuum, checked as any pack is. An error is a
// *Refusal that names what to change: nothing half-made is returned.
func (m PackMaker) Make(t intake.ContinuumTable, c PackChoices) (PackMade, error) {
	if err := m.checkChoices(c); err != nil {
		return PackMade{}, err
	}
	w := newPackWriter(m, c)
	w.grid(t)
	if w.taken == 0 {
		return PackMade{}, refuse("levels", "No statement is left at the levels that were chosen. Take more levels, or choose the columns again.")
	}
	if err := w.tooMuch(); err != nil {
		return PackMade{}, err
	}
	w.rules()
	w.crosswalk()
	if err := w.examples(); err != nil {
		return PackMade{}, err
	}
	body, err := w.file()
	if err != nil {
		return PackMade{}, err
	}
	read, problems := continuum.Load(body)
	if len(problems) > 0 {
		return PackMade{}, refuse("pack", "The table does not make a sound pack: "+problems[0].Message)
	}
	return PackMade{Body: body, Pack: read, Rows: w.counts(), Rejected: append(t.Rejected, w.rejected...), Taken: w.taken}, nil
}

// checkChoices refuses what cannot be part of a pack, field by field.
func (m PackMaker) checkChoices(c PackChoices) error {
	switch {
	case !packIDForm.MatchString(c.ID):
		return refuse("id", "A pack's short name has small letters, digits and dashes, such as anyshire-continuum.")
	case c.ID == m.base.ID && c.Version == m.base.Version:
		return refuse("id", "The pack in use has this short name and version. Choose another short name.")
	case !versionForm.MatchString(c.Version):
		return refuse("version", "A version has letters, digits, dots and dashes, such as 2026.1.")
	case badPackWords(c.Title):
		return refuse("title", fmt.Sprintf("Give the pack a title of at most %d characters, as the council calls its scale.", longestPackWords))
	case badPackWords(c.Publisher):
		return refuse("publisher", fmt.Sprintf("Say in at most %d characters who published the table.", longestPackWords))
	}
	if err := m.checkLevels(c); err != nil {
		return err
	}
	return checkRules(c)
}

func badPackWords(text string) bool {
	return strings.TrimSpace(text) == "" || utf8.RuneCountInString(text) > longestPackWords
}

func (m PackMaker) checkLevels(c PackChoices) error {
	kept := c.kept()
	if len(kept) < 2 || len(kept) > mostLevels {
		return refuse("levels", fmt.Sprintf("A scale has from 2 to %d levels. %d are chosen.", mostLevels, len(kept)))
	}
	ids := map[string]bool{}
	for i, l := range kept {
		_, route := m.base.Routes[l.Route]
		switch {
		case !levelIDForm.MatchString(l.ID):
			return refuse("levels", fmt.Sprintf("“%s” cannot be the code of %s. A code has letters and digits without spaces, such as L2.", l.ID, l.Label))
		case ids[l.ID]:
			return refuse("levels", fmt.Sprintf("Two levels have the code %s. Each needs its own.", l.ID))
		case badPackWords(l.Name):
			return refuse("levels", fmt.Sprintf("Give %s a name.", l.Label))
		case l.Route != "" && !route:
			return refuse("levels", fmt.Sprintf("%s has a funding route that is not known.", l.Label))
		case c.Overall == rulePointsTable && i > 0 && l.Points <= kept[i-1].pointsFrom(i-1):
			return refuse("levels", fmt.Sprintf("%s must begin at more points than the level before it.", l.Label))
		}
		ids[l.ID] = true
	}
	return nil
}

// pointsFrom is the number of points at which a level begins; the first one at none.
func (l PackLevel) pointsFrom(place int) int {
	if place == 0 {
		return 0
	}
	return l.Points
}

// kept are the levels that are not left out.
func (c PackChoices) kept() []PackLevel {
	var out []PackLevel
	for _, l := range c.Levels {
		if !l.Leave {
			out = append(out, l)
		}
	}
	return out
}

// rank is the number of a level by its place.
func (c PackChoices) rank(place int) int {
	if c.NoneFirst {
		return place
	}
	return place + 1
}

// file writes the pack.
func (w *packWriter) file() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(w.pack); err != nil {
		return nil, fmt.Errorf("writing the pack: %w", err)
	}
	return b.Bytes(), nil
}

// terms are the words of the pack: those of the continuum in use, as the school says them.
func (m PackMaker) terms(levelNoun string) map[string]terms.Term {
	out := maps.Clone(m.base.Terms)
	for key := range out {
		if own, ok := m.words.Words[key]; ok {
			out[key] = own
		}
	}
	if levelNoun != "" {
		term := out["level"]
		term.Label, term.Plural = levelNoun, levelNoun+"s"
		out["level"] = term
	}
	for key, t := range out {
		if t.AlsoKnownAs == nil {
			t.AlsoKnownAs = []string{}
			out[key] = t
		}
	}
	return out
}
