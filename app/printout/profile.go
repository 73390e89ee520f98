package printout

import (
	"slices"
	"sort"
	"strings"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/register"
)

// ProfileFacts are what a one-page profile is made of.
type ProfileFacts struct {
	About
	Say       Saying
	Needs     []string // in plain words, primary first
	Level     string   // in the continuum's words, "" when none is confirmed
	ReviewDue day.Date
	PupilView View // the latest
	Family    View
	Outcomes  []Outcome
	Help      []Help
	Helpers   []Helper
	Consents  []register.Consent // those that stand
}

// View is what somebody said, when, and how it was heard.
type View struct {
	Words string
	How   string
	On    day.Date
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
	How  string // "30 minutes, 3 times a week, in a group of 4"
}

// Helper is somebody who helps: their part, and their name.
type Helper struct {
	Part string
	Name string
}

// Profile lays out one side of A4 about a pupil, in the pupil's voice where it can
// be. fits says whether a document keeps to one side.
//
// Where there are too many words for the side, the air between the parts shrinks
// first, then the letters, down to 10 point. Only then are parts shortened: all to
// the same number of letters and of lines, so that the longest lose most and none is
// left out. A part that was shortened ends by saying that more is on the record.
func Profile(f ProfileFacts, fits func(*paper.Doc) bool) *paper.Doc {
	w := profileWriter{masker: newMasker(f.Names, f.People)}
	w.f = w.masked(f)
	for _, setting := range []paper.Setting{paper.Card, paper.Snug, paper.Tight} {
		if doc, letters := w.page(setting, whole); letters <= mostLetters && fits(doc) {
			return doc
		}
	}
	most := sort.Search(len(shorter)-1, func(i int) bool {
		doc, letters := w.page(paper.Tight, shorter[i])
		return letters <= mostLetters && fits(doc)
	})
	doc, _ := w.page(paper.Tight, shorter[most])
	return doc
}

// mostLetters is more than one side can hold in any setting: a page with more need
// not be measured.
const mostLetters = 9000

// shorter is how much room each part has, from much to little. Lists give way before
// the pupil's own words do.
var shorter = []room{{900, 10}, {750, 6}, {620, 5}, {520, 4}, {440, 4}, {380, 3}, {330, 3}, {280, 3}, {230, 3}, {180, 3}, {140, 2}, {100, 2}, {70, 1}, {40, 1}}

// More ends a part that was shortened.
const More = "More on the pupil's record."

// room is how much one part of the page may take: letters, and lines of a list.
type room struct{ letters, lines int }

var whole = room{letters: 1 << 30, lines: 1 << 30}

// profileWriter sets out one page with so much room for each part.
type profileWriter struct {
	masker
	f    *ProfileFacts
	room room
	used int // letters on the page
}

// masked is the facts as they may be printed, so that names are looked for once.
func (w *profileWriter) masked(f ProfileFacts) *ProfileFacts {
	if w.finder == nil {
		return &f
	}
	p := &f.People.Pupil
	p.Strengths, p.Helps, p.Hinders = w.mask(p.Strengths), w.mask(p.Helps), w.mask(p.Hinders)
	f.PupilView.Words, f.Family.Words = w.mask(f.PupilView.Words), w.mask(f.Family.Words)
	f.PupilView.How, f.Family.How = w.mask(f.PupilView.How), w.mask(f.Family.How)
	f.Outcomes, f.Help, f.Helpers, f.Consents = slices.Clone(f.Outcomes), slices.Clone(f.Help), slices.Clone(f.Helpers), slices.Clone(f.Consents)
	for i, o := range f.Outcomes {
		f.Outcomes[i].Words, f.Outcomes[i].Now, f.Outcomes[i].Target = w.mask(o.Words), w.mask(o.Now), w.mask(o.Target)
	}
	for i, h := range f.Help {
		f.Help[i] = Help{w.mask(h.What), w.mask(h.How)}
	}
	for i, h := range f.Helpers {
		f.Helpers[i] = Helper{Part: w.mask(h.Part)}
	}
	for i, c := range f.Consents {
		f.Consents[i].By = w.mask(c.By)
		if _, relationship, known := strings.Cut(c.By, ","); known { // Eva Kowalska, mother
			f.Consents[i].By = "the " + w.who(strings.TrimSpace(relationship))
		}
	}
	return &f
}

func (w *profileWriter) page(setting paper.Setting, part room) (doc *paper.Doc, letters int) {
	f := w.f
	w.room, w.used = part, 0
	title := "One-page profile"
	if f.Names != NoNames {
		title = orElse(clip(w.pupilName(f.People.Pupil), 60), title)
	}
	doc = f.doc(title, "One-page profile")
	doc.Setting = setting
	p := f.People.Pupil
	doc.Blocks = []paper.Block{
		paper.Sentence(paper.Bold(joined(" · ", f.Year, prefixed("Class ", clip(p.Class, 20)), f.Status))),
		paper.Panels{Panels: []paper.Panel{
			w.written("What I am good at and enjoy", p.Strengths),
			w.glance(),
		}},
		paper.Panels{Panels: []paper.Panel{
			w.written("What helps me", p.Helps),
			w.written("What does not help me", p.Hinders),
		}},
	}
	if mine := f.PupilView; saysMore(mine.Words, p.Strengths, p.Helps, p.Hinders) {
		w.row(doc, w.view("What I say", mine))
	} else if mine.On.IsZero() {
		w.row(doc, w.written("What I say", ""))
	}
	w.row(doc, w.outcomes())
	w.row(doc, w.help(), w.helpers())
	if f.Family.Words != "" {
		w.row(doc, w.view("What my family says", f.Family))
	}
	doc.Blocks = append(doc.Blocks, w.consent())
	return doc, w.used
}

// row sets panels beside each other; those with nothing to say are left out.
func (w *profileWriter) row(doc *paper.Doc, panels ...paper.Panel) {
	var row paper.Panels
	for _, p := range panels {
		if len(p.Blocks) > 0 {
			row.Panels = append(row.Panels, p)
		}
	}
	if len(row.Panels) > 0 {
		doc.Blocks = append(doc.Blocks, row)
	}
}
