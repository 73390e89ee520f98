package meeting

import (
	"net/url"
	"slices"

	"needsbook/app/cluster/book"
	"needsbook/ui/hub/layout"
)

// form is what somebody fills in to do one thing. The same form stands on the page and,
// when it was not taken, on the answer with everything that was typed.
type form struct {
	To     string // the address that it is posted to
	Title  string
	Lead   string
	Button string
	Head   string // the entry of the book that the page showed last
	Fields []field
	Folded bool // behind its title until it is opened
	ID     string
	Bare   bool // a button alone
	Main   bool // and the one to press, where it is bare
	Aside  bool // another form of the page has the main button
}

// field is one thing to fill in. Its name is what the browser sends.
type field struct {
	Name, Label, Hint string
	Kind              fieldKind
	Value             string
	Values            []string // of Checks
	Options           []option
	Most              int // longest text
	Optional          bool
	Half              bool // half as wide, beside another
	Tacit             bool // its label does not say that it may be left out
	Fault             string
	ID                string // in the page; several forms may have a field of one name
}

// option is one of the things to choose from.
type option struct {
	Value, Words, Hint string
	Group              string // heading above it in a list
}

// fieldKind is how a field is filled in.
type fieldKind string

const (
	fieldText   fieldKind = "text"
	fieldLong   fieldKind = "long"   // more than a line
	fieldMoney  fieldKind = "money"  // pounds
	fieldNumber fieldKind = "number" // whole
	fieldDate   fieldKind = "date"
	fieldTime   fieldKind = "time"
	fieldSelect fieldKind = "select" // one of a list
	fieldRadio  fieldKind = "radio"  // one of a few
	fieldChecks fieldKind = "checks" // some of a few
	fieldTick   fieldKind = "tick"   // yes or not
	fieldHidden fieldKind = "hidden"
)

// headField is the name under which a form carries the entry that its page showed.
const headField = "head"

// at completes a form for its page: where it is posted to, what the page showed, and
// identifiers that no other form of the page has.
func (f form) at(to, id string, head book.Head) *form {
	f.To, f.ID, f.Head = to, id, writeHead(head)
	f.Fields = slices.Clone(f.Fields)
	for i := range f.Fields {
		f.Fields[i].ID = id + "-" + f.Fields[i].Name
	}
	return &f
}

// fill puts back what was typed.
func (f *form) fill(typed url.Values) {
	for i := range f.Fields {
		field := &f.Fields[i]
		field.Values = typed[field.Name]
		field.Value = typed.Get(field.Name)
	}
}

// blame marks the fields that could not be taken, and returns what to say above: a
// fault leads to its field where the form has it.
func (f *form) blame(faults []layout.Fault) []layout.Fault {
	out := slices.Clone(faults)
	for i, fault := range out {
		out[i].Field = ""
		for n := range f.Fields {
			if field := &f.Fields[n]; fault.Field == field.Name && field.Kind != fieldHidden {
				field.Fault, out[i].Field = fault.Words, field.Anchor()
			}
		}
	}
	return out
}

// field returns a field by its name; every form's own code knows which it has.
func (f form) field(name string) field {
	i := slices.IndexFunc(f.Fields, func(x field) bool { return x.Name == name })
	if i < 0 {
		panic("meeting: the form " + f.Title + " has no field " + name)
	}
	return f.Fields[i]
}

// Anchor is the identifier in the page of what takes the keys for a field.
func (f field) Anchor() string {
	if f.Kind == fieldRadio || f.Kind == fieldChecks {
		return f.ID + "-0"
	}
	return f.ID
}

// Chosen reports whether an option is.
func (f field) Chosen(value string) bool {
	return f.Value == value || slices.Contains(f.Values, value)
}

// Notes lists the identifiers of what stands beside the field and explains it.
func (f field) Notes() string {
	switch {
	case f.Hint != "" && f.Fault != "":
		return f.ID + "-hint " + f.ID + "-fault"
	case f.Hint != "":
		return f.ID + "-hint"
	case f.Fault != "":
		return f.ID + "-fault"
	}
	return ""
}
