package reports

import (
	"context"
	"fmt"
	"math"

	"needsbook/app/publish/plainenglish"
	"needsbook/ui/desktop/wording"
)

// toSuggestions gives the keyboard to the suggestions of the section.
func (p *page) toSuggestions() {
	p.middle.keep()
	if len(p.advice.advice.hints) == 0 {
		p.n.Shell.Say("There is nothing to suggest here.")
		return
	}
	if !p.columns.Last && !p.advice.object.Visible() {
		p.turnOver()
	}
	p.focus(p.advice.hints)
}

// take takes a suggestion, as one step; one that only says what to look at leads to the
// words.
func (a *advicePane) take(at int) {
	h := a.advice.hints[at]
	if !takes(h) {
		a.p.toEditor()
		a.p.middle.mark(h.At, h.End)
		return
	}
	a.p.middle.keep()
	words, err := a.p.n.Desk.TakeHint(context.Background(), a.p.m.document, a.of, h)
	if err != nil {
		a.p.say(err)
		return
	}
	a.changed(words)
	a.p.n.Shell.Say(fmt.Sprintf("Taken. Read the sentence once more. Ctrl+Z puts “%s” back.", h.From))
}

// refuse takes a suggestion off the list for good, as one step.
func (a *advicePane) refuse(at int) {
	a.p.middle.keep()
	if err := a.p.n.Desk.RefuseHint(context.Background(), a.p.m.document, a.of, a.advice.hints[at]); err != nil {
		a.p.say(err)
		return
	}
	a.changed(a.p.middle.editor.Words())
}

// mostRounds is how often all suggestions are read anew while they are taken, since one
// may only come up when another was taken.
const mostRounds = 4

// takeAll takes every suggestion that has other words. Each is a step of its own.
func (a *advicePane) takeAll() {
	a.p.middle.keep()
	words, taken := a.p.middle.editor.Words(), 0
	for range mostRounds {
		after, n, err := a.takeRound()
		if n > 0 {
			words, taken = after, taken+n
		}
		if err != nil {
			a.p.say(err)
		}
		if n == 0 || err != nil {
			break
		}
	}
	a.changed(words)
	a.p.n.Shell.Say(wording.Count(taken, "suggestion") + " taken. Read the words once more: a swap knows nothing of your school.")
}

// takeRound takes what can be taken now, the last in the text first, so that those before
// it keep their place; of two that overlap the later one.
func (a *advicePane) takeRound() (words string, taken int, err error) {
	read, err := a.p.m.advise(a.of)
	if err != nil {
		return "", 0, err
	}
	from := math.MaxInt
	for i := len(read.hints) - 1; i >= 0; i-- {
		h := read.hints[i]
		if !takes(h) || h.End > from {
			continue
		}
		if words, err = a.p.n.Desk.TakeHint(context.Background(), a.p.m.document, a.of, h); err != nil {
			return words, taken, err
		}
		from = h.At
		taken++
	}
	return words, taken, nil
}

// changed shows the words after a suggestion was taken or refused; the keyboard stays in
// the suggestions while there are any.
func (a *advicePane) changed(words string) {
	p := a.p
	text := p.m.text()
	text.Words = words
	p.m.words[a.of] = text
	p.middle.editor.SetWords(words)
	p.n.Shell.Changed()
	p.check()
	if len(a.advice.hints) == 0 {
		p.Focus()
		return
	}
	p.focus(a.hints)
}

// takes reports whether a suggestion has other words to put in.
func takes(h plainenglish.Hint) bool { return h.To != "" }

// takeable counts the suggestions that can be taken.
func takeable(hints []plainenglish.Hint) (n int) {
	for _, h := range hints {
		if takes(h) {
			n++
		}
	}
	return n
}

// hintLines are the suggestions in words.
func hintLines(hints []plainenglish.Hint) []hintLine {
	var lines []hintLine
	for _, h := range hints {
		line := hintLine{title: "“" + beginning(h.From) + "”", why: h.Why, takes: takes(h)}
		if line.takes {
			line.title = fmt.Sprintf("“%s” for “%s”", h.To, h.From)
		}
		lines = append(lines, line)
	}
	return lines
}
