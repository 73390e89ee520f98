package main

import (
	"fmt"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/publish"
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
	t *testing.T
	d *desk.Desk
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

// page is a picture of a page as it opens.
func page(screen string, arg ...string) func(*stage) {
	return func(s *stage) { s.goTo(screen, arg...) }
}

// firstShots are taken before a file is open.
var firstShots = []shot{
	{"welcome", func(*stage) {}},
	{"make-a-school", func(s *stage) {
		s.Press("Enter")
		s.Type("Hill Primary School")
		s.Press("Tab")
		s.Type("123456")
		s.Press("Tab", "Tab")
		s.Type("prim")
		s.Press("Tab")
	}},
}

// shots are the pictures of the open demo school, in the order of the guide. Those that
// begin something come after those of the same page as it is.
var shots = []shot{
	{"today", page("today")},
	{"import", page("import")},
	{"register", page("register")},
	{"pupil", func(s *stage) { s.goTo("pupil", s.pupil("kowalska ana")) }},
	{"profile", func(s *stage) { s.goTo("pupil", s.pupil("kowalska ana")); s.Press("Ctrl+P") }},
	{"census", page("census")},
	{"handover", page("handover")},
	{"level", func(s *stage) { s.goTo("levels", s.pupil("kowalska ana")) }},
	{"moderation", page("moderation")},
	{"plan", func(s *stage) { s.goTo("pupil", s.pupil("kowalska ana")); s.Type("r") }},
	{"provision", page("provision")},
	{"staff", page("staffweek")},
	{"ticksheet", page("ticksheet")},
	{"reviews", page("reviews")},
	{"meeting", func(s *stage) { s.goTo("meeting", "with", s.pupil("kowalska ana")) }},
	{"effect", page("effect")},
	{"unmet", page("unmet")},
	{"request", func(s *stage) {
		requests, err := s.d.Requests(s.t.Context())
		if err != nil {
			s.t.Fatal(err)
		}
		for _, r := range requests {
			if r.Pupil != "" {
				s.goTo("requests", fmt.Sprint(r.Number))
				return
			}
		}
	}},
	{"budget", page("budget")},
	{"reports", page("reports", publish.SENInformation)},
	{"cluster", page("cluster")},
	{"clusterview", page("clusterview")},
	{"panel", page("panel")},
	{"sharedneeds", page("sharedneeds")},
	{"find", func(s *stage) { s.goTo("today"); s.Press("Ctrl+K"); s.Type("kow") }},
	{"names-hidden", func(s *stage) { s.goTo("register"); s.Press("F8") }},
	{"file", func(s *stage) { s.Press("F8"); s.goTo("settings", "file") }},
}
