package text

import (
	"slices"

	"needsbook/app/publish/markup"
)

// change is a stretch of paragraphs that others took the place of.
type change struct {
	at            int
	old, made     []*Para
	before, after ends
}

// ends is a selection.
type ends struct{ caret, anchor Place }

// put sets paragraphs in the place of those from one number up to, not with, another,
// and the caret behind them. Kind names a way of typing: changes of one kind that
// follow each other are taken back together.
func (t *Text) put(from, to int, made []*Para, caret, anchor Place, kind string) {
	before := ends{t.caret, t.anchor}
	made, to = t.settled(from, to, made)
	old := slices.Clone(t.paras[from:to])
	t.paras = slices.Replace(slices.Clone(t.paras), from, to, made...)
	t.caret, t.anchor = t.valid(caret), t.valid(anchor)
	after := ends{t.caret, t.anchor}
	t.undone, t.style = nil, nil
	if n := len(t.done); kind != "" && kind == t.open && n > 0 {
		if last := &t.done[n-1]; len(last.made) == 1 && to-from == 1 && len(made) == 1 && last.at == from && last.after == before {
			last.made, last.after = made, after
			return
		}
	}
	t.open = kind
	t.done = append(t.done, change{from, old, made, before, after})
	if len(t.done) > mostChanges {
		t.done = slices.Delete(t.done, 0, len(t.done)-mostChanges)
		t.forgot = true
	}
}

// Changed says whether the text is another than New made it. Taking everything back
// makes it the same again.
func (t *Text) Changed() bool { return len(t.done) > 0 || t.forgot }

// Forget makes the text as it stands the one that was begun with.
func (t *Text) Forget() { t.done, t.undone, t.forgot, t.open = nil, nil, false, "" }

// mostChanges is how many changes can be taken back.
const mostChanges = 1000

// settled keeps items of an inner list only where there is an item above them: in what
// is put, and in the paragraph that follows, which is then put too.
func (t *Text) settled(from, to int, made []*Para) ([]*Para, int) {
	if to < len(t.paras) && t.paras[to].Sub {
		made, to = append(made, t.paras[to]), to+1
	}
	for i, p := range made {
		above := i > 0 && made[i-1].Kind.Item() || i == 0 && from > 0 && t.paras[from-1].Kind.Item()
		if p.Sub && !above {
			made[i] = newPara(markup.Para{Kind: p.Kind, Runs: p.Runs})
		}
	}
	return made, to
}

// Undo takes back the last change, typing in one go together. It says false when
// there is none.
func (t *Text) Undo() bool {
	n := len(t.done)
	if n == 0 {
		return false
	}
	last := t.done[n-1]
	t.done, t.undone = t.done[:n-1], append(t.undone, last)
	t.paras = slices.Replace(slices.Clone(t.paras), last.at, last.at+len(last.made), last.old...)
	t.caret, t.anchor = last.before.caret, last.before.anchor
	t.style, t.open = nil, ""
	return true
}

// Redo does again what Undo took back.
func (t *Text) Redo() bool {
	n := len(t.undone)
	if n == 0 {
		return false
	}
	next := t.undone[n-1]
	t.undone, t.done = t.undone[:n-1], append(t.done, next)
	t.paras = slices.Replace(slices.Clone(t.paras), next.at, next.at+len(next.old), next.made...)
	t.caret, t.anchor = next.after.caret, next.after.anchor
	t.style, t.open = nil, ""
	return true
}
