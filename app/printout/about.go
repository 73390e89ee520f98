package printout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"needsbook/app/day"
	"needsbook/app/paper"
)

// About is what every paper about one pupil begins with.
type About struct {
	School string
	Author string // the SENCO; not said where names are left out
	Demo   bool
	Today  day.Date
	Names  Names
	People People
	Year   string // "Year 4"
	Status string // "SEN support"
}

// doc begins a paper about one pupil.
func (a *About) doc(title, subject string) *paper.Doc {
	d := &paper.Doc{Title: title, Lang: "en-GB", Org: a.School, Date: a.Today, Subject: subject, Watermark: paper.Mark(a.Demo, false)}
	if a.Names == FullNames {
		d.Author = a.Author
	}
	return d
}

// titled is the title of a paper that begins with the pupil.
func (a *About) titled(m masker, what string) string {
	if a.Names == NoNames {
		return what
	}
	return what + ": " + m.pupilName(a.People.Pupil)
}

// shorten keeps at most so many letters of a text, up to the end of a sentence where
// one is near, else of a word, and says whether it took anything away.
func shorten(text string, letters int) (string, bool) {
	if utf8.RuneCountInString(text) <= letters {
		return text, false
	}
	cut := string([]rune(text)[:letters])
	if end := strings.LastIndexAny(cut, ".!?"); end > len(cut)*2/3 {
		return cut[:end+1], true
	}
	if end := strings.LastIndexByte(cut, ' '); end > len(cut)/2 {
		cut = cut[:end]
	}
	return strings.TrimRight(cut, " ,;:–-") + " …", true
}

func clip(text string, letters int) string {
	text, _ = shorten(paper.Clean(text), letters)
	return text
}

// joined joins the parts that say something.
func joined(by string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p = paper.Clean(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, by)
}

// prefixed puts words before a text that says something.
func prefixed(prefix, text string) string {
	if paper.Clean(text) == "" || paper.Clean(prefix) == "" {
		return ""
	}
	return prefix + text
}

// sentence ends a text with a full stop.
func sentence(text string) string {
	if text = paper.Clean(text); text == "" || strings.ContainsAny(text[len(text)-1:], ".!?") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "."
}

// lower begins a text with a small letter, unless it begins with an abbreviation.
func lower(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	next, _ := utf8.DecodeRuneInString(text[size:])
	if text == "" || unicode.IsUpper(next) {
		return text
	}
	return string(unicode.ToLower(r)) + text[size:]
}

func orDash(text string) string {
	if paper.Clean(text) == "" {
		return "–"
	}
	return text
}
