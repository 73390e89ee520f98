package provision

import (
	"slices"
	"strings"

	"needsbook/app/pack"
	"needsbook/app/register"
	"needsbook/assets"
)

// Agendas is the pack of what is on the agenda of each kind of meeting.
type Agendas struct {
	pack.Head
	List     []Agenda        `json:"agendas"`
	Examples []AgendaExample `json:"worked_examples"`
}

// Agenda is what is talked about at one kind of meeting, in its order.
type Agenda struct {
	Kind   string        `json:"kind"`
	Points []AgendaPoint `json:"points"`
}

// AgendaPoint is one point: its words, and which facts of the record stand under it.
type AgendaPoint struct {
	Words         string   `json:"words"`
	Facts         string   `json:"facts"`           // one of the kinds of fact of the schema, "" for none
	OnlyWithFacts bool     `json:"only_with_facts"` // left out where nothing is recorded
	Years         []string `json:"years"`           // codes of the year groups it is for, none for all
	Reference     string   `json:"ref"`
}

// LoadAgendas reads the pack, or says all that is wrong with it.
func LoadAgendas(data []byte) (Agendas, []pack.Problem) {
	var a Agendas
	if problems := pack.Read(assets.Schema("meeting-agenda.json"), data, &a); problems != nil {
		return Agendas{}, problems
	}
	var problems pack.Problems
	seen := map[string]bool{}
	for _, one := range a.List {
		if seen[one.Kind] {
			problems.Add("agendas."+one.Kind, "There are two agendas for “%s”.", register.Named(MeetingKinds, one.Kind))
		}
		seen[one.Kind] = true
	}
	for _, kind := range MeetingKinds {
		if !seen[kind.ID] {
			problems.Add("agendas", "There is no agenda for “%s”.", kind.Name)
		}
	}
	if problems == nil {
		problems.CheckExamples(a.worked())
	}
	if problems != nil {
		return Agendas{}, problems
	}
	return a, nil
}

// For returns the points for a kind of meeting about a pupil of a year group. A point
// with facts has each of them on a line of its own under its words, after "- "; facts
// gives the lines of one kind of fact.
func (a Agendas) For(kind, year string, facts func(kind string) []string) []string {
	var out []string
	for _, agenda := range a.List {
		if agenda.Kind != kind {
			continue
		}
		for _, p := range agenda.Points {
			if len(p.Years) > 0 && !slices.Contains(p.Years, year) {
				continue
			}
			var lines []string
			if p.Facts != "" {
				lines = facts(p.Facts)
			}
			if p.OnlyWithFacts && len(lines) == 0 {
				continue
			}
			out = append(out, WritePoint(p.Words, lines))
		}
	}
	return out
}

// pointMark begins the line of a fact under a point.
const pointMark = "- "

// WritePoint is a point of an agenda as a meeting keeps it.
func WritePoint(words string, facts []string) string {
	for _, line := range facts {
		words += "\n" + pointMark + strings.Join(strings.Fields(line), " ")
	}
	return words
}

// ReadPoint takes a point of an agenda apart into its words and its facts.
func ReadPoint(point string) (words string, facts []string) {
	words, rest, _ := strings.Cut(point, "\n")
	for line := range strings.SplitSeq(rest, "\n") {
		if line = strings.TrimSpace(strings.TrimPrefix(line, pointMark)); line != "" {
			facts = append(facts, line)
		}
	}
	return strings.TrimSpace(words), facts
}
