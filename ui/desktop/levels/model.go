package levels

import (
	"context"
	"maps"
	"slices"
	"strings"

	"needsbook/app/continuum"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
)

// strand is one thing that is rated: a strand, or an area that has none.
type strand struct {
	ID, Name, Note string
	Area           string // the name of its area
	Statements     map[string][]continuum.Descriptor
}

// model is the workbench of one pupil: the ratings so far, and what they suggest
// once the SENCO has committed to them.
type model struct {
	desk    *desk.Desk
	pupil   *register.Entry
	pack    *continuum.Pack
	strands []strand
	finder  *parts.Finder

	shown      []int             // the strands that the search leaves, as places
	at         int               // the strand being rated, as a place
	ratings    map[string]string // strand id to level id
	words      map[string]string // typed in the decision and not confirmed, by field
	kept       draft             // as last kept in the file
	history    []desk.LevelDecision
	suggestion *continuum.Suggestion // nil until the SENCO commits
}

// draft is what is kept in the file until the level is confirmed.
type draft struct {
	Ratings map[string]string `json:"ratings"`
	Words   map[string]string `json:"words"`
}

// draftName is where the draft of a pupil is kept.
func draftName(pupil string) string { return "draft.level." + pupil }

func newModel(d *desk.Desk, pupil string) (*model, error) {
	e, err := d.Entry(pupil)
	if err != nil {
		return nil, err
	}
	m := &model{desk: d, pupil: e, pack: d.Continuum(), ratings: map[string]string{}}
	m.strands = strandsOf(m.pack)
	texts := make([]string, len(m.strands))
	for i, s := range m.strands {
		texts[i] = s.Area + " " + s.Name
		for _, level := range m.pack.Levels {
			texts[i] += " " + wordsOf(s.Statements[level.ID])
		}
	}
	m.finder = parts.NewFinder(texts)
	m.search("")
	var kept draft
	if _, err := d.Setting(context.Background(), draftName(pupil), &kept); err != nil {
		return nil, err
	}
	for id, level := range kept.Ratings {
		if _, known := m.pack.Level(level); known && m.pack.Rateable(id) { // a new pack may lack it
			m.ratings[id] = level
		}
	}
	m.words = kept.Words
	m.kept = m.draft()
	return m, m.reload()
}

// reload reads what may have changed elsewhere: the pupil and the levels before.
func (m *model) reload() (err error) {
	if m.pupil, err = m.desk.Entry(m.pupil.ID); err != nil {
		return err
	}
	m.history, err = m.desk.LevelHistory(context.Background(), m.pupil.ID)
	return err
}

func strandsOf(p *continuum.Pack) []strand {
	var list []strand
	for _, a := range p.Areas {
		if len(a.Strands) == 0 {
			list = append(list, strand{ID: a.ID, Name: a.Name, Note: a.Plain, Area: a.Name, Statements: a.Descriptors})
		}
		for _, s := range a.Strands {
			list = append(list, strand{ID: s.ID, Name: s.Name, Note: s.Note, Area: a.Name, Statements: s.Descriptors})
		}
	}
	return list
}

func wordsOf(list []continuum.Descriptor) string {
	texts := make([]string, len(list))
	for i, d := range list {
		texts[i] = d.Text
	}
	return strings.Join(texts, " ")
}

// strand is the one being rated.
func (m *model) strand() strand { return m.strands[m.at] }

// search leaves the strands in which the words are found, in their order. The
// first of them is then the one being rated.
func (m *model) search(words string) {
	m.shown = m.finder.Find(words, len(m.strands))
	slices.Sort(m.shown)
	if len(m.shown) > 0 && !slices.Contains(m.shown, m.at) {
		m.at = m.shown[0]
	}
}

// found returns the first level of the strand whose statements hold the words, as
// a place among the levels, or -1.
func (m *model) found(words string) int {
	if strings.TrimSpace(words) == "" {
		return -1
	}
	texts := make([]string, len(m.pack.Levels))
	for i, l := range m.pack.Levels {
		texts[i] = wordsOf(m.strand().Statements[l.ID])
	}
	hits := parts.NewFinder(texts).Find(words, 1)
	if len(hits) == 0 {
		return -1
	}
	return hits[0]
}

// rate gives the strand a level; "" takes its rating away. What was suggested
// before no longer holds.
func (m *model) rate(level string) {
	if level == "" {
		delete(m.ratings, m.strand().ID)
	} else {
		m.ratings[m.strand().ID] = level
	}
	m.suggestion = nil
	delete(m.words, "level") // chosen beside another suggestion
	delete(m.words, "main_area")
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

// before is the strand's rating in the decision that stands, "" for none or for one
// made with another pack.
func (m *model) before(strand string) string {
	if len(m.history) == 0 {
		return ""
	}
	level := m.history[0].Ratings[strand]
	if _, known := m.pack.Level(level); !known {
		return ""
	}
	return level
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

func (m *model) draft() draft { return draft{maps.Clone(m.ratings), maps.Clone(m.words)} }

// keep stores the ratings and words so far, if they are not stored yet.
func (m *model) keep() error {
	now := m.draft()
	if maps.Equal(now.Ratings, m.kept.Ratings) && maps.Equal(now.Words, m.kept.Words) {
		return nil
	}
	if err := m.desk.SaveSetting(context.Background(), draftName(m.pupil.ID), now); err != nil {
		return err
	}
	m.kept = now
	return nil
}

// commit works out what the ratings suggest; from now on it may be shown.
func (m *model) commit() error {
	if len(m.ratings) == 0 {
		return &desk.Refusal{Field: "ratings", Words: "Rate at least one strand first: choose a strand, then press 0 to 5."}
	}
	s, err := m.desk.Suggest(m.ratings)
	if err != nil {
		return err
	}
	m.suggestion = &s
	return nil
}

// choice is what the SENCO adds to the ratings.
type choice struct{ Level, MainArea, Reason, Second string }

// confirm stores the level. The draft has then done its work.
func (m *model) confirm(c choice) (desk.LevelDecision, error) {
	decided, err := m.desk.ConfirmLevel(context.Background(), desk.LevelChoice{Pupil: m.pupil.ID, Ratings: maps.Clone(m.ratings),
		Level: c.Level, MainArea: c.MainArea, Reason: c.Reason, Second: c.Second})
	if err != nil {
		return decided, err
	}
	m.ratings, m.words, m.suggestion = map[string]string{}, nil, nil
	if err := m.keep(); err != nil {
		return decided, err
	}
	return decided, m.reload()
}

// standing says how a strand is rated, for a screen reader.
func (m *model) standing(strand string) string {
	if level := m.ratings[strand]; level != "" {
		return "rated " + level
	}
	if was := m.before(strand); was != "" {
		return "not rated, was " + was
	}
	return "not rated"
}
