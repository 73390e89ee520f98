package publish

import (
	"cmp"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/pack"
	"needsbook/assets"
)

// Pack is the list of sections of a report, as published by the nation, a council
// or a school.
type Pack struct {
	pack.Head
	Document   Document    `json:"document"`
	Principles []Principle `json:"principles"`
	Groups     []Group     `json:"groups"` // in the order families read them
	Sections   []Section   `json:"sections"`
	Outdated   []Outdated  `json:"outdated"`
	Examples   []Example   `json:"worked_examples"`
}

// Document is what a pack says of the document as a whole.
type Document struct {
	ID        string `json:"id"` // SENInformation or InclusionStrategy
	Title     string `json:"title"`
	Subject   string `json:"subject"`
	Intro     string `json:"intro"`                 // may hold marks
	Cover     bool   `json:"cover"`                 // begins with a page that says whose it is, for which year, and when it is looked at again
	Governors bool   `json:"approved_by_governors"` // goes out only after the governing body approved exactly its words and facts
	Index     Index  `json:"index"`
}

// Index heads the table of what is asked and where it is answered.
type Index struct {
	Title   string `json:"title"`
	Words   string `json:"words"`
	Caption string `json:"caption"`
	Asked   string `json:"asked"` // head of the column of references
}

// Outdated is a name that is no longer right, such as that of a law that was replaced.
type Outdated struct {
	Term string `json:"term"`
	Why  string `json:"why"`
}

// Principle is one principle of inclusion. While the official text is not in the pack
// its title is empty, and the school fills it in.
type Principle struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Prompt string `json:"prompt"`
}

// Law is what a clause asks, in plain words of our own.
type Law struct {
	Words   string   `json:"words"`
	Link    string   `json:"link"`    // where the clause can be read
	Checked day.Date `json:"checked"` // when somebody last compared the two; zero while nobody has
}

// What the program can add below the school's words of a section.
const (
	ShowsActivities = "activities"
	ShowsPrinciples = "principles"
	ShowsCosts      = "costs"
)

// Group is a part of the report.
type Group struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Section is one question the report answers.
type Section struct {
	ID        string   `json:"id"`
	Order     int      `json:"order"`
	Group     string   `json:"group"`
	Reference string   `json:"statutory_reference"`
	Law       Law      `json:"law"`
	Shows     string   `json:"shows"` // "", or one of Shows…
	Duty      string   `json:"duty"`
	AppliesTo string   `json:"applies_to"`
	Title     string   `json:"plain_title"`
	Prompt    string   `json:"prompt"`
	MustShow  []string `json:"must_show"` // marks whose facts the words must give; a|b is either
	Starter   string   `json:"starter"`   // words to begin from, never fit to publish as they are
}

// Load reads a pack of sections and refuses one that breaks its schema, names a
// group or a mark that does not exist, or lists a section twice.
func Load(data []byte) (*Pack, pack.Problems) {
	var p Pack
	if problems := pack.Read(assets.Schema("report-sections.json"), data, &p); problems != nil {
		return nil, problems
	}
	var problems pack.Problems
	groups, ids := map[string]bool{}, map[string]bool{}
	for _, g := range p.Groups {
		groups[g.ID] = true
	}
	for _, s := range p.Sections {
		at := "sections." + s.ID
		if ids[s.ID] {
			problems.Add(at, "This section is listed twice.")
		}
		ids[s.ID] = true
		if !groups[s.Group] {
			problems.Add(at+".group", "There is no group “%s”.", s.Group)
		}
		for _, choice := range s.MustShow {
			for _, name := range strings.Split(choice, "|") {
				if _, ok := markNamed(name); !ok {
					problems.Add(at+".must_show", "There is no mark “%s”.", name)
				}
			}
		}
		for _, name := range unknownMarks(s.Starter) {
			problems.Add(at+".starter", "There is no mark “%s”.", name)
		}
	}
	if problems == nil {
		problems.CheckExamples(p.worked())
	}
	if problems != nil {
		return nil, problems
	}
	slices.SortStableFunc(p.Sections, func(a, b Section) int { return cmp.Compare(a.Order, b.Order) })
	return &p, nil
}

// Section returns the section with an ID, and whether there is one.
func (p *Pack) Section(id string) (Section, bool) {
	i := slices.IndexFunc(p.Sections, func(s Section) bool { return s.ID == id })
	if i < 0 {
		return Section{}, false
	}
	return p.Sections[i], true
}

// Needed says whether the law or the code of practice asks for the section, so
// that a report without it cannot be published.
func (s Section) Needed() bool { return s.Duty == "must" || s.Duty == "code: include" }

// notFor lists, for each scope of the regulations, the phases it leaves out. A
// phase that is not known is left out of nothing, so that no duty is missed.
var notFor = map[string][]string{
	"mainstream and maintained nursery": {"special"},
	"mainstream":                        {"special", "nursery"},
}

// For says whether the section applies to a school of the given phase.
func (s Section) For(phase string) bool {
	return !slices.Contains(notFor[s.AppliesTo], strings.ToLower(strings.TrimSpace(phase)))
}
