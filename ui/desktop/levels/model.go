package levels

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
)

// model is the workbench of one pupil: the statements ticked and the ratings so far,
// and what they suggest once the SENCO has committed to them.
type model struct {
	desk   *desk.Desk
	pupil  *register.Entry
	pack   *continuum.Pack
	parts  []continuum.Part // what is rated
	finder *parts.Finder

	shown   []int             // the parts that the search leaves, as places
	at      int               // the part being rated, as a place
	ticks   []string          // ids of statements
	chosen  map[string]string // ratings that a person chose; "" for one taken away
	ratings map[string]string // these, and what the ticks propose where nobody chose
	held    []string          // parts whose rating is held up by support
	blind   string            // the level thought of before the suggestion is seen
	words   map[string]string // typed in the decision and not confirmed, by field
	kept    string            // the draft as last kept in the file

	history    []desk.LevelDecision
	last       lastTime
	suggestion *continuum.Suggestion // nil until the SENCO commits
}

// draft is what is kept in the file until the level is confirmed.
type draft struct {
	Ratings map[string]string `json:"ratings"`
	Words   map[string]string `json:"words"`
	Ticks   []string          `json:"ticks"`
	Held    []string          `json:"supported"`
	Blind   string            `json:"blind"`
}

// draftName is where the draft of a pupil is kept.
func draftName(pupil string) string { return "draft.level." + pupil }

func newModel(d *desk.Desk, pupil string) (*model, error) {
	e, err := d.Entry(pupil)
	if err != nil {
		return nil, err
	}
	m := &model{desk: d, pupil: e, pack: d.Continuum(), chosen: map[string]string{}}
	m.parts = m.pack.Parts()
	texts := make([]string, len(m.parts))
	for i, part := range m.parts {
		texts[i] = part.Area + " " + part.Name
		for _, level := range m.pack.Levels {
			texts[i] += " " + wordsOf(part.Statements[level.ID])
		}
	}
	m.finder = parts.NewFinder(texts)
	m.search("")
	if err := m.takeDraft(); err != nil {
		return nil, err
	}
	return m, m.reload()
}

// takeDraft takes up what was begun. A new pack may lack some of it: that is left out
// here, and stays in the draft until something else is kept.
func (m *model) takeDraft() error {
	var kept draft
	if _, err := m.desk.Setting(context.Background(), draftName(m.pupil.ID), &kept); err != nil {
		return err
	}
	for id, level := range kept.Ratings {
		if _, known := m.pack.Level(level); (known || level == "") && m.pack.Rateable(id) {
			m.chosen[id] = level
		}
	}
	lost := continuum.SortTicks(m.pack, kept.Ticks).Lost
	m.ticks = slices.DeleteFunc(kept.Ticks, func(id string) bool { return slices.Contains(lost, id) })
	m.held = slices.DeleteFunc(kept.Held, func(id string) bool { return !m.pack.Rateable(id) })
	if _, known := m.pack.Level(kept.Blind); known {
		m.blind = kept.Blind
	}
	m.words = kept.Words
	m.settle()
	m.kept = m.draft()
	return nil
}

// settle works the ratings out anew from the ticks and from what was chosen.
func (m *model) settle() {
	m.ratings = m.pack.Propose(m.ticks, m.chosen)
	m.held = slices.DeleteFunc(m.held, func(id string) bool { return m.ratings[id] == "" })
}

// reload reads what may have changed elsewhere: the pupil and the levels before.
func (m *model) reload() (err error) {
	if m.pupil, err = m.desk.Entry(m.pupil.ID); err != nil {
		return err
	}
	if m.history, err = m.desk.LevelHistory(context.Background(), m.pupil.ID); err != nil {
		return err
	}
	m.last = m.readLast()
	return nil
}

func wordsOf(list []continuum.Descriptor) string {
	texts := make([]string, len(list))
	for i, d := range list {
		texts[i] = d.Text
	}
	return strings.Join(texts, " ")
}

// part is the one being rated.
func (m *model) part() continuum.Part { return m.parts[m.at] }

// search leaves the parts in which the words are found, in their order. The
// first of them is then the one being rated.
func (m *model) search(words string) {
	m.shown = m.finder.Find(words, len(m.parts))
	slices.Sort(m.shown)
	if len(m.shown) > 0 && !slices.Contains(m.shown, m.at) {
		m.at = m.shown[0]
	}
}

// found returns the first statement of the part that holds the words, as its place
// among lines, or -1.
func (m *model) found(words string) int {
	if strings.TrimSpace(words) == "" {
		return -1
	}
	lines := m.lines()
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.statement.Text
	}
	hits := parts.NewFinder(texts).Find(words, 1)
	if len(hits) == 0 {
		return -1
	}
	return hits[0]
}

// line is one line that the keyboard goes to: a statement, or a level without one.
type line struct {
	level     int // as a place among the pack's levels
	statement continuum.Descriptor
}

// lines lists the statements of the part being rated, level by level.
func (m *model) lines() []line {
	var list []line
	for i, l := range m.pack.Levels {
		statements := m.part().Statements[l.ID]
		if len(statements) == 0 {
			list = append(list, line{level: i})
		}
		for _, d := range statements {
			list = append(list, line{level: i, statement: d})
		}
	}
	return list
}

// changed notes that the ratings are others: what was suggested no longer holds.
func (m *model) changed() {
	m.settle()
	m.suggestion = nil
	delete(m.words, "level") // chosen beside another suggestion
	delete(m.words, "main_area")
}

// tick ticks a statement, or takes its tick away. A rating that somebody chose stays.
func (m *model) tick(id string) {
	if i := slices.Index(m.ticks, id); i >= 0 {
		m.ticks = slices.Delete(m.ticks, i, i+1)
	} else {
		m.ticks = append(m.ticks, id)
	}
	if m.fit().Ticked == 0 && m.chosen[m.part().ID] == "" {
		delete(m.chosen, m.part().ID) // the next tick may propose again
	}
	m.changed()
}

// fit is what the ticks say about the part being rated.
func (m *model) fit() continuum.Fit { return m.pack.FitOf(m.part(), m.ticks) }

// rate gives the part a level that a person chose; "" takes its rating away, whatever
// is ticked.
func (m *model) rate(level string) {
	m.chosen[m.part().ID] = level
	m.changed()
}

// rateByKey gives the level whose rank is the digit; it reports whether there is one.
func (m *model) rateByKey(r rune) bool {
	i := slices.IndexFunc(m.pack.Levels, func(l continuum.Level) bool { return rune('0'+l.Rank) == r })
	if i < 0 {
		return false
	}
	m.rate(m.pack.Levels[i].ID)
	return true
}

// support says that the part's rating is held up by support, or takes that back. A part
// that is not rated cannot be.
func (m *model) support() {
	id := m.part().ID
	if i := slices.Index(m.held, id); i >= 0 {
		m.held = slices.Delete(m.held, i, i+1)
	} else if m.ratings[id] != "" {
		m.held = append(m.held, id)
	}
}

// rank is a level's place on the ladder; 0 for no need and for no rating.
func (m *model) rank(level string) int {
	l, _ := m.pack.Level(level)
	return l.Rank
}

// top is how many rungs the ladder has.
func (m *model) top() int {
	top := 0
	for _, l := range m.pack.Levels {
		top = max(top, l.Rank)
	}
	return top
}

// draft is what is kept, as text, so that two can be compared.
func (m *model) draft() string {
	text, err := json.Marshal(draft{m.chosen, m.words, m.ticks, m.held, m.blind})
	if err != nil {
		return "" // maps and lists of words can always be written
	}
	return string(text)
}

// keep stores what was begun, if it is not stored yet.
func (m *model) keep() error {
	now := m.draft()
	if now == m.kept {
		return nil
	}
	if err := m.desk.SaveSetting(context.Background(), draftName(m.pupil.ID), json.RawMessage(now)); err != nil {
		return err
	}
	m.kept = now
	return nil
}

// commit works out what the ratings suggest; from now on it may be shown.
func (m *model) commit() error {
	if len(m.ratings) == 0 {
		words := "Tick what you see first: choose a " + m.word("strand") + ", then Space on each statement that fits."
		if m.part().Whole {
			words = "Rate at least one " + m.word("area") + " first: choose it, then press the digit of its level."
		}
		return &desk.Refusal{Field: "ratings", Words: words}
	}
	s, err := m.desk.Suggest(m.ratings)
	if err != nil {
		return err
	}
	m.suggestion = &s
	return nil
}

// word is the school's word for a term, as it stands within a sentence.
func (m *model) word(term string) string { return strings.ToLower(m.desk.Terms().Label(term)) }

// choice is what the SENCO adds to the ratings.
type choice struct {
	Level, MainArea, Reason, Second string
	Adults                          []string
	Recheck                         day.Date
}

// confirm stores the level. The draft has then done its work.
func (m *model) confirm(c choice) (desk.LevelDecision, error) {
	decided, err := m.desk.ConfirmLevel(context.Background(), desk.LevelChoice{Pupil: m.pupil.ID, Ratings: maps.Clone(m.ratings),
		Level: c.Level, MainArea: c.MainArea, Reason: c.Reason, Second: c.Second, Ticks: slices.Clone(m.ticks), Supported: slices.Clone(m.held),
		Adults: c.Adults, Recheck: c.Recheck, Blind: m.blind})
	if err != nil {
		return decided, err
	}
	m.ticks, m.chosen, m.held, m.blind, m.words, m.suggestion = nil, map[string]string{}, nil, "", nil, nil
	m.settle()
	if err := m.keep(); err != nil {
		return decided, err
	}
	return decided, m.reload()
}

// standing says how a part is rated, for a screen reader.
func (m *model) standing(part string) string {
	if level := m.ratings[part]; level != "" {
		words := "rated " + level
		if slices.Contains(m.held, part) {
			words += ", held up by support"
		}
		return words
	}
	if was := m.before(part); was != "" {
		return "not rated, was " + was
	}
	return "not rated"
}
