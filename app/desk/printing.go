package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
	"needsbook/app/paper/web"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Printout is a kind of paper that the program prints.
type Printout struct {
	ID    string
	Title string
	Pupil bool // about one pupil; else about a view of the register
	Full  bool // made with full names alone

	// Make makes the paper about a pupil.
	Make func(ctx context.Context, d *Desk, pupil string, n Names) (*paper.Doc, error)
	// Data gives the same for a computer, as JSON; nil for none.
	Data func(ctx context.Context, d *Desk, pupil string) ([]byte, error)
}

// Printouts are the papers about pupils, the one printed most first.
var Printouts = []Printout{
	{ID: "profile", Title: "One-page profile", Pupil: true, Make: paperAbout((*Desk).Profile)},
}

func paperAbout(paperOf func(*Desk, context.Context, string, Names) (*paper.Doc, error)) func(context.Context, *Desk, string, Names) (*paper.Doc, error) {
	return func(ctx context.Context, d *Desk, pupil string, n Names) (*paper.Doc, error) {
		return paperOf(d, ctx, pupil, n)
	}
}

// FileName is what a file with the paper is called, without a pupil's name and
// without ending.
func (p Printout) FileName(d *Desk) string { return p.Title + " " + d.Today().String() }

// FileNameOf names a pupil in the name of a file; with names off it says nothing.
func FileNameOf(e *register.Entry, n Names) string {
	switch n {
	case NamesFull:
		return e.Name()
	case NamesInitials:
		return strings.ReplaceAll(e.Initials(), ".", "")
	}
	return ""
}

// Format is how a document leaves the program.
type Format string

// Formats of documents.
const (
	FormatPDF  Format = "pdf"  // to print
	FormatHTML Format = "html" // one accessible web page
)

// Ending is the ending of a file's name: .pdf or .html.
func (f Format) Ending() string { return "." + string(f) }

// Draw makes a document as a file. lost holds the characters that the fonts cannot
// draw, for a warning.
func Draw(doc *paper.Doc, f Format) (file []byte, lost []rune, err error) {
	if f == FormatHTML {
		file, err = web.Render(doc)
		return file, nil, err
	}
	return renderPDF(doc)
}

// forPrint says the same to the room of printed papers.
func (n Names) forPrint() printout.Names {
	switch n {
	case NamesInitials:
		return printout.Initials
	case NamesOff:
		return printout.NoNames
	}
	return printout.FullNames
}

// about gathers what every paper about a pupil needs.
func (d *Desk) about(r Record, n Names) printout.About {
	s := d.School()
	return printout.About{
		School: s.Name, Author: s.Senco, Demo: s.Demo, Today: d.Today(), Names: n.forPrint(),
		Year: r.Year.Label, Status: d.codes.StatusName(r.Status),
		People: printout.People{Pupil: r.Pupil, Contacts: r.Contacts, Staff: []string{s.Senco, s.Head}, Others: d.otherPupils(r.ID)},
	}
}

// otherPupils are all pupils of the register but one.
func (d *Desk) otherPupils(id string) []register.Pupil {
	d.mu.RLock()
	defer d.mu.RUnlock()
	out := make([]register.Pupil, 0, len(d.entries))
	for _, e := range d.entries {
		if e.ID != id {
			out = append(out, e.Pupil)
		}
	}
	return out
}

// Profile makes the one-page profile of a pupil: always one side of A4.
func (d *Desk) Profile(ctx context.Context, pupil string, n Names) (*paper.Doc, error) {
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return nil, err
	}
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		return nil, err
	}
	f := printout.ProfileFacts{
		About: d.about(r, n), Level: d.levelWordsIfAny(r.Level), ReviewDue: r.ReviewDue,
		PupilView: lastView(r.Notes, register.NotePupilView), Family: lastView(r.Notes, register.NoteParentView),
		Consents: slices.DeleteFunc(slices.Clone(r.Consents), func(c register.Consent) bool { return !c.Stands(d.Today()) }),
	}
	for _, code := range r.Needs {
		f.Needs = append(f.Needs, d.codes.NeedName(code))
	}
	_ = fonts
	_ = provision.ResultMet
	return printout.Profile(f, nil), nil
}

func (d *Desk) levelWordsIfAny(id string) string {
	if id == "" {
		return ""
	}
	return d.levelWords(id)
}

// lastView is the latest view of a kind.
func lastView(notes []register.Note, noteType string) printout.View {
	v := viewOf(notes, noteType, "")
	return printout.View{Words: v.Words, How: v.Method, On: v.On}
}
