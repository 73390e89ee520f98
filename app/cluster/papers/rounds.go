package papers

import (
	"errors"
	"slices"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// RoundOffer is a round of moderation that schools are asked to score.
type RoundOffer struct {
	ID        string   `json:"id"`        // such as round-1, within the cluster
	Title     string   `json:"title"`     // of the set of cases
	Pack      string   `json:"pack"`      // SHA-256 of the set's file, by which it is fetched
	Set       string   `json:"set"`       // id@version of the set
	Continuum string   `json:"continuum"` // id@version of the continuum that it is rated by
	Cases     int      `json:"cases"`
	Minutes   int      `json:"minutes,omitempty"` // about how long it takes one person
	Opened    day.Date `json:"opened"`
	Until     day.Date `json:"until"` // the last day on which scores are taken
	Closed    bool     `json:"closed,omitempty"`
	Answered  int      `json:"answered"` // schools whose scores are at the hub
}

// RoundResult is how far the schools of a cluster agreed in a round. It names no person
// and, unless the panel chose names, no school.
type RoundResult struct {
	Round     string        `json:"round"`
	Title     string        `json:"title"`
	Set       string        `json:"set"` // id@version
	Continuum string        `json:"continuum"`
	Closed    day.Date      `json:"closed"`
	Schools   int           `json:"schools"` // whose scores were compared
	Raters    int           `json:"raters"`
	Levels    []string      `json:"levels"` // ids in order, the least need first
	Whole     Agree         `json:"whole"`  // on the level of a case
	Areas     []AreaAgree   `json:"areas"`
	Strands   []StrandAgree `json:"strands"` // the one that splits people most first
	Cases     []CaseSpread  `json:"cases"`
	Members   []RoundMember `json:"members"` // in the order of their codes
	Own       string        `json:"own,omitempty"`
	Notes     []RoundNote   `json:"notes,omitempty"`
}

// Agree says how far schools agree. Each two schools count once for a case, however many
// people rated it there.
type Agree struct {
	N         int `json:"n"`          // pairs of schools, over the cases
	Exact     int `json:"exact"`      // per cent that gave the same level
	WithinOne int `json:"within_one"` // per cent that gave the same level or the next one
	// Kappa is weighted by the square of the distance, in hundredths, with an interval that
	// holds the true value in 95 of 100 rounds. It is not Known where everybody gave one and
	// the same level, or too few schools scored.
	Kappa int  `json:"kappa"`
	Low   int  `json:"low"`
	High  int  `json:"high"`
	Known bool `json:"known"`
}

// AreaAgree is agreement on the strands of one area of need together.
type AreaAgree struct {
	Area string `json:"area"`
	Name string `json:"name"`
	Agree
}

// StrandAgree is agreement on one strand. Apart is how far two schools are apart on
// average, in hundredths of a level; OneOnly is how often, per cent, just one of the two
// rated the strand at all.
type StrandAgree struct {
	Strand string `json:"strand"`
	Name   string `json:"name"`
	Area   string `json:"area"`
	Agree
	Apart   int `json:"apart"`
	OneOnly int `json:"one_only"`
}

// CaseSpread is how many schools gave a case each level, by the middle one of their
// raters, in the order of Levels.
type CaseSpread struct {
	Case    string `json:"case"`
	Year    string `json:"year"`
	Schools []int  `json:"schools"`
}

// RoundMember is one school under its code.
type RoundMember struct {
	Code   string `json:"code"`           // A, B, C
	Name   string `json:"name,omitempty"` // only where the panel chose names
	Raters int    `json:"raters"`
	// Areas is the per cent of exact agreement with the others on each of RoundResult.Areas;
	// -1 where there are too few ratings to say.
	Areas []int `json:"areas"`
	// Lean is how much higher than the other schools it rates on average, in hundredths of a
	// level, with its interval; LeanKnown is false for fewer than three cases.
	Lean      int  `json:"lean"`
	LeanLow   int  `json:"lean_low"`
	LeanHigh  int  `json:"lean_high"`
	LeanKnown bool `json:"lean_known"`
	// Before is Lean of the round before by the same continuum, where there was one: the
	// difference is the school's drift.
	Before      int  `json:"before,omitempty"`
	BeforeKnown bool `json:"before_known,omitempty"`
}

// RoundNote is what a cluster noted when it talked a round over.
type RoundNote struct {
	On    day.Date `json:"on"`
	About string   `json:"about,omitempty"` // a strand or a case; "" for the whole round
	Words string   `json:"words"`
}

// Rates are the sums over a cluster's summaries of one term with which a school compares
// its own numbers. All are estimates from rounded figures, in thousandths of a pupil.
type Rates struct {
	Series    string     `json:"series"`
	Continuum string     `json:"continuum"` // hash of the pack that gives the levels their meaning
	Areas     []string   `json:"areas"`     // codes
	Summaries []string   `json:"summaries"` // the first sixteen digits of the hash of each that was added up
	Lines     []RateLine `json:"lines"`
	// SpreadOf says whose spread it is: "cluster", or "county" where thirty schools or more
	// are behind it.
	SpreadOf string `json:"spread_of"`
}

// RateLine is the sums for one level, or for several together.
type RateLine struct {
	Levels  []string `json:"levels"`             // codes such as L3
	At      []int64  `json:"at"`                 // pupils at them, by area
	Of      []int64  `json:"of"`                 // pupils whose level is set, by area
	LeftOut []int    `json:"left_out,omitempty"` // places in Summaries that would drag the sums
	Spread  int      `json:"spread"`             // thousandths; what limits are widened by, squared
}

// check says what a round may not hold, or nil.
func (r RoundOffer) check() error {
	if !exchange.ValidRef(r.ID) || !isHash(r.Pack) || !exchange.PlainText(r.Title, mostTitle, false) || !exchange.PlainText(r.Set, mostTitle, false) ||
		!exchange.PlainText(r.Continuum, mostTitle, false) || r.Until.IsZero() || r.Until.Before(r.Opened) {
		return errors.New("a round of moderation is described in a way that cannot be read")
	}
	return nil
}

// mostTitle bounds titles and names of packs, in characters.
const mostTitle = 200

// check says what a result may not hold, or nil: its lists must fit each other, since
// screens count on it.
func (r RoundResult) check() error {
	bad := errors.New("the result of a round cannot be read")
	texts := []string{r.Title, r.Set, r.Continuum, r.Own}
	for _, a := range r.Areas {
		texts = append(texts, a.Area, a.Name)
	}
	for _, s := range r.Strands {
		texts = append(texts, s.Strand, s.Name, s.Area)
	}
	for _, m := range r.Members {
		texts = append(texts, m.Code, m.Name)
		if len(m.Areas) != len(r.Areas) {
			return bad
		}
	}
	for _, c := range r.Cases {
		texts = append(texts, c.Case, c.Year)
		if len(c.Schools) != len(r.Levels) {
			return bad
		}
	}
	for _, n := range r.Notes {
		texts = append(texts, n.About)
		if !exchange.PlainText(n.Words, 2000, true) {
			return bad
		}
	}
	for _, t := range append(texts, r.Levels...) {
		if !exchange.PlainText(t, mostTitle, false) {
			return bad
		}
	}
	if !exchange.ValidRef(r.Round) {
		return bad
	}
	return nil
}

// check says what rates may not hold, or nil.
func (r Rates) check() error {
	bad := errors.New("the rates to compare with cannot be read")
	if !exchange.ValidSeries(r.Series) || !exchange.ValidID(r.Continuum) || !slices.Equal(r.Areas, Areas) {
		return bad
	}
	for _, l := range r.Lines {
		if len(l.At) != len(r.Areas) || len(l.Of) != len(r.Areas) || len(l.Levels) == 0 || l.Spread < 1000 {
			return bad
		}
		for i := range l.At {
			if l.At[i] < 0 || l.Of[i] < l.At[i] {
				return bad
			}
		}
	}
	return nil
}
