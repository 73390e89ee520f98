package text

import (
	"slices"

	"needsbook/app/publish/markup"
)

// Look says how the place of the caret or the selection is set, for the buttons.
type Look struct {
	Kind markup.Kind
	Sub  bool
	Bold bool
	Href string
}

// Look returns how the selection is set: bold where all of it is.
func (t *Text) Look() Look {
	from, to := t.Selection()
	p := t.paras[from.Para]
	look := Look{Kind: p.Kind, Sub: p.Sub, Bold: p.styleAt(from.At).Bold, Href: p.linkAt(from.At)}
	if t.style != nil {
		look.Bold = *t.style
	}
	if t.Selected() {
		look.Bold = t.all(from, to, func(r markup.Run) bool { return r.Bold })
		look.Href = p.runBefore(from.At + 1).Href
	}
	return look
}

// linkAt returns where the link at a place leads, at its ends too.
func (p *Para) linkAt(at int) string {
	if before := p.runBefore(at).Href; before != "" {
		return before
	}
	return p.runBefore(at + 1).Href
}

// all says whether all words of a stretch are in a style; headings do not count, as
// they have none.
func (t *Text) all(from, to Place, is func(markup.Run) bool) bool {
	any := false
	for _, p := range t.between(from, to) {
		for _, r := range p.Runs {
			if p.Kind.Title() {
				continue
			}
			if !is(r) {
				return false
			}
			any = true
		}
	}
	return any
}

// ToggleBold makes the selection bold, or plain when all of it is bold; without a
// selection what is typed next.
func (t *Text) ToggleBold() {
	bold := !t.Look().Bold
	if !t.Selected() {
		if !t.paras[t.caret.Para].Kind.Title() {
			t.style = &bold
		}
		return
	}
	from, to := t.Selection()
	t.restyle(from, to, func(r *markup.Run) { r.Bold = bold })
}

// restyle changes the style of a stretch.
func (t *Text) restyle(from, to Place, change func(*markup.Run)) {
	var made []*Para
	for i := from.Para; i <= to.Para; i++ {
		p := t.paras[i]
		lo, hi := 0, len(p.words)
		if i == from.Para {
			lo = from.At
		}
		if i == to.Para {
			hi = to.At
		}
		made = append(made, p.with(joined(slice(p.Runs, 0, lo), styled(slice(p.Runs, lo, hi), change), slice(p.Runs, hi, len(p.words)))))
	}
	t.put(from.Para, to.Para+1, made, t.caret, t.anchor, "")
}

// SetKind makes the paragraphs of the selection headings, list items or ordinary.
func (t *Text) SetKind(kind markup.Kind) {
	t.reform(func(p markup.Para) markup.Para {
		p.Kind = kind
		p.Sub = p.Sub && kind.Item()
		return p
	})
}

// ToggleKind is SetKind, or back to ordinary paragraphs when all are of the kind.
func (t *Text) ToggleKind(kind markup.Kind) {
	from, to := t.Selection()
	if !slices.ContainsFunc(t.paras[from.Para:to.Para+1], func(p *Para) bool { return p.Kind != kind }) {
		kind = markup.Text
	}
	t.SetKind(kind)
}

// SetSub moves the items of the selection into the list of the item above them, or
// out of it. It says whether any moved.
func (t *Text) SetSub(sub bool) bool {
	if !t.CanSub(sub) {
		return false
	}
	t.reform(func(p markup.Para) markup.Para {
		p.Sub = sub && p.Kind.Item()
		return p
	})
	return true
}

// CanSub says whether SetSub would move an item.
func (t *Text) CanSub(sub bool) bool {
	from, to := t.Selection()
	for i := from.Para; i <= to.Para; i++ {
		p := t.paras[i]
		if p.Kind.Item() && p.Sub != sub && (!sub || i > 0 && t.paras[i-1].Kind.Item()) {
			return true
		}
	}
	return false
}

// reform changes the paragraphs of the selection as wholes.
func (t *Text) reform(change func(markup.Para) markup.Para) {
	from, to := t.Selection()
	var made []*Para
	for _, p := range t.paras[from.Para : to.Para+1] {
		made = append(made, newPara(change(p.Para)))
	}
	t.put(from.Para, to.Para+1, made, t.caret, t.anchor, "")
}

// LinkAround returns the ends of the link at the caret and where it leads; without
// one, the selection and "".
func (t *Text) LinkAround() (from, to Place, href string) {
	from, to = t.Selection()
	p := t.paras[from.Para]
	if href = p.linkAt(from.At); t.Selected() || href == "" {
		return from, to, t.Look().Href
	}
	at := 0
	for i := 0; i < len(p.Runs); {
		lo, run := at, p.Runs[i].Href
		for ; i < len(p.Runs) && p.Runs[i].Href == run; i++ {
			at += len(p.Runs[i].Text)
		}
		if run == href && lo <= from.At && from.At <= at {
			return Place{from.Para, lo}, Place{from.Para, at}, href
		}
	}
	return from, to, href
}

// SetLink makes a stretch lead to an address, or nowhere when that is "". Words that
// are not empty take the place of the stretch, which must then be in one paragraph.
func (t *Text) SetLink(from, to Place, words, href string) {
	if words == "" || from.Para != to.Para || words == t.paras[from.Para].words[from.At:to.At] {
		t.Select(from, to)
		t.restyle(from, to, func(r *markup.Run) { r.Href = markup.Address(href) })
		t.Move(to, false)
		return
	}
	p := t.paras[from.Para]
	link := markup.Run{Text: words, Bold: p.styleAt(from.At).Bold, Href: markup.Address(href)}
	made := p.with(joined(slice(p.Runs, 0, from.At), []markup.Run{link}, slice(p.Runs, to.At, len(p.words))))
	at := Place{from.Para, from.At + len(words)}
	t.put(from.Para, from.Para+1, []*Para{made}, at, at, "")
}
