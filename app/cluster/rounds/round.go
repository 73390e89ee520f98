package rounds

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// Kinds of entry in the cluster's book.
const (
	KindOpen  = "round.open"
	KindClose = "round.close"
	KindNote  = "round.note"
)

// Round is one round of moderation as its opening entry describes it. What it takes from
// the continuum is copied, so that it can be read when the continuum is gone.
type Round struct {
	ID        string   `json:"id"` // round-1, round-2 within the cluster
	Title     string   `json:"title"`
	Pack      string   `json:"pack"`      // SHA-256 of the set's file, in hexadecimal
	Set       string   `json:"set"`       // id@version of the set
	Continuum string   `json:"continuum"` // id@version
	Minutes   int      `json:"minutes"`
	Opened    day.Date `json:"opened"`
	Until     day.Date `json:"until"`
	Named     bool     `json:"named"` // the panel chose to see which school is which
	Levels    []string `json:"levels"`
	Areas     []Part   `json:"areas"`
	Strands   []Strand `json:"strands"`
	Cases     []Case   `json:"cases"`

	Closed day.Date           `json:"-"`
	Notes  []papers.RoundNote `json:"-"`
	Scores []Scored           `json:"-"` // of the schools, in order of URN
	key    string             // the hash of the opening entry: gives schools their codes
	frozen *frozen            // once it is closed
}

// Part is an area of need by its id and name.
type Part struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Strand is one thing that is rated.
type Strand struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Area string `json:"area"`
}

// Case is one invented case of the set.
type Case struct {
	ID   string `json:"id"`
	Year string `json:"year"`
}

// Scored is one school's scores.
type Scored struct {
	URN      string
	Document string
	Raters   []papers.Rater
}

// frozen is what the closing entry holds: the result as it stood, with the schools in
// the order of its members. A school that leaves afterwards does not change it.
type frozen struct {
	Result papers.RoundResult `json:"result"`
	URNs   []string           `json:"urns"`
}

// note is the body of a note.
type note struct {
	About string `json:"about,omitempty"`
	Words string `json:"words"`
	// Instead is the hash of the entry that the note takes the place of.
	Instead string `json:"instead,omitempty"`
}

// State is a cluster's rounds, the earliest first.
type State struct {
	Rounds []Round
}

// Fold reads the rounds out of a cluster's book and the papers that stand. Entries and
// papers of other kinds are passed over; an entry that cannot be read is an error, since
// only this program writes them.
func Fold(entries []book.Entry, kept []papers.Kept) (State, error) {
	var s State
	type written struct {
		hash string
		papers.RoundNote
	}
	notes := map[string][]written{}
	for _, e := range entries {
		var err error
		switch e.Kind {
		case KindOpen:
			var r Round
			err = json.Unmarshal(e.Body, &r)
			r.key = e.Hash
			s.Rounds = append(s.Rounds, r)
		case KindClose:
			if r := s.round(e.Ref); r != nil {
				r.Closed, r.frozen = day.On(e.At), &frozen{}
				err = json.Unmarshal(e.Body, r.frozen)
			}
		case KindNote:
			var n note
			err = json.Unmarshal(e.Body, &n)
			list := slices.DeleteFunc(notes[e.Ref], func(w written) bool { return w.hash == n.Instead })
			notes[e.Ref] = append(list, written{e.Hash, papers.RoundNote{On: day.On(e.At), About: n.About, Words: n.Words}})
		}
		if err != nil {
			return State{}, fmt.Errorf("read entry %d of the book: %w", e.N, err)
		}
	}
	for ref, list := range notes {
		if r := s.round(ref); r != nil {
			for _, w := range list {
				r.Notes = append(r.Notes, w.RoundNote)
			}
		}
	}
	s.take(kept)
	return s, nil
}

// take puts the schools' scores with their rounds. Scores of another set than the
// round's are left out.
func (s *State) take(kept []papers.Kept) {
	for _, k := range kept {
		p, ok := k.Paper.(papers.Scores)
		if !ok {
			continue
		}
		if r := s.round(p.Round); r != nil && r.Pack == p.Pack {
			r.Scores = append(r.Scores, Scored{URN: p.URN, Document: k.ID, Raters: p.Raters})
		}
	}
	for i := range s.Rounds {
		slices.SortFunc(s.Rounds[i].Scores, func(a, b Scored) int { return strings.Compare(a.URN, b.URN) })
	}
}

func (s *State) round(id string) *Round {
	if i := slices.IndexFunc(s.Rounds, func(r Round) bool { return r.ID == id }); i >= 0 {
		return &s.Rounds[i]
	}
	return nil
}

// Round returns a round by its id.
func (s State) Round(id string) (Round, bool) {
	if r := s.round(id); r != nil {
		return *r, true
	}
	return Round{}, false
}

// IsOpen reports whether scores are taken on a day.
func (r Round) IsOpen(today day.Date) bool {
	return r.Closed.IsZero() && !today.Before(r.Opened) && !today.After(r.Until)
}

// step is the place of a level, -1 for none.
func (r Round) step(level string) int { return slices.Index(r.Levels, level) }

// Circular is the rounds as all schools of the cluster are told of them: those that are
// open, and the newest of the others.
func Circular(s State, today day.Date) []papers.RoundOffer {
	var out []papers.RoundOffer
	for i, r := range s.Rounds {
		open := r.IsOpen(today)
		if !open && i != len(s.Rounds)-1 {
			continue
		}
		out = append(out, papers.RoundOffer{ID: r.ID, Title: r.Title, Pack: r.Pack, Set: r.Set, Continuum: r.Continuum, Cases: len(r.Cases),
			Minutes: r.Minutes, Opened: r.Opened, Until: r.Until, Closed: !open, Answered: len(r.Scores)})
	}
	return out
}
