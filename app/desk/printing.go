package desk

import (
	"context"
	"image"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
	"needsbook/app/paper/web"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Printout is a kind of paper that the program prints.
type Printout struct {
	ID     string
	Title  string // with places for words in use: see Words
	Pupil  bool   // about one pupil; else about a view of the register
	Full   bool   // made with full names alone
	Level  bool   // about a confirmed level: there is none for a pupil without one
	Leaves bool   // takes the record out of the school: for whoever may export

	// Make makes the paper about a pupil; nil for a paper about a view: see RegisterPaper.
	Make func(ctx context.Context, d *Desk, pupil string, n Names) (*paper.Doc, error)
	// Data gives the same for a computer, as JSON; nil for none.
	Data func(ctx context.Context, d *Desk, pupil string) ([]byte, error)
}

// Printouts are the papers about pupils, the one printed most first.
var Printouts = []Printout{
	{ID: "profile", Title: "One-page profile", Pupil: true, Make: paperAbout((*Desk).Profile)},
	{ID: "contact-log", Title: "Contact log", Pupil: true, Make: paperAbout((*Desk).ContactLogPaper)},
	{ID: "plan", Title: "Plan and review", Pupil: true, Make: paperAbout((*Desk).PlanPaper)},
	{ID: "level-letter", Title: "Letter to the family about the {level}", Pupil: true, Level: true, Make: paperAbout((*Desk).LevelParentDocument)},
	{ID: "level-record", Title: "{Level} and why", Pupil: true, Level: true, Make: paperAbout((*Desk).LevelDocument)},
	{ID: "review-pack", Title: "Annual review pack", Pupil: true, Make: paperAbout((*Desk).ReviewPack)},
	{ID: "transition", Title: "Transition pack", Pupil: true, Leaves: true,
		Make: func(ctx context.Context, d *Desk, pupil string, n Names) (*paper.Doc, error) {
			return d.TransitionPack(ctx, pupil, nil, n)
		}},
	{ID: "subject-access", Title: "Copy of everything held", Pupil: true, Full: true, Leaves: true,
		Make: func(ctx context.Context, d *Desk, pupil string, _ Names) (*paper.Doc, error) {
			return d.SubjectAccess(ctx, pupil)
		},
		Data: func(ctx context.Context, d *Desk, pupil string) ([]byte, error) {
			return d.SubjectAccessJSON(ctx, pupil)
		}},
	{ID: "register", Title: "Register"},
}

func paperAbout(paperOf func(*Desk, context.Context, string, Names) (*paper.Doc, error)) func(context.Context, *Desk, string, Names) (*paper.Doc, error) {
	return func(ctx context.Context, d *Desk, pupil string, n Names) (*paper.Doc, error) {
		return paperOf(d, ctx, pupil, n)
	}
}

// Words is the title in the school's words.
func (p Printout) Words(d *Desk) string { return d.terms.Say(p.Title) }

// FileName is what a file with the paper is called, without a pupil's name and
// without ending.
func (p Printout) FileName(d *Desk) string { return p.Words(d) + " " + d.Today().String() }

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
	FormatPart Format = "part" // the same to paste into the page of a website
)

// Ending is the ending of a file's name: .pdf or .html.
func (f Format) Ending() string {
	if f == FormatPart {
		f = FormatHTML
	}
	return "." + string(f)
}

// Draw makes a document as a file. missing says in a sentence each what it does not show:
// characters that no font has, and damaged pictures.
func Draw(doc *paper.Doc, f Format) (file []byte, missing []string, err error) {
	switch f {
	case FormatHTML:
		file, err = web.Render(doc)
	case FormatPart:
		part := *doc
		part.Logo = nil // it is no part of it
		doc = &part
		file, err = web.Embed(doc)
	default:
		return drawPDF(doc)
	}
	if err != nil {
		return nil, nil, err
	}
	return file, missingPictures(doc.Damaged()), nil
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
		People: printout.People{Pupil: r.Pupil, Contacts: r.Contacts, Staff: []string{s.Senco, s.Head}, Adults: adultsIn(r), Others: d.otherPupils(r.ID)},
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
	if err := d.allow(access.PrintPupil); err != nil {
		return nil, err
	}
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return nil, err
	}
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		return nil, err
	}
	today := d.Today()
	f := printout.ProfileFacts{
		About: d.about(r, n), Say: d.terms.Say, Level: d.levelWordsIfAny(r.Level), ReviewDue: r.ReviewDue,
		PupilView: lastView(r.Notes, register.NotePupilView), Family: lastView(r.Notes, register.NoteParentView),
		Consents: slices.DeleteFunc(slices.Clone(r.Consents), func(c register.Consent) bool { return !c.Stands(today) }),
	}
	f.Needs = d.needNames(r)
	for _, o := range openOutcomes(r) {
		f.Outcomes = append(f.Outcomes, printout.Outcome{Words: o.Words, Now: o.Baseline, Target: o.Target, ByWhen: o.ByWhen})
	}
	f.Help = helpNow(r, today)
	f.Helpers = d.helpers(r)
	return printout.Profile(f, func(doc *paper.Doc) bool {
		pages, err := pdf.Pages(doc, fonts)
		return err == nil && pages == 1
	}), nil
}

// needNames are a pupil's needs in plain words, the primary one first.
func (d *Desk) needNames(r Record) (names []string) {
	for _, code := range r.Needs {
		names = append(names, d.codes.NeedName(code))
	}
	return names
}

// helpNow is the help in place on a day, without its cost.
func helpNow(r Record, today day.Date) (out []printout.Help) {
	for _, l := range r.Provision {
		if l.Line.End.IsZero() || !l.Line.End.Before(today) {
			out = append(out, printout.Help{What: l.Line.Description, How: helpWords(l.Line)})
		}
	}
	return out
}

// ContactLogPaper makes the log of every contact with a pupil's family, after what the
// family has told the school already.
func (d *Desk) ContactLogPaper(ctx context.Context, pupil string, n Names) (*paper.Doc, error) {
	if err := d.allow(access.PrintPupil); err != nil {
		return nil, err
	}
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return nil, err
	}
	return printout.ContactLog(printout.ContactFacts{About: d.about(r, n), Notes: r.Notes}), nil
}

// ReviewPack gathers what an annual review asks for, to copy from.
func (d *Desk) ReviewPack(ctx context.Context, pupil string, n Names) (*paper.Doc, error) {
	if err := d.allow(access.PrintPupil); err != nil {
		return nil, err
	}
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return nil, err
	}
	f := printout.ReviewFacts{
		About: d.about(r, n), Say: d.terms.Say, Needs: d.needNames(r), Level: d.levelWordsIfAny(r.Level), Notes: r.Notes, Outcomes: r.Outcomes, Cycles: r.Cycles, Corrections: r.Corrections,
		Advice: r.Advice, Meetings: r.Meetings,
	}
	if f.Help, err = d.supported(ctx, r); err != nil {
		return nil, err
	}
	for _, p := range r.EHCPlans {
		if p.Until.IsZero() {
			f.Meeting = p.Stages.Meeting
			f.Plan = d.planFacts(p, r.Amendments)
			break
		}
	}
	for _, i := range r.Invitees {
		if f.Meeting.IsZero() || i.Meeting == f.Meeting {
			f.Invitees = append(f.Invitees, i)
		}
	}
	return printout.ReviewPack(f), nil
}

// planFacts are the sections of a plan, each with the changes suggested for it.
func (d *Desk) planFacts(p register.EHCPlan, amendments []register.Amendment) printout.Plan {
	plan := printout.Plan{Authority: p.Authority, Issued: p.Issued, Setting: p.Setting}
	for _, letter := range d.ehc.Letters() {
		s := printout.PlanSection{Heading: d.ehc.Heading(letter), Words: p.Sections[letter]}
		for _, a := range amendments {
			if a.Plan == p.ID && a.Section == letter {
				s.Amendments = append(s.Amendments, a)
			}
		}
		if strings.TrimSpace(s.Words) != "" || len(s.Amendments) > 0 {
			plan.Sections = append(plan.Sections, s)
		}
	}
	return plan
}

// openOutcomes are the outcomes that the pupil works on now: those of plans that run,
// and lasting ones, that are not met yet.
func openOutcomes(r Record) (out []provision.Outcome) {
	reviewed := map[string]bool{}
	for _, c := range r.Cycles {
		reviewed[c.ID] = c.IsReviewed()
	}
	for _, o := range r.Outcomes {
		if o.Result != provision.ResultMet && !reviewed[o.Cycle] {
			out = append(out, o)
		}
	}
	return out
}

// helpWords says how often help is given, how long and with how many.
func helpWords(l provision.Line) string {
	var words []string
	if l.Minutes > 0 {
		words = append(words, count(l.Minutes, "minute"))
	}
	switch often := l.SessionsAWeek.String(); often {
	case "0":
	case "1":
		words = append(words, "once a week")
	case "0.5":
		words = append(words, "once a fortnight")
	default:
		words = append(words, often+" times a week")
	}
	if l.GroupSize > 1 && l.Minutes > 0 {
		words = append(words, "in a group of "+strconv.Itoa(l.GroupSize))
	}
	return strings.Join(words, ", ")
}

// helpers are the people around a pupil: the family first, then who gives the help,
// then who advised on it. Nobody is named twice.
func (d *Desk) helpers(r Record) (out []printout.Helper) {
	seen := map[printout.Helper]bool{}
	add := func(part, name string) {
		if h := (printout.Helper{Part: part, Name: name}); part+name != "" && !seen[h] {
			seen[h] = true
			out = append(out, h)
		}
	}
	for _, c := range r.Contacts {
		add(orElse(c.Relationship, "Parent or carer"), c.Name)
	}
	for _, l := range r.Provision {
		add(d.card.StaffName(l.Line.StaffKind), "")
	}
	for _, a := range r.Advice {
		add(a.Role, a.Name)
	}
	add("SENCO", d.School().Senco)
	return out
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

// Pictures draws the first pages of a document as they will be printed, each so many
// pixels wide, and says how many pages there are in all.
func Pictures(doc *paper.Doc, width, most int) ([]image.Image, int, error) {
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		return nil, 0, err
	}
	return pdf.Pictures(doc, fonts, width, most)
}
