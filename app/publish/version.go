package publish

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/paper"
)

// Release is what a school says when it publishes a document.
type Release struct {
	Review day.Date `json:"review"` // by when it is looked at again; zero is a year later
	Note   string   `json:"note"`   // what is new in it
}

// Print makes a document with given words and facts as it goes out: without the marks of
// a draft.
func Print(p *Pack, f Facts, words map[string]Text) *paper.Doc {
	texts := map[string]filled{}
	for _, s := range p.Sections {
		if s.For(f.Phase) {
			in := fill(words[s.ID].Words, &f)
			in.below = p.shownBelow(s, &f, words)
			texts[s.ID] = in
		}
	}
	return document(p, &f, texts, false)
}

// Kept reads a pack of sections that was kept when a document was published with it. It
// was checked then; the rules for packs may have changed since, but not the document.
func Kept(data []byte) (*Pack, error) {
	var p Pack
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, fmt.Errorf("kept sections cannot be read: %w", err)
	}
	slices.SortStableFunc(p.Sections, func(a, b Section) int { return cmp.Compare(a.Order, b.Order) })
	return &p, nil
}

// FirstPage is the title of what stands before the first section.
const FirstPage = "First page"

// Part is a section of a document as printed, a line for each paragraph, entry of a list
// or row of a table. Section is "" for what stands before the first one.
type Part struct {
	Section string
	Title   string
	Lines   []string
	Links   []string // web addresses
}

// Parts are the sections of a document as printed. The days of publishing and review, the
// day the figures were taken, who approved it and the day it is today are not in them:
// those are other in each version and say nothing of what it holds.
func Parts(p *Pack, f Facts, words map[string]Text) []Part {
	f.Published, f.NextReview, f.AsOf, f.ApprovedBy, f.ApprovedOn = day.Date{}, day.Date{}, day.Date{}, "", day.Date{}
	f.Today = day.Of(day.AcademicYear(f.Today), 9, 1)
	return partsOf(p, Print(p, f, words))
}

// partsOf cuts a document at the headings of its sections. The headings of groups and the
// index come from the pack alone and are in no part.
func partsOf(p *Pack, doc *paper.Doc) []Part {
	sections, frame := map[string]string{}, map[string]bool{p.Document.Index.Title: true}
	for _, s := range p.Sections {
		sections[anchorFor(s.ID)] = s.ID
	}
	for _, g := range p.Groups {
		frame[g.Title] = true
	}
	parts := []Part{{Title: FirstPage, Lines: []string{}}}
	skipping := false
	for _, b := range doc.Blocks {
		if h, ok := b.(paper.Heading); ok {
			if id, begins := sections[h.ID]; begins {
				parts, skipping = append(parts, Part{Section: id, Title: h.Text, Lines: []string{}}), false
				continue
			}
			if h.Level == 2 && frame[h.Text] {
				skipping = true
			}
		}
		if !skipping {
			last := &parts[len(parts)-1]
			last.Lines, last.Links = append(last.Lines, linesOf(b)...), append(last.Links, linksOf(b)...)
		}
	}
	return parts
}

// Digest names what a document says: its words, the facts as printed, and the pack by id
// and version. Two documents with one digest say the same. Sections holds the same for
// each section, so that it can be said which of them changed.
func Digest(p *Pack, f Facts, words map[string]Text) (digest string, sections map[string]string) {
	type section struct {
		Section, Title, Words string
		Lines                 []string
	}
	var list []section
	sections = map[string]string{}
	for _, part := range Parts(p, f, words) {
		s := section{part.Section, part.Title, words[part.Section].Words, part.Lines}
		list = append(list, s)
		sections[s.Section] = digestOf(s)
	}
	return digestOf(struct {
		Pack     string
		Sections []section
	}{p.ID + "@" + p.Version, list}), sections
}

// ChangedSince returns the titles of the sections that are other than those of an
// approval, those too that came or went, in the order of the document.
func ChangedSince(a Approval, p *Pack, f Facts, words map[string]Text) []string {
	_, now := Digest(p, f, words)
	titles := []string{}
	for _, part := range Parts(p, f, words) {
		if a.Sections[part.Section] != now[part.Section] {
			titles = append(titles, part.Title)
		}
	}
	for _, s := range p.Sections {
		if _, was := a.Sections[s.ID]; was && now[s.ID] == "" {
			titles = append(titles, s.Title)
		}
	}
	return titles
}

// digestOf hashes a value as JSON, which writes fields and keys in a fixed order.
func digestOf(v any) string {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) // only texts are given
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// activityMark is what a change of an activity is called among changes of facts.
const activityMark = "activity"

// MarksIn returns the names of the marks that a document's words and its introduction
// hold, in their order; where it prints activities, what Compare calls those too.
func MarksIn(p *Pack, words map[string]Text) []string {
	texts := []string{p.Document.Intro}
	for _, s := range p.Sections {
		texts = append(texts, words[s.ID].Words)
	}
	var names []string
	for _, found := range markPattern.FindAllStringSubmatch(strings.Join(texts, "\n"), -1) {
		if !slices.Contains(names, found[1]) {
			names = append(names, found[1])
		}
	}
	if slices.ContainsFunc(p.Sections, func(s Section) bool { return s.Shows == ShowsActivities }) {
		names = append(names, activityMark)
	}
	return names
}
