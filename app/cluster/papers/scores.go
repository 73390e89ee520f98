package papers

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"needsbook/app/exchange"
)

// Scores are what people of a school scored in a round of vignettes, each alone. Nobody
// is named: a rater is a place in the list. Its Ref is the round's.
type Scores struct {
	exchange.Meta
	Round  string  `json:"round"` // identifier of the round, in the form of a Ref
	Pack   string  `json:"pack"`  // SHA-256 of the pack of vignettes, in hexadecimal
	Raters []Rater `json:"raters"`
}

// Rater is one person's scores.
type Rater struct {
	Minutes int     `json:"minutes"` // that the scoring took, whole minutes
	Scores  []Score `json:"scores"`
}

// Score is what one vignette was given: a level, and a descriptor in each strand.
type Score struct {
	Vignette string            `json:"vignette"`
	Level    string            `json:"level,omitempty"`
	Strands  map[string]string `json:"strands,omitempty"`
}

// Bounds of a round.
const (
	mostRaters    = 20
	mostVignettes = 40
	mostStrands   = 40
)

// About returns what the paper says about itself.
func (s Scores) About() exchange.Meta       { return s.Meta }
func (s Scores) with(m exchange.Meta) Paper { s.Meta = m; return s }
func (s Scores) ref() string                { return s.Round }

func (s Scores) check() error {
	if err := all(
		rule{exchange.ValidRef(s.Round), "round"},
		rule{isHash(s.Pack), "pack"},
		rule{within(len(s.Raters), 1, mostRaters), "raters"},
	); err != nil {
		return err
	}
	for _, r := range s.Raters {
		if !within(r.Minutes, 0, 600) || !within(len(r.Scores), 1, mostVignettes) {
			return wrong("raters")
		}
		seen := map[string]bool{}
		for _, one := range r.Scores {
			if seen[one.Vignette] || one.check() != nil {
				return wrong("scores")
			}
			seen[one.Vignette] = true
		}
	}
	return nil
}

func (s Score) check() error {
	for strand, rating := range s.Strands {
		if !isCode(strand) || !isCode(rating) {
			return wrong("strands")
		}
	}
	return all(rule{isCode(s.Vignette), "vignette"}, rule{isCodeOrNone(s.Level), "level"},
		rule{len(s.Strands) <= mostStrands && (s.Level != "" || len(s.Strands) > 0), "strands"})
}

// Words returns what the paper says, line by line.
func (s Scores) Words() []Line {
	lines := []Line{{"Round", s.Round}, {"People who scored", fmt.Sprint(len(s.Raters))}}
	for i, r := range s.Raters {
		for _, one := range r.Scores {
			lines = append(lines, Line{fmt.Sprintf("Person %d, case %s", i+1, one.Vignette), one.words()})
		}
		lines = append(lines, Line{fmt.Sprintf("Person %d, time", i+1), counted(r.Minutes, "minute")})
	}
	return lines
}

// words is the level, and the rating of each strand in order of its code.
func (s Score) words() string {
	var list []string
	for _, strand := range slices.Sorted(maps.Keys(s.Strands)) {
		list = append(list, strand+" "+s.Strands[strand])
	}
	level := s.Level
	if level == "" {
		level = "no level"
	}
	if len(list) == 0 {
		return level
	}
	return level + ": " + strings.Join(list, ", ")
}
