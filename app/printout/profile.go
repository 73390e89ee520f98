package printout

import (
	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/register"
)

// About is what every paper about one pupil needs.
type About struct {
	School string
	Author string // the SENCO; left off where names are
	Demo   bool
	Today  day.Date
	Names  Names
	People People
	Year   string // "Year 4"
	Status string // "SEN support"
}

// View is what somebody said, when, and how it was heard.
type View struct {
	Words string
	How   string
	On    day.Date
}

// ProfileFacts are what a one-page profile is made of.
type ProfileFacts struct {
	About
	Needs     []string // in plain words, primary first
	Level     string   // in the continuum's words, "" when none is confirmed
	ReviewDue day.Date
	PupilView View
	Family    View
	Outcomes  []Outcome
	Help      []Help
	Helpers   []Helper
	Consents  []register.Consent
}

// Outcome is one thing the plan is to reach.
type Outcome struct {
	Words  string
	Now    string
	Target string
	ByWhen day.Date
}

// Help is one thing that is in place, without its cost.
type Help struct {
	What string
	How  string // "20 minutes, 3 times a week, in a group of 4"
}

// Helper is somebody who helps: their part, and their name where it may be shown.
type Helper struct {
	Part string
	Name string
}

// doc begins a paper about one pupil.
func (a *About) doc(title, subject string, m masker) *paper.Doc {
	d := &paper.Doc{Title: title, Lang: "en-GB", Org: a.School, Date: a.Today, Subject: subject, Watermark: paper.Mark(a.Demo, false)}
	if a.Names == FullNames {
		d.Author = a.Author
	}
	return d
}

// Profile lays out one side of A4 about a pupil for whoever meets them.
func Profile(f ProfileFacts, fits func(*paper.Doc) bool) *paper.Doc {
	m := newMasker(f.Names, f.People)
	d := f.doc(m.pupilName(f.People.Pupil), "One-page profile", m)
	d.Blocks = append(d.Blocks, paper.P(m.mask(f.People.Pupil.Strengths+".")))
	return d
}
