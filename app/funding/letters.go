package funding

import (
	"regexp"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/pack"
	"needsbook/assets"
)

// Points are where parents get a letter: when the request goes, when it is decided, and
// when the money and its impact were looked at (source papers: schools tell parents
// about progress, the outcome and how the money will be used).
const (
	PointSubmitted = "submitted"
	PointDecided   = "decided"
	PointReviewed  = "reviewed"
)

// Points are the points of a letter in their order.
var Points = []string{PointSubmitted, PointDecided, PointReviewed}

// LetterPack holds the words of the letters to parents.
type LetterPack struct {
	pack.Head
	Letters  []LetterForm    `json:"letters"`
	Examples []letterExample `json:"worked_examples"`
}

// letterExample is a worked example: what holds of a request at one point, and the
// headings of the parts that are then written.
type letterExample struct {
	Name   string   `json:"name"`
	Point  string   `json:"point"`
	Tags   []string `json:"tags"`
	Expect []string `json:"expect"`
}

// worked writes each example's letter.
func (p LetterPack) worked() []pack.Worked {
	worked := make([]pack.Worked, len(p.Examples))
	for i, e := range p.Examples {
		w := pack.Worked{Name: e.Name, Want: strings.Join(e.Expect, "; ")}
		for _, tag := range e.Tags {
			if letterTags[tag] == nil {
				w.Failed = "This program has no tag “" + tag + "”."
			}
		}
		var headings []string
		for _, l := range p.Letters {
			for _, part := range l.Parts {
				if l.Point == e.Point && part.Heading != "" && part.holdsFor(func(tag string) bool { return slices.Contains(e.Tags, tag) }) {
					headings = append(headings, part.Heading)
				}
			}
		}
		w.Got = strings.Join(headings, "; ")
		worked[i] = w
	}
	return worked
}

// LetterForm is the letter at one point.
type LetterForm struct {
	Point string       `json:"point"`
	Title string       `json:"title"`
	Parts []LetterPart `json:"parts"`
}

// LetterPart is a part of a letter. It is written only where all of its tags hold, see
// LetterFacts.tags; a tag with "not_" before it must not hold.
type LetterPart struct {
	Heading string   `json:"heading"`
	Only    []string `json:"only"`
	Text    []string `json:"text"` // a paragraph each, with places for facts and words
	List    string   `json:"list"` // one of letterLists, after the text
}

// LetterFacts are what a letter to the parents of one pupil is made of. No other pupil
// is in them.
type LetterFacts struct {
	Words    map[string]string // see WordsOf
	Point    string
	Kind     string
	Child    string
	School   string
	Number   string
	Title    string // what a group or project is called
	Contact  string // how to reach the SENCO: a name, telephone, times
	Support  string // the service that gives free advice to parents
	Offer    string // address of the council's local offer
	From, To day.Date
	SentOn   day.Date
	Asked    string // the sum in words, "" for none
	Decision *Decision
	Disputed bool
	RaiseBy  day.Date // last day to raise a dispute, zero where it has passed
	Renewal  bool
	Help     []string // what the money is for, a line each
	Reasons  []string // of the decision, in words for parents
	Outcomes []string // what is hoped for
	Impact   []string // what came of it
}

// letterLists are the lists that may stand in a letter.
var letterLists = map[string]func(*LetterFacts) []string{
	"help":     func(f *LetterFacts) []string { return f.Help },
	"reasons":  func(f *LetterFacts) []string { return f.Reasons },
	"outcomes": func(f *LetterFacts) []string { return f.Outcomes },
	"impact":   func(f *LetterFacts) []string { return f.Impact },
}

// letterTags are what a part of a letter can hang on.
var letterTags = map[string]func(*LetterFacts) bool{
	KindAdvice:     func(f *LetterFacts) bool { return f.Kind == KindAdvice },
	KindIndividual: func(f *LetterFacts) bool { return f.Kind == KindIndividual },
	KindGroup:      func(f *LetterFacts) bool { return f.Kind == KindGroup },
	"renewal":      func(f *LetterFacts) bool { return f.Renewal },
	"asked":        func(f *LetterFacts) bool { return f.Asked != "" },
	"agreed":       func(f *LetterFacts) bool { return f.outcome() == Agreed },
	"part":         func(f *LetterFacts) bool { return f.outcome() == Part },
	"declined":     func(f *LetterFacts) bool { return f.outcome() == Declined },
	"deferred":     func(f *LetterFacts) bool { return f.outcome() == Deferred },
	"referred":     func(f *LetterFacts) bool { return f.outcome() == Referred },
	"money":        func(f *LetterFacts) bool { return f.Decision != nil && f.Decision.Money() && !f.Decision.From.IsZero() },
	"paid": func(f *LetterFacts) bool {
		return f.Decision != nil && f.Decision.Money() && !f.Decision.Amount.IsZero()
	},
	"conditions":  func(f *LetterFacts) bool { return f.Decision != nil && !blank(f.Decision.Conditions) },
	"review":      func(f *LetterFacts) bool { return f.Decision != nil && !f.Decision.Review.IsZero() },
	"disputed":    func(f *LetterFacts) bool { return f.Disputed },
	"can_dispute": func(f *LetterFacts) bool { return !f.RaiseBy.IsZero() },
	"contact":     func(f *LetterFacts) bool { return f.Contact != "" },
	"support":     func(f *LetterFacts) bool { return f.Support != "" },
	"offer":       func(f *LetterFacts) bool { return f.Offer != "" },
	"help":        func(f *LetterFacts) bool { return len(f.Help) > 0 },
	"outcomes":    func(f *LetterFacts) bool { return len(f.Outcomes) > 0 },
	"impact":      func(f *LetterFacts) bool { return len(f.Impact) > 0 },
	"reasons":     func(f *LetterFacts) bool { return len(f.Reasons) > 0 },
}

func (f *LetterFacts) outcome() Outcome {
	if f.Decision == nil {
		return ""
	}
	return f.Decision.Outcome
}

// marks are the places for facts in a letter's words.
func (f *LetterFacts) marks() map[string]string {
	marks := map[string]string{
		"child": f.Child, "school": f.School, "number": f.Number, "title": f.Title, "contact": f.Contact, "support": f.Support, "offer": f.Offer,
		"asked": f.Asked, "sent": f.SentOn.Words(), "asked_from": f.From.Words(), "asked_to": f.To.Words(), "raise_by": f.RaiseBy.Words(),
		"amount": "", "from": "", "to": "", "decided": "", "conditions": "", "review": "",
	}
	if d := f.Decision; d != nil {
		marks["amount"], marks["from"], marks["to"], marks["decided"] = d.Amount.Short(), d.From.Words(), d.To.Words(), d.On.Words()
		marks["conditions"], marks["review"] = strings.TrimSpace(d.Conditions), d.Review.Words()
	}
	return marks
}

var markName = regexp.MustCompile(`\{([A-Za-z_]+)\+?\}`)

// LoadLetters reads the words of the letters. It refuses a point without a letter or
// with two, and a tag, a list or a place that this program does not know.
func LoadLetters(data []byte) (LetterPack, pack.Problems) {
	var p LetterPack
	if problems := pack.Read(assets.Schema("request-letters.json"), data, &p); problems != nil {
		return LetterPack{}, problems
	}
	var problems pack.Problems
	known := new(LetterFacts).marks()
	for _, key := range wordKeys {
		known[key] = ""
	}
	seen := map[string]int{}
	for _, l := range p.Letters {
		path := "letters." + l.Point
		seen[l.Point]++
		for _, part := range l.Parts {
			for _, tag := range part.Only {
				if letterTags[strings.TrimPrefix(tag, "not_")] == nil {
					problems.Add(path, "This program has no tag “%s”.", tag)
				}
			}
			if part.List != "" && letterLists[part.List] == nil {
				problems.Add(path, "This program has no list “%s”.", part.List)
			}
			for _, text := range append(slices.Clone(part.Text), part.Heading, l.Title) {
				for _, m := range markName.FindAllStringSubmatch(text, -1) {
					if _, there := known[strings.ToLower(m[1])]; !there {
						problems.Add(path, "This program has no place “%s”.", m[0])
					}
				}
			}
		}
	}
	for _, point := range Points {
		if seen[point] != 1 {
			problems.Add("letters."+point, "There must be one letter for “%s”.", point)
		}
	}
	if problems == nil {
		problems.CheckExamples(p.worked())
	}
	if problems != nil {
		return LetterPack{}, problems
	}
	return p, nil
}

// LetterText is a letter as it is written: its parts with their words and lists.
type LetterText struct {
	Title string
	Parts []WrittenPart
}

// WrittenPart is a part of a letter with the facts in place.
type WrittenPart struct {
	Heading string
	Text    []string
	List    []string
}

// Write puts the facts into the letter of their point.
func (p LetterPack) Write(f LetterFacts) LetterText {
	values := f.marks()
	for key, word := range f.Words {
		if _, fact := values[key]; !fact {
			values[key] = word
		}
	}
	var out LetterText
	for _, l := range p.Letters {
		if l.Point != f.Point {
			continue
		}
		out.Title = worded(values, l.Title)
		for _, part := range l.Parts {
			if !part.holds(&f) {
				continue
			}
			w := WrittenPart{Heading: worded(values, part.Heading)}
			for _, text := range part.Text {
				w.Text = append(w.Text, worded(values, text))
			}
			if part.List != "" {
				w.List = letterLists[part.List](&f)
			}
			out.Parts = append(out.Parts, w)
		}
	}
	return out
}

func (p LetterPart) holds(f *LetterFacts) bool {
	return p.holdsFor(func(tag string) bool { return letterTags[tag](f) })
}

// holdsFor reports whether a part is written where the tags hold that is says so.
func (p LetterPart) holdsFor(is func(tag string) bool) bool {
	for _, tag := range p.Only {
		name, not := strings.CutPrefix(tag, "not_")
		if is(name) == not {
			return false
		}
	}
	return true
}
