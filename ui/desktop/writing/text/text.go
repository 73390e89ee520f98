package text

import (
	"strings"

	"needsbook/app/publish/markup"
)

// Para is a paragraph that is never changed. Its words are put together once.
type Para struct {
	markup.Para
	words string
	marks [][]int // where marks stand in words
}

func newPara(p markup.Para) *Para {
	if p.Kind.Title() {
		p.Runs = plain(p.Runs)
	}
	if !p.Kind.Item() {
		p.Sub = false
	}
	p.Runs = merged(p.Runs)
	made := &Para{Para: p, words: p.Words()}
	if strings.Contains(made.words, "{{") {
		made.marks = markup.Mark.FindAllStringIndex(made.words, -1)
	}
	return made
}

// Words returns the words of the paragraph without signs.
func (p *Para) Words() string { return p.words }

// Marks returns where marks such as {{senco_name}} begin and end, in bytes.
func (p *Para) Marks() [][]int { return p.marks }

// Place is between two characters: which paragraph, and how many bytes of its words
// are before it.
type Place struct{ Para, At int }

// Before says whether p comes before q.
func (p Place) Before(q Place) bool { return p.Para < q.Para || p.Para == q.Para && p.At < q.At }

// Text is a text being written. Make one with New.
type Text struct {
	paras  []*Para
	caret  Place
	anchor Place // the other end of the selection
	style  *bool // whether what is typed next is bold, when that was asked for

	done, undone []change
	forgot       bool   // there were more changes than can be taken back
	open         string // the kind of typing that the last change may go on with, "" for none
}

// New makes a text of words, the caret at its beginning.
func New(words string) *Text {
	t := &Text{}
	for _, p := range markup.Read(words) {
		t.paras = append(t.paras, newPara(p))
	}
	if len(t.paras) == 0 {
		t.paras = []*Para{newPara(markup.Para{})}
	}
	return t
}

// Like says whether another text begins or ends with the same paragraph, so that it is
// this text after a change.
func (t *Text) Like(other *Text) bool {
	mine, theirs := len(t.paras)-1, len(other.paras)-1
	if mine == 0 || theirs == 0 {
		return false
	}
	return t.paras[0].words == other.paras[0].words || t.paras[mine].words == other.paras[theirs].words
}

// Words returns the text as it is kept. Empty paragraphs are left out.
func (t *Text) Words() string { return markup.Write(bare(t.paras)) }

func bare(paras []*Para) []markup.Para {
	out := make([]markup.Para, len(paras))
	for i, p := range paras {
		out[i] = p.Para
	}
	return out
}

// Paras returns the paragraphs, always one at least. They are not to be changed.
func (t *Text) Paras() []*Para { return t.paras }

// Numbers returns the number of each step of a list, and "" for other paragraphs.
func (t *Text) Numbers() []string { return markup.Number(bare(t.paras)) }

// Empty says whether nothing is written.
func (t *Text) Empty() bool { return len(t.paras) == 1 && t.paras[0].words == "" }

// Caret is where the keyboard writes.
func (t *Text) Caret() Place { return t.caret }

// Selection returns the ends of what is selected, in order; both are the caret when
// nothing is.
func (t *Text) Selection() (from, to Place) {
	if t.anchor.Before(t.caret) {
		return t.anchor, t.caret
	}
	return t.caret, t.anchor
}

// Selected says whether anything is selected.
func (t *Text) Selected() bool { return t.caret != t.anchor }

// Move puts the caret somewhere; with extend the selection grows to there.
func (t *Text) Move(to Place, extend bool) {
	t.caret = t.valid(to)
	if !extend {
		t.anchor = t.caret
	}
	t.style, t.open = nil, ""
}

// Select selects from one place to another, where the caret then is.
func (t *Text) Select(from, to Place) {
	t.Move(from, false)
	t.Move(to, true)
}

// SelectAll selects the whole text.
func (t *Text) SelectAll() { t.Select(t.Start(), t.End()) }

// Start is the place before the first character.
func (t *Text) Start() Place { return Place{} }

// End is the place after the last character.
func (t *Text) End() Place {
	last := len(t.paras) - 1
	return Place{last, len(t.paras[last].words)}
}

// valid returns the nearest place that there is, never inside a mark or between a
// letter and its accent.
func (t *Text) valid(at Place) Place {
	at.Para = max(0, min(at.Para, len(t.paras)-1))
	p := t.paras[at.Para]
	at.At = max(0, min(at.At, len(p.words)))
	if at.At > 0 && at.At < len(p.words) {
		at.At = p.after(p.before(at.At))
	}
	return at
}

// SelectedPlain returns the selected words without signs, list items with "- " or
// their number before them, as other programs take them.
func (t *Text) SelectedPlain() string {
	if !t.Selected() {
		return ""
	}
	from, to := t.Selection()
	if from.Para == to.Para {
		return t.paras[from.Para].words[from.At:to.At]
	}
	return markup.PlainOf(bare(t.between(from, to)))
}

// SelectedWords returns the selected words with their signs.
func (t *Text) SelectedWords() string {
	from, to := t.Selection()
	if from.Para == to.Para {
		p := t.paras[from.Para]
		return markup.Write([]markup.Para{{Runs: slice(p.Runs, from.At, to.At)}})
	}
	return markup.Write(bare(t.between(from, to)))
}

// between returns the paragraphs of a stretch, the first and last cut to it.
func (t *Text) between(from, to Place) []*Para {
	var out []*Para
	for i := from.Para; i <= to.Para; i++ {
		p := t.paras[i]
		lo, hi := 0, len(p.words)
		if i == from.Para {
			lo = from.At
		}
		if i == to.Para {
			hi = to.At
		}
		if lo == 0 && hi == len(p.words) {
			out = append(out, p)
			continue
		}
		out = append(out, p.with(slice(p.Runs, lo, hi)))
	}
	return out
}

// with returns the paragraph with other runs.
func (p *Para) with(runs []markup.Run) *Para {
	return newPara(markup.Para{Kind: p.Kind, Sub: p.Sub, Runs: runs})
}
