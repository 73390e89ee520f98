package funding

import (
	"fmt"
	"regexp"
	"strings"

	"needsbook/app/provision"
)

// checkVoice asks for more than a token of what the pupil and the family say: enough
// words, and not those of last time. Whether there is a voice at all is asked elsewhere.
func checkVoice(r GateRule, _ *Form, f *Facts) look {
	for _, v := range []struct{ whose, words, before string }{
		{"The pupil’s view", f.PupilView.Words, f.Before.Pupil},
		{"The parents’ view", f.ParentView.Words, f.Before.Parent},
	} {
		words := len(strings.Fields(v.words))
		switch {
		case words == 0:
		case words < r.Least:
			return check(fmt.Sprintf("%s is only %s long. Write down more of what was said.", v.whose, countOf(words, "word")))
		case plainly(v.words) == plainly(v.before):
			return check(v.whose + " is the same, word for word, as in the request before. Ask again.")
		}
	}
	return fine
}

func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// plainly is a text for comparing: small letters, single spaces, no marks.
func plainly(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127)
	}), " ")
}

// hasTime finds how much of something there is, in words or in figures.
var hasTime = regexp.MustCompile(`(?i)\b\d+\s*(minutes?|mins?|hours?|hrs?)\b|\b(half an|an|one|two) hours?\b`)

// checkVague looks for help that is said in words which tell a panel nothing: what is in
// a line of the costed map has its minutes in figures, so only its name counts there; a
// round of help must say how much.
func checkVague(r GateRule, _ *Form, f *Facts) look {
	for i, l := range f.Lines {
		if phrase := vagueIn(r.Phrases, l.Line.Description); phrase != "" && (l.Line.Minutes == 0 || len(strings.Fields(l.Line.Description)) <= len(strings.Fields(phrase))+1) {
			return check(fmt.Sprintf("Line %d says only “%s”. Say what the adult does.", i+1, phrase))
		}
	}
	for _, c := range f.Cycles {
		if phrase := vagueIn(r.Phrases, c.Help); phrase != "" && !hasTime.MatchString(c.Help) {
			return check("The round of help from " + c.Starts.Words() + " says “" + phrase + "” and not for how long. Give the minutes and what was done.")
		}
	}
	for _, l := range f.ByHand {
		if phrase := vagueIn(r.Phrases, l.What); phrase != "" && !hasTime.MatchString(l.What) {
			return check("A cost is for “" + phrase + "”. Say what is done, and for how long.")
		}
	}
	return fine
}

// vagueIn returns the first of the phrases that stands in a text, or "".
func vagueIn(phrases []string, text string) string {
	for _, p := range phrases {
		if containsWords(text, p) {
			return p
		}
	}
	return ""
}

// containsWords reports whether words stand in a text as whole words, whatever the case
// and the marks between them.
func containsWords(text, words string) bool {
	words = plainly(words)
	return words != "" && strings.Contains(" "+plainly(text)+" ", " "+words+" ")
}

// checkEffect asks of each line of help how it will be seen, or was seen, to work: a
// review of it, or an outcome that it is for which says where the pupil is now. While
// outcomes are lacking it says nothing, for that has a gate of its own.
func checkEffect(r GateRule, _ *Form, f *Facts) look {
	if len(f.Outcomes) < r.Least {
		return fine
	}
	for i, l := range f.Lines {
		if !f.effectShown(l.Line) {
			return check(fmt.Sprintf("Line %d, %s: neither a review of it nor an outcome with where the pupil is now shows what it changes.", i+1, clip(l.Line.Description)))
		}
	}
	return fine
}

func (f *Facts) effectShown(l provision.Line) bool {
	for _, e := range f.Effects {
		if e.Line == l.Description && e.Result != "" && !blank(e.Evidence) {
			return true
		}
	}
	for _, o := range f.Outcomes {
		if !blank(o.Baseline) && (containsWords(o.Words, l.Outcome) || containsWords(l.Outcome, o.Words)) {
			return true
		}
	}
	return blank(l.Outcome) // asked for where the line is costed
}
