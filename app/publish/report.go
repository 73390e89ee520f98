package publish

import (
	"maps"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/paper"
	"needsbook/app/publish/plainenglish"
)

// State says how far a section answers its clause.
type State string

// States of a section.
const (
	Complete  State = "complete"   // it answers the clause
	Check     State = "check"      // there are words, and something to look at
	Missing   State = "missing"    // nothing is written
	NotNeeded State = "not_needed" // the clause does not bind a school of this phase
)

// SectionState is the check of one section.
type SectionState struct {
	ID        string            `json:"id"`
	Reference string            `json:"reference"` // the clause it answers
	Title     string            `json:"title"`
	Group     string            `json:"group"`
	Needed    bool              `json:"needed"` // the report cannot be published without it
	State     State             `json:"state"`
	Complete  bool              `json:"complete"`
	Why       string            `json:"why"` // empty where all is well
	Fix       string            `json:"fix"`
	Findings  []finding.Finding `json:"findings"`

	Words         int                       `json:"words"`
	ReadingEase   float64                   `json:"reading_ease"`
	ReadingAge    float64                   `json:"reading_age"`
	Band          string                    `json:"band"` // the reading ease in words
	HardSentences []plainenglish.Sentence   `json:"hard_sentences"`
	Swaps         []plainenglish.Suggestion `json:"swaps"`
}

// Result is the check of a report, and the report.
type Result struct {
	Sections    []SectionState      `json:"sections"`
	Publishable bool                `json:"publishable"`
	Reasons     []string            `json:"reasons"`  // why it is not publishable
	Findings    []finding.Finding   `json:"findings"` // of the document as a whole
	Apart       []Apart             `json:"apart"`    // words without a place
	Reading     plainenglish.Scores `json:"reading"`  // of the whole
	Doc         *paper.Doc          `json:"-"`
}

// Apart is what a school wrote for a section that the pack in use does not have: another
// pack was put in. The words stay in the file until the school moves them.
type Apart struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"` // read from the id: the pack that had the section is gone
	Words   string   `json:"words"`
	Changed day.Date `json:"changed"`
}

// apart lists the words that the pack has no place for, by id.
func (p *Pack) apart(words map[string]Text) []Apart {
	out := []Apart{}
	for _, id := range slices.Sorted(maps.Keys(words)) {
		if _, known := p.WordsTitle(id); !known && strings.TrimSpace(words[id].Words) != "" {
			out = append(out, Apart{ID: id, Title: ApartTitle(id), Words: words[id].Words, Changed: words[id].Changed})
		}
	}
	return out
}

// ApartTitle names a section by its id alone.
func ApartTitle(id string) string {
	title := strings.ReplaceAll(id, "_", " ")
	return strings.ToUpper(title[:min(1, len(title))]) + title[min(1, len(title)):]
}

// Report checks a school's words section by section and makes the document. A
// report that is not publishable is marked as a draft on every page.
func Report(p *Pack, plain *plainenglish.Pack, f Facts, words map[string]Text) Result {
	r := Result{Publishable: true, Reasons: []string{}, Findings: []finding.Finding{}, Apart: p.apart(words)}
	refuse := func(reason string) {
		r.Publishable = false
		r.Reasons = append(r.Reasons, reason)
	}
	for _, found := range append(checkReport(&f), strategyLoose(p, &f)...) {
		r.Findings = append(r.Findings, found)
		if found.Severity == finding.Refuse {
			refuse(Why(found) + " " + Fix(found))
		}
	}
	texts := map[string]filled{}
	var all, names []string
	for _, s := range p.Sections {
		state := SectionState{ID: s.ID, Reference: s.Reference, Title: s.Title, Group: s.Group, Needed: s.Needed(), State: NotNeeded, Complete: true,
			Findings: []finding.Finding{}, HardSentences: []plainenglish.Sentence{}, Swaps: []plainenglish.Suggestion{}}
		if !s.For(f.Phase) {
			state.Needed = false
			state.Why = "The law does not ask this of a school of this kind."
			r.Sections = append(r.Sections, state)
			continue
		}
		in, reading, found := checkSection(p, s, words[s.ID], &f, plain)
		in.below = p.shownBelow(s, &f, words)
		found = append(found, in.below.found...)
		texts[s.ID] = in
		all, names = append(all, in.text, in.below.text), append(append(names, in.names...), in.below.names...)
		state.judge(found)
		state.Words, state.ReadingEase, state.ReadingAge, state.Band = reading.Words, reading.ReadingEase, reading.ReadingAge, reading.Band
		state.HardSentences, state.Swaps = reading.HardSentences, reading.Swaps
		for _, one := range found {
			if one.Severity == finding.Refuse {
				refuse(s.Title + " " + Why(one))
				break
			}
		}
		r.Sections = append(r.Sections, state)
	}
	r.Reading = plain.Check(strings.Join(all, "\n\n"), names...).Scores
	r.Doc = document(p, &f, texts, !r.Publishable)
	return r
}

// judge sets the state and the words from what was found. A note, such as a high
// reading age, does not make a clause incomplete.
func (s *SectionState) judge(found []finding.Finding) {
	var why, fix []string
	s.State = Complete
	s.Findings = append(s.Findings, found...)
	for _, f := range found {
		why = append(why, Why(f))
		if words := Fix(f); len(fix) == 0 || fix[len(fix)-1] != words {
			fix = append(fix, words)
		}
		switch {
		case f.Code == NothingWritten:
			s.State = Missing
		case f.Severity >= finding.Warn && s.State == Complete:
			s.State = Check
		}
	}
	s.Complete = s.State == Complete
	s.Why, s.Fix = strings.Join(why, " "), strings.Join(fix, " ")
}
