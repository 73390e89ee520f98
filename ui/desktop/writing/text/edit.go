package text

import (
	"strings"

	"needsbook/app/publish/markup"
)

// The ways of typing that are taken back together while they go on.
const (
	typing   = "typing"
	deleting = "deleting"
)

// Type puts typed words, without line ends, in the place of the selection. At the
// beginning of a paragraph "- ", "1. " and "## " make it a list item or a heading.
func (t *Text) Type(words string) {
	if words == "" {
		return
	}
	if t.Selected() || words != " " && t.spaceBefore() {
		t.open = "" // a new word: taken back by itself
	}
	t.insert(words, typing)
	if words == " " {
		t.begin()
	}
}

func (t *Text) spaceBefore() bool {
	p := t.paras[t.caret.Para]
	return t.caret.At > 0 && p.words[t.caret.At-1] == ' '
}

// insert puts words in the place of the selection, in the style that goes on there.
func (t *Text) insert(words, kind string) {
	from, to := t.Selection()
	first, last := t.paras[from.Para], t.paras[to.Para]
	style := first.styleAt(from.At)
	if t.Selected() {
		style = first.runBefore(from.At + 1)
	}
	if t.style != nil {
		style.Bold = *t.style
	}
	style.Text = words
	keep := t.style
	made := first.with(joined(slice(first.Runs, 0, from.At), []markup.Run{style}, slice(last.Runs, to.At, len(last.words))))
	at := Place{from.Para, from.At + len(words)}
	t.put(from.Para, to.Para+1, []*Para{made}, at, at, kind)
	t.style = keep
}

// begin reads the sign that has just been typed at the beginning of a paragraph.
func (t *Text) begin() {
	p := t.paras[t.caret.Para]
	sign, _, _ := strings.Cut(p.words, " ")
	if t.caret.At != len(sign)+1 || p.Kind != markup.Text {
		return
	}
	kind := markup.Text
	switch sign {
	case "-", "*", "•", "–":
		kind = markup.Bullet
	case "1.", "1)":
		kind = markup.Step
	case "#", "##":
		kind = markup.Heading
	case "###":
		kind = markup.Subheading
	default:
		return
	}
	made := newPara(markup.Para{Kind: kind, Runs: slice(p.Runs, len(sign)+1, len(p.words))})
	at := Place{t.caret.Para, 0}
	t.put(at.Para, at.Para+1, []*Para{made}, at, at, "")
}

// Enter ends the paragraph. At the end of a heading an ordinary one begins; on an empty item
// the list ends, the inner one first.
func (t *Text) Enter() {
	from, to := t.Selection()
	first, last := t.paras[from.Para], t.paras[to.Para]
	if !t.Selected() && first.words == "" && first.Kind.Item() {
		if first.Sub {
			t.SetSub(false)
		} else {
			t.SetKind(markup.Text)
		}
		return
	}
	left := first.with(slice(first.Runs, 0, from.At))
	right := markup.Para{Kind: first.Kind, Sub: first.Sub, Runs: slice(last.Runs, to.At, len(last.words))}
	if first.Kind.Title() && to.At == len(last.words) {
		right.Kind = markup.Text
	}
	if first.Kind.Title() && from.At == 0 && to.At < len(last.words) {
		left = newPara(markup.Para{}) // an empty paragraph above the heading
	}
	at := Place{from.Para + 1, 0}
	t.put(from.Para, to.Para+1, []*Para{left, newPara(right)}, at, at, "")
}

// Backspace deletes the selection, or the character before the caret. At the beginning
// of a list item or a heading that becomes an ordinary paragraph first.
func (t *Text) Backspace() {
	p := t.paras[t.caret.Para]
	if !t.Selected() && t.caret.At == 0 && p.Kind != markup.Text {
		if p.Sub {
			t.SetSub(false)
		} else {
			t.SetKind(markup.Text)
		}
		return
	}
	t.deleteTo(t.Left)
}

// Delete deletes the selection, or the character after the caret.
func (t *Text) Delete() { t.deleteTo(t.Right) }

// DeleteWordLeft and DeleteWordRight delete to where the caret would move.
func (t *Text) DeleteWordLeft() { t.deleteTo(t.WordLeft) }

// DeleteWordRight deletes to the next word.
func (t *Text) DeleteWordRight() { t.deleteTo(t.WordRight) }

// DeleteSelection deletes what is selected.
func (t *Text) DeleteSelection() {
	if from, to := t.Selection(); t.Selected() {
		t.remove(from, to, "")
	}
}

func (t *Text) deleteTo(way func(Place) Place) {
	if t.Selected() {
		t.DeleteSelection()
		return
	}
	from, to := t.caret, way(t.caret)
	if to.Before(from) {
		from, to = to, from
	}
	if from != to {
		t.remove(from, to, deleting)
	}
}

// remove joins what is before from with what is after to. The words that stay say
// what the paragraph is.
func (t *Text) remove(from, to Place, kind string) {
	first, last := t.paras[from.Para], t.paras[to.Para]
	made := first.with(joined(slice(first.Runs, 0, from.At), slice(last.Runs, to.At, len(last.words))))
	if from.At == 0 && from.Para != to.Para && to.At < len(last.words) {
		made = last.with(slice(last.Runs, to.At, len(last.words)))
	}
	if from.Para != to.Para {
		kind = ""
		if made.words == "" && made.Kind.Title() {
			made = newPara(markup.Para{})
		}
	}
	t.put(from.Para, to.Para+1, []*Para{made}, from, from, kind)
}

// Insert puts words with signs in the place of the selection, as paste does. One
// paragraph goes into the line; several keep what they are.
func (t *Text) Insert(words string) {
	read := markup.Read(words)
	if len(read) == 0 {
		if words != "" && strings.TrimSpace(words) == "" && !strings.ContainsAny(words, "\r\n") {
			t.insert(" ", "")
		}
		return
	}
	from, to := t.Selection()
	first, last := t.paras[from.Para], t.paras[to.Para]
	left, right := slice(first.Runs, 0, from.At), slice(last.Runs, to.At, len(last.words))
	var made []*Para
	for _, p := range read {
		made = append(made, newPara(p))
	}
	if len(read) == 1 && read[0].Kind == markup.Text && strings.TrimLeft(words, " ") != words && len(left) > 0 {
		left = append(left, markup.Run{Text: " "}) // words were copied with the space before them
	}
	tail := len(read) == 1 && read[0].Kind == markup.Text && strings.TrimRight(words, " ") != words && len(right) > 0
	if tail {
		right = append([]markup.Run{{Text: " "}}, right...)
	}
	switch {
	case len(left) == 0 && len(read) > 1 && first.Kind.Title():
	case read[0].Kind == markup.Text || len(left) > 0 && len(read) == 1:
		made[0] = first.with(joined(left, made[0].Runs))
	case len(left) > 0:
		made = append([]*Para{first.with(left)}, made...)
	}
	end := len(made) - 1
	at := Place{from.Para + end, len(made[end].words)}
	if tail {
		at.At++
	}
	if len(right) > 0 {
		made[end] = made[end].with(joined(made[end].Runs, right))
	}
	t.put(from.Para, to.Para+1, made, at, at, "")
}
