package reports

import (
	"fmt"
	"strings"

	"needsbook/app/finding"
	"needsbook/app/publish"
	"needsbook/app/publish/plainenglish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// way leads from a finding to the place where it is put right.
type way struct {
	words string // "" where there is nowhere to go
	do    func()
}

// wayTo is the way from what was found in the current section.
func (p *page) wayTo(f finding.Finding) way {
	switch f.Code {
	case publish.NothingWritten:
		return way{"Write it", p.toEditor}
	case publish.Undated, publish.NotReread:
		return way{"I have read this through", p.middle.reread}
	case publish.HardToRead:
		return way{"See the suggestions", p.toSuggestions}
	case publish.FactMissing:
		return p.wayToScreen(publish.Fix(f))
	case publish.NotShown:
		return way{"Put in a fact", p.middle.askMark}
	}
	if at, end, ok := p.whereSaid(f); ok {
		return way{"Show it", func() {
			p.toEditor()
			p.middle.mark(at, end)
		}}
	}
	return p.wayToScreen(publish.Fix(f))
}

// screens are the places where facts are entered, by the word for them in what a finding
// says to do.
var screens = []struct{ says, screen, arg, words string }{
	{"Settings, Packs", "settings", "packs", "Open Settings"},
	{"Settings", "settings", "school", "Open Settings"},
	{"Budget", "budget", "", "Open the budget"},
	{"provision map", "provision", "", "Open the provision map"},
	{"provision to a plan", "provision", "", "Open the provision map"},
	{"activit", "activities", "", "Activities and costs"},
}

// wayToScreen is the way to the screen that words name.
func (p *page) wayToScreen(fix string) way {
	for _, s := range screens {
		if strings.Contains(fix, s.says) && p.n.Shell.Opens(s.screen) {
			return way{s.words, func() { p.n.Shell.Go(shell.To(s.screen, s.arg)) }}
		}
	}
	return way{}
}

// whereSaid finds the words that a finding quotes, in the section as it is written.
func (p *page) whereSaid(f finding.Finding) (at, end int, ok bool) {
	words := p.m.text().Words
	for _, arg := range f.Args {
		if at := strings.Index(words, arg); arg != "" && at >= 0 {
			return at, at + len(arg), true
		}
	}
	return 0, 0, false
}

// easeWords says how easily a section reads, and what that was when it was opened.
func easeWords(s publish.SectionState, began float64) string {
	if s.Words == 0 {
		return "Nothing to read yet."
	}
	score := fmt.Sprintf("%.0f", s.ReadingEase)
	if was := fmt.Sprintf("%.0f", began); was != score && began != 0 {
		score = was + " → " + score
	}
	return fmt.Sprintf("Reading ease %s, %s. Reading age %.0f, in %s.", score, strings.ToLower(s.Band), s.ReadingAge, wording.Count(s.Words, "word"))
}

// easeState is how the ease is shown.
func easeState(s publish.SectionState) parts.State {
	switch {
	case s.Words == 0:
		return parts.NoState
	case s.ReadingEase >= plainenglish.TargetEase:
		return parts.Done
	}
	return parts.Soon
}
