package main

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/publish"
	"needsbook/app/release"
	"needsbook/ui/desktop"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// shot is one picture of the guide: what it is called, and how a person comes to see it.
type shot struct {
	name string
	show func(w *stage)
}

// stage is the whole program over the demo school, to press and type in.
type stage struct {
	*shelltest.Window
	t      *testing.T
	d      *desk.Desk
	folder string // to write in
}

// goTo opens a page.
func (s *stage) goTo(screen string, arg ...string) { s.Go(shell.To(screen, arg...)) }

// pupil finds one pupil of the demo school.
func (s *stage) pupil(words string) string {
	s.t.Helper()
	found, err := s.d.Find(words)
	if err != nil || len(found) != 1 {
		s.t.Fatalf("%q finds %d pupils, %v", words, len(found), err)
	}
	return found[0].ID
}

// intervention finds one by its name.
func (s *stage) intervention(name string) string {
	s.t.Helper()
	sheets, err := s.d.TickSheets(s.t.Context(), "", provision.MondayOf(s.d.Today()))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, one := range sheets {
		if one.Name == name {
			return one.ID
		}
	}
	s.t.Fatalf("there is no %s", name)
	return ""
}

// requestFor finds the first request for a pupil.
func (s *stage) requestFor(pupil string) string {
	s.t.Helper()
	requests, err := s.d.Requests(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, r := range requests {
		if r.Pupil == pupil {
			return fmt.Sprint(r.Number)
		}
	}
	s.t.Fatal("there is no request")
	return ""
}

// export is a list as it is copied from a school's own system, with two slips in it.
func (s *stage) export() string {
	s.t.Helper()
	rows := "UPN,Surname,Forename,DOB,Year,Class,SEN status,Primary need\n"
	found, err := s.d.Find("year:3-6 status:K")
	if err != nil || len(found) < 6 {
		s.t.Fatal(len(found), err)
	}
	for i, e := range found[:6] {
		class := e.Class
		if i < 2 {
			class = "5A" // they moved
		}
		rows += fmt.Sprintf("%s,%s,%s,%s,%s,%s,K,\n", e.UPN, e.Surname, e.Forename, e.Born, e.Class[:1], class)
	}
	rows += ",Adeyemi,Tola,12/10/2018,3,3A,K,SLCN\n,Nowak,Zofia,31/31/2017,4,4B,K,SLCN\n,Brown,Max,3/5/2018,4,4B,SEN,SPLD\n"
	return strings.ReplaceAll(rows, ",", "\t")
}

// newSchool fills in the form for a new school up to its passphrase.
func (s *stage) newSchool() {
	s.Press("Enter")
	s.Type("Hill Primary School")
	s.Press("Tab")
	s.Type("123456")
	s.Press("Tab", "Tab")
	s.Type("prim")
	s.Press("Tab")
}

// backedUp makes backups, copies them to a second folder and rehearses a restore.
func (s *stage) backedUp() {
	s.t.Helper()
	ctx := s.t.Context()
	for range 3 {
		if _, err := s.d.BackUp(ctx, ""); err != nil {
			s.t.Fatal(err)
		}
	}
	if err := s.d.SetSecondFolder(ctx, shownSecond); err != nil {
		s.t.Fatal(err)
	}
	if r, err := s.d.Rehearse(ctx, true); err != nil || !r.OK {
		s.t.Fatal(r.Problems, err)
	}
}

// withPeople lets two people open the file.
func (s *stage) withPeople() {
	s.t.Helper()
	for _, p := range []desk.Person{{Name: "Sam Reed", Role: access.Helper}, {Name: "Joan Hill", Role: access.Reader, Money: true}} {
		if _, err := s.d.AddPerson(s.t.Context(), p, "lantern orchard violet "+p.Name); err != nil {
			s.t.Fatal(err)
		}
	}
}

// shownReleases is what is new in the version of the pictures.
var shownReleases = desktop.Releases{Notes: []release.Release{{Version: release.Version{0, 1, 0}, On: day.Of(2026, 11, 21), Notes: []string{
	"The pupil needs register, in one encrypted file on the school's own computer.",
	"Backups that are rehearsed, and a second folder for them.",
}}}}

// page is a picture of a page as it opens.
func page(screen string, arg ...string) func(*stage) {
	return func(s *stage) { s.goTo(screen, arg...) }
}

// firstShots are taken before a file is open.
var firstShots = []shot{
	{"welcome", func(*stage) {}},
	{"make-a-school", func(s *stage) { s.newSchool() }},
	{"recovery-key", func(s *stage) {
		s.newSchool()
		s.Type("correct horse battery staple")
		s.Press("Tab")
		s.Type("correct horse battery staple")
		s.Press("Tab", "Ctrl+A")
		s.Type(s.folder + "/Hill Primary School.needsbook")
		s.Press("Enter")
		s.MustSee("The recovery key of Hill Primary School")
	}},
}

// shots are the pictures of the open demo school, in the order of the guide. Those that
// begin something come after those of the same page as it is.
var shots = []shot{
	{"today", page("today")},
	{"import", func(s *stage) {
		s.goTo("import")
		fyne.CurrentApp().Clipboard().SetContent(s.export())
		s.Tap("Paste rows")
	}},
	{"register", page("register")},
	{"pupil", func(s *stage) { s.goTo("pupil", s.pupil("kowalska ana")) }},
	{"profile", func(s *stage) { s.goTo("pupil", s.pupil("kowalska ana")); s.Press("Ctrl+P") }},
	{"census", func(s *stage) { s.goTo("census"); s.Type("e") }},
	{"handover", page("handover")},
	{"level", func(s *stage) { s.goTo("levels", s.pupil("kowalska ana")) }},
	{"moderation", page("moderation")},
	{"plan", func(s *stage) { s.goTo("pupil", s.pupil("kowalska ana")); s.Type("r") }},
	{"provision", page("provision")},
	{"staff", page("staffweek")},
	{"ticksheet", func(s *stage) { s.goTo("ticksheet", s.intervention("Language group")) }},
	{"reviews", page("reviews")},
	{"meeting", func(s *stage) { s.goTo("meeting", "with", s.pupil("kowalska ana")) }},
	{"effect", page("effect")},
	{"unmet", page("unmet")},
	{"request", func(s *stage) { s.goTo("requests", s.requestFor(s.pupil("kowalska ana"))) }},
	{"budget", page("budget")},
	{"reports", page("reports", publish.SENInformation)},
	{"cluster", page("cluster")},
	{"clusterview", page("clusterview")},
	{"panel", page("panel")},
	{"sharedneeds", page("sharedneeds")},
	{"find", func(s *stage) { s.goTo("today"); s.Press("Ctrl+K"); s.Type("kow") }},
	{"names-hidden", func(s *stage) { s.goTo("register"); s.Press("F8") }},
	{"read-page", func(s *stage) { s.Press("F8"); s.goTo("today"); s.Press("Ctrl+K"); s.Type("browser") }}, // names show again
	{"keeping", func(s *stage) { s.goTo("keeping"); s.Type("a") }},
	{"about", page("settings", "about")},
	{"backups", func(s *stage) { s.backedUp(); s.goTo("backups") }},
	{"whereabouts", page("whereabouts")},
	{"people", func(s *stage) { s.withPeople(); s.goTo("settings", "people") }},
	{"decision", func(s *stage) { // begins a rating, so nothing may come after it
		s.goTo("levels", s.pupil("kowalska ana"))
		s.Type("2")
		s.Press("Down")
		s.Type("3")
		s.Press("Ctrl+Enter")
	}},
}
