package packtable

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/intake"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/wording"
)

// The steps of the page.
const (
	stepFile = iota
	stepColumns
	stepLevels
	stepRules
	stepName
)

// stepNames are the tabs, from stepColumns on.
func (m *model) stepNames() []string {
	return []string{"1 Columns", "2 " + m.levelWords(), "3 Rules", "4 Name and save"}
}

// model is the table that is looked at, without the toolkit.
type model struct {
	desk    *desk.Desk
	maker   desk.PackMaker
	path    string
	content []byte
	options intake.ContinuumOptions
	table   intake.ContinuumTable
	choices desk.PackChoices
	step    int
	list    int

	made desk.PackMade // with what has been chosen so far
	why  error         // why there is none
}

// levelWords is what the school calls levels.
func (m *model) levelWords() string { return m.desk.Terms().Plural("level") }

func (m *model) levelWord() string { return lower(m.desk.Terms().Label("level")) }

// read takes a file, or reads the one that is open in another way. Levels that were
// chosen stay where they are still there.
func (m *model) read(path string, content []byte, o intake.ContinuumOptions) error {
	table, err := desk.ReadPackTable(content, o)
	if err != nil {
		return err
	}
	before := m.choices
	again := path == m.path && m.content != nil
	m.path, m.content, m.options, m.table = path, content, o, table
	m.choices = m.maker.Choices(table)
	if again {
		m.choices.ID, m.choices.Version, m.choices.Title, m.choices.Publisher = before.ID, before.Version, before.Title, before.Publisher
		m.choices.Area, m.choices.Overall, m.choices.Raise = before.Area, before.Overall, before.Raise
	} else {
		m.choices.ID, m.choices.Title = offeredNames(path)
		m.choices.Version = strconv.Itoa(m.desk.Today().Year()) + ".1"
		m.list = 0
	}
	m.remake()
	return nil
}

// offeredNames makes a short name and a title of a file's name.
func offeredNames(path string) (id, title string) {
	title = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	title = strings.Join(strings.Fields(strings.NewReplacer("_", " ", "-", " ").Replace(title)), " ")
	id = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r == ' ':
			return '-'
		}
		return -1
	}, strings.ToLower(title))
	return strings.Trim(id, "-"), title
}

// remake makes the pack with what has been chosen so far; names that are still to be
// typed stand open.
func (m *model) remake() {
	c := m.choices
	c.ID, c.Version = "a-pack-without-a-name", "1"
	c.Title, c.Publisher = cmp.Or(strings.TrimSpace(c.Title), "A pack"), cmp.Or(strings.TrimSpace(c.Publisher), "Not named yet")
	m.made, m.why = m.maker.Make(m.table, c)
}

// finish makes the pack as it will be saved.
func (m *model) finish() (desk.PackMade, error) { return m.maker.Make(m.table, m.choices) }

// name is the file's own name.
func (m *model) name() string { return filepath.Base(m.path) }

// sentence says how the table stands.
func (m *model) sentence() string {
	if m.why != nil {
		return m.name() + ": " + desk.Words(m.why)
	}
	words := fmt.Sprintf("%s: %s in %s, at %s.", m.name(), wording.Count(m.made.Taken, "statement"), wording.Count(len(m.made.Rows), "row"), wording.Count(len(m.made.Pack.Levels), m.levelWord()))
	if n := len(m.made.Rejected); n > 0 {
		words += " " + wording.Count(n, "row") + " refused."
	}
	return words + " Nothing is kept until you save."
}

// used are the tables that were read.
func (m *model) used() []intake.ContinuumSource {
	return slices.DeleteFunc(slices.Clone(m.table.Sources), func(s intake.ContinuumSource) bool { return !s.Used })
}

// shape is how the first table that was read is laid out.
func (m *model) shape() string { return m.used()[0].Shape }

// fields are what columns can hold in the shape of the table.
func (m *model) fields() []string {
	switch m.shape() {
	case intake.ShapeAcross:
		return []string{intake.FieldArea, intake.FieldStrand}
	case intake.ShapeDown:
		return []string{intake.FieldArea, intake.FieldLevel}
	}
	return []string{intake.FieldArea, intake.FieldStrand, intake.FieldLevel, intake.FieldStatement}
}

// headings are those of all tables that were read.
func (m *model) headings() []string {
	var out []string
	for _, s := range m.used() {
		for _, h := range s.Headings {
			if !slices.Contains(out, h) {
				out = append(out, h)
			}
		}
	}
	return out
}

// columnOf is the heading of a field in the first table that has one.
func (m *model) columnOf(field string) string {
	for _, s := range m.used() {
		if h := s.Columns[field]; h != "" {
			return h
		}
	}
	return ""
}

// across tells whether a heading is a level, or a strand in a table with levels down.
func (m *model) across(heading string) bool {
	return slices.ContainsFunc(m.used(), func(s intake.ContinuumSource) bool { return slices.Contains(s.Across, heading) })
}

// offeredAcross are the headings that could be levels, or strands: those of tables laid
// out so, without what names their rows.
func (m *model) offeredAcross() []string {
	var out []string
	for _, s := range m.used() {
		for _, h := range s.Headings {
			names := h == s.Columns[intake.FieldArea] || h == s.Columns[intake.FieldStrand] || h == s.Columns[intake.FieldLevel]
			if s.Shape == m.shape() && !names && !slices.Contains(out, h) {
				out = append(out, h)
			}
		}
	}
	return out
}

// withColumn are the options with another heading for a field.
func (m *model) withColumn(field, heading string) intake.ContinuumOptions {
	o := m.options
	o.Map = map[string]string{}
	for _, f := range m.fields() {
		o.Map[f] = m.columnOf(f)
		if o.Map[f] == heading && heading != intake.FromTitle {
			o.Map[f] = ""
		}
	}
	o.Map[field] = heading
	return o
}

// withAcross are the options with a heading taken as a level, or no more.
func (m *model) withAcross(heading string, taken bool) intake.ContinuumOptions {
	o := m.options
	o.Levels = []string{}
	for _, h := range m.headings() {
		if h == heading && taken || h != heading && m.across(h) {
			o.Levels = append(o.Levels, h)
		}
	}
	return o
}

// withTable are the options with a table taken, or left out.
func (m *model) withTable(number int, taken bool) intake.ContinuumOptions {
	o := m.options
	o.Tables = nil
	for _, s := range m.table.Sources {
		if s.Number == number && taken || s.Number != number && s.Used {
			o.Tables = append(o.Tables, s.Number)
		}
	}
	return o
}

// problems are the rows that are refused, with what to look at after them.
func (m *model) problems() []intake.ContinuumProblem {
	if m.why == nil {
		return m.made.Rejected
	}
	return m.table.Rejected
}

// label is a level as the table writes it.
func (m *model) label(key string) string {
	for _, l := range m.table.Levels {
		if l.Key == key {
			return l.Label
		}
	}
	return key
}

// count is how many statements a level has.
func (m *model) count(key string) int {
	for _, l := range m.table.Levels {
		if l.Key == key {
			return l.Count
		}
	}
	return 0
}

// move puts a level one place up or down.
func (m *model) move(row, by int) bool {
	to := row + by
	if row < 0 || to < 0 || row >= len(m.choices.Levels) || to >= len(m.choices.Levels) {
		return false
	}
	levels := m.choices.Levels
	levels[row], levels[to] = levels[to], levels[row]
	m.remake()
	return true
}

// leave leaves a level out, or takes it in again.
func (m *model) leave(row int) {
	if row >= 0 && row < len(m.choices.Levels) {
		m.choices.Levels[row].Leave = !m.choices.Levels[row].Leave
		m.remake()
	}
}

// routeWords are the words for a level's funding route.
func (m *model) routeWords(key string) string {
	for _, r := range m.maker.Routes() {
		if r.Key == key {
			return r.Words
		}
	}
	return "None"
}

// moves says who would move if the pack were put in use; "" where that cannot be said.
func (m *model) moves(body []byte) string {
	moves, problems, err := m.desk.PreviewPack(context.Background(), body)
	if err != nil || len(problems) > 0 {
		return ""
	}
	words := fmt.Sprintf("By the ratings that stand, %d would go up, %d down and %d stay.", moves.Up, moves.Down, moves.Same)
	if moves.CannotMap > 0 {
		words += fmt.Sprintf(" %d would have to be rated again, as what they were rated on has another name here.", moves.CannotMap)
	}
	if moves.Proposed > 0 {
		words += fmt.Sprintf(" For %d of those who stay you choose yourself, as no rule gives it.", moves.Proposed)
	}
	return words + " Saving moves nobody."
}

// about turns a refusal of reading into one that stands beside the path.
func about(err error) error {
	var why *desk.Refusal
	if errors.As(err, &why) {
		return &desk.Refusal{Field: saving.FieldPath, Words: why.Words}
	}
	return err
}

// lower puts a word of the terms in the middle of a sentence; what is all capitals stays.
func lower(word string) string {
	if len(word) > 1 && word[1] >= 'a' && word[1] <= 'z' {
		return strings.ToLower(word[:1]) + word[1:]
	}
	return word
}
