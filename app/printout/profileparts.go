package printout

import (
	"strings"

	"needsbook/app/paper"
	"needsbook/app/register"
)

// written is a part in the pupil's voice.
func (w *profileWriter) written(title, words string) paper.Panel {
	p := paper.Panel{Title: title, Voice: true, Blocks: w.prose(words)}
	if len(p.Blocks) == 0 {
		p.Blocks = []paper.Block{paper.P("Not written down yet. Ask me in a way that suits me: talking, drawing or symbols.")}
	}
	return p
}

// view is what somebody said, with when and how.
func (w *profileWriter) view(title string, v View) paper.Panel {
	if heard := joined(", ", v.On.Words(), w.line(v.How)); heard != "" {
		title += " (" + heard + ")"
	}
	return paper.Panel{Title: title, Voice: true, Blocks: w.prose(v.Words)}
}

// glance is what a supply teacher looks for first.
func (w *profileWriter) glance() paper.Panel {
	f := w.f
	var lines []paper.Item
	fact := func(name, value string) {
		if value = paper.Clean(value); value != "" {
			lines = append(lines, paper.Item{Text: []paper.Span{paper.Bold(name + ": "), {Text: w.line(value)}}})
		}
	}
	for i, need := range f.Needs {
		name := "Also"
		if i == 0 {
			name = "Main need"
		}
		fact(name, need)
	}
	fact(f.Say.of("{Level}"), f.Level)
	fact("Next review", f.ReviewDue.Words())
	if len(lines) == 0 {
		fact("Needs", "none recorded")
	}
	return paper.Panel{Title: "At a glance", Blocks: w.list(lines)}
}

func (w *profileWriter) outcomes() paper.Panel {
	var lines []paper.Item
	for _, o := range w.f.Outcomes {
		item := paper.Item{Text: []paper.Span{paper.Bold(w.line(o.Words))}}
		from := joined(" ", prefixed("Now: ", sentence(o.Now)), prefixed("Aim: ", sentence(o.Target)))
		if more := joined(" ", from, prefixed("By ", prefixed(o.ByWhen.Words(), "."))); more != "" {
			item.Text = append(item.Text, paper.Span{Text: ". " + w.line(more)})
		}
		lines = append(lines, item)
	}
	return paper.Panel{Title: "What I am working on", Blocks: w.list(lines)}
}

func (w *profileWriter) help() paper.Panel {
	var lines []paper.Item
	for _, h := range w.f.Help {
		item := paper.Item{Text: []paper.Span{paper.Bold(w.line(h.What))}}
		if h.How != "" {
			item.Text = append(item.Text, paper.Span{Text: ": " + w.line(h.How)})
		}
		lines = append(lines, item)
	}
	return paper.Panel{Title: "Help in place", Blocks: w.list(lines)}
}

func (w *profileWriter) helpers() paper.Panel {
	var lines []paper.Item
	for _, h := range w.f.Helpers {
		words := h.Part
		if h.Name != "" {
			words = joined(", ", h.Name, lower(h.Part))
		}
		lines = append(lines, paper.Item{Text: paper.Text(w.line(words))})
	}
	return paper.Panel{Title: "People who help me", Blocks: w.list(lines)}
}

// consent says what the family has agreed to, or that nobody has been asked.
func (w *profileWriter) consent() paper.Block {
	var lines []string
	for _, c := range w.f.Consents {
		lines = append(lines, w.line(joined(", ", register.Named(register.ConsentScopes, c.Scope), prefixed("agreed by ", c.By), c.Given.Words())))
	}
	if len(lines) == 0 {
		return paper.Sentence(paper.Bold("Sharing. "), paper.Span{Text: "No consent to share is recorded. Ask the family before this page leaves the school."})
	}
	more := ""
	if len(lines) > w.room.lines {
		lines, more = lines[:w.room.lines], " "+More
	}
	return paper.Sentence(paper.Bold("Consent. "), paper.Span{Text: sentence(strings.Join(lines, "; ")) + more})
}

// line is one line of the page, shortened when it must be.
func (w *profileWriter) line(text string) string {
	text, _ = shorten(paper.Clean(text), w.room.letters)
	w.used += len(text)
	return text
}

// list is a list of so many lines as there is room for.
func (w *profileWriter) list(items []paper.Item) []paper.Block {
	if len(items) == 0 {
		return nil
	}
	if len(items) > w.room.lines {
		items = append(items[:w.room.lines:w.room.lines], paper.Item{Text: paper.Text(More)})
	}
	return []paper.Block{paper.List{Items: items}}
}

// prose is what a person wrote, as far as there is room for it.
func (w *profileWriter) prose(text string) (out []paper.Block) {
	left, lines, cut := w.room.letters, w.room.lines, false
	for _, b := range paper.Prose(text) {
		var items []paper.Item
		single := false
		switch b := b.(type) {
		case paper.Para:
			items, single = []paper.Item{{Text: b.Text}}, true
		case paper.List:
			items = b.Items
		}
		var kept []paper.Item
		for _, it := range items {
			if left <= 0 || lines <= 0 {
				cut = true
				break
			}
			words, short := shorten(paper.Plain(it.Text), left)
			cut = cut || short
			left, lines, w.used = left-len(words), lines-1, w.used+len(words)
			kept = append(kept, paper.Item{Text: paper.Text(words)})
		}
		switch {
		case len(kept) == 0:
		case single:
			out = append(out, paper.Para{Text: kept[0].Text})
		default:
			out = append(out, paper.List{Items: kept})
		}
	}
	if cut {
		out = append(out, paper.P(More))
	}
	return out
}

// saysMore reports whether words say something that none of the others says.
func saysMore(words string, others ...string) bool {
	words = fold(words)
	for _, other := range others {
		if words == fold(other) {
			return false
		}
	}
	return words != ""
}
