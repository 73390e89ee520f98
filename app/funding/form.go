package funding

import (
	"slices"
	"strings"

	"needsbook/app/pack"
	"needsbook/assets"
)

// Form is what a scheme asks for. Load fills it; it is not changed after.
type Form struct {
	pack.Head
	Kind          string       `json:"kind"`
	DocumentTitle string       `json:"document_title"`
	Declaration   string       `json:"declaration"` // what the SENCO and the head sign
	Sections      []Section    `json:"sections"`    // in the order a panel reads them
	Fields        []Field      `json:"fields"`      // what is written for a request, in the order in which it is asked
	Attachments   []Attachment `json:"attachments"` // papers the scheme asks for
	Gates         []GateRule   `json:"gates"`
	Examples      []Example    `json:"worked_examples"`
}

// Example is a worked example of a form: a request of a reason and a route, and the gates
// that stand for it beside those that stand for every request.
type Example struct {
	Name   string   `json:"name"`
	Reason string   `json:"reason"`
	Route  string   `json:"route"`
	Expect []string `json:"expect"`
}

// worked works the examples out again.
func (f *Form) worked() []pack.Worked {
	var out []pack.Worked
	for _, e := range f.Examples {
		var got []string
		for _, g := range f.Gates {
			if g.Only != "" && stands(g.Only, &Facts{Reason: e.Reason, Route: e.Route}) {
				got = append(got, g.ID)
			}
		}
		out = append(out, pack.Worked{Name: e.Name, Want: strings.Join(e.Expect, ", "), Got: strings.Join(got, ", ")})
	}
	return out
}

// Section is one part of the document.
type Section struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Prompt string `json:"prompt"` // for the person who fills it in
}

// Field is a text that is written for a request, under a section of it.
type Field struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Section string `json:"section"`
	Prompt  string `json:"prompt"` // what to write
}

// Attachment is a paper that goes with a request.
type Attachment struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Required bool   `json:"required"`
}

// GateRule is one gate: a kind of rule with its values.
type GateRule struct {
	ID       string   `json:"id"`
	Rule     string   `json:"rule"`    // a kind of rule that this package knows
	Title    string   `json:"title"`   // what is looked at
	Level    string   `json:"level"`   // blocks or warns
	Only     string   `json:"only"`    // exceptional, new, renewal or in_year: the gate stands for such requests only
	Field    string   `json:"field"`   // which text, for the rule text
	Least    int      `json:"least"`   // how many there must be, or how many words
	Phrases  []string `json:"phrases"` // for the rule vague: what says too little
	Months   int      `json:"months"`  // how old the thing may be
	Fix      string   `json:"fix"`
	FixRoute string   `json:"fix_route"` // screen and part of it where it is put right
}

// Load reads a form and refuses one that breaks its schema, lists an id twice, or
// asks for a section, a rule or a text that this program does not know.
func Load(data []byte) (*Form, pack.Problems) {
	var f Form
	if problems := pack.Read(assets.Schema("request-form.json"), data, &f); problems != nil {
		return nil, problems
	}
	var problems pack.Problems
	seen := map[string]bool{}
	once := func(path, id string) {
		if seen[path+id] {
			problems.Add(path, "“%s” is listed twice.", id)
		}
		seen[path+id] = true
	}
	for _, s := range f.Sections {
		once("sections", s.ID)
		if sectionBlocks[s.ID] == nil && !f.writes(s.ID) {
			problems.Add("sections."+s.ID, "This program has no section “%s”, and no field is written under it.", s.ID)
		}
	}
	for _, field := range f.Fields {
		once("fields", field.ID)
		if !seen["sections"+field.Section] {
			problems.Add("fields."+field.ID, "The form has no section “%s” to print this under.", field.Section)
		}
	}
	for _, a := range f.Attachments {
		once("attachments", a.ID)
	}
	for _, g := range f.Gates {
		once("gates", g.ID)
		if rules[g.Rule] == nil {
			problems.Add("gates."+g.ID, "This program has no rule “%s”.", g.Rule)
		}
		if (g.Rule == "text") != (g.Field != "") {
			problems.Add("gates."+g.ID, "The rule text needs a field, and no other rule has one.")
		}
		if g.Field != "" && !seen["fields"+g.Field] {
			problems.Add("gates."+g.ID, "The form has no field “%s”.", g.Field)
		}
		if (g.Rule == "vague") != (g.Phrases != nil) {
			problems.Add("gates."+g.ID, "The rule vague needs phrases, and no other rule has them.")
		}
	}
	if problems == nil {
		problems.CheckExamples(f.worked())
	}
	if problems != nil {
		return nil, problems
	}
	return &f, nil
}

// writes reports whether a field is written under a section.
func (f *Form) writes(section string) bool {
	return slices.ContainsFunc(f.Fields, func(field Field) bool { return field.Section == section })
}
