package pupils

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/wording"
)

// preview shows the current pupil beside the rows: facts, plan, and what comes next.
type preview struct {
	s      *Screen
	object *pane
	body   *fyne.Container
	model  *model
}

func newPreview(s *Screen) *preview {
	p := &preview{s: s, body: parts.Column(parts.Groups), model: s.model}
	panel := parts.NewPanel(theme.ColourDesk, parts.Groups, parts.Scrolled(p.body))
	p.object = &pane{Container: parts.Tall(40, panel)}
	return p
}

// togglePreview shows the preview or folds it away; the view remembers it.
func (s *Screen) togglePreview() {
	s.model.view.Preview = !s.model.view.Preview
	s.model.changed()
	s.show()
	if s.model.view.Preview && !s.preview.object.Visible() {
		s.n.Shell.Say("The preview shows where the window is wider. V turns it off again.")
	}
}

// show brings the preview up to date with the current row.
func (p *preview) show() {
	if wanted := p.model.view.Preview; wanted != p.object.wanted {
		p.object.wanted = wanted
		p.s.object.Refresh()
	}
	if !p.object.wanted {
		return
	}
	p.body.Objects = p.model.previewOf(p.s.grid.Current())
	p.body.Refresh()
}

// previewOf makes the preview of a row.
func (m *model) previewOf(row int) []fyne.CanvasObject {
	id := m.id(row)
	if id == "" {
		return []fyne.CanvasObject{parts.NewProse("The pupil of the current row stands here.", parts.QuietText)}
	}
	r, err := m.desk.Record(context.Background(), id)
	if err != nil {
		return []fyne.CanvasObject{parts.NewProse(desk.Words(err), parts.QuietText)}
	}
	out := []fyne.CanvasObject{parts.Column(parts.Tight,
		parts.NewWideProse(wording.Name(&r.Entry, m.hidden()), parts.SectionTitle), parts.NewWideProse(m.place(&r), parts.QuietText))}
	if mark := m.mark(row); mark.Look != parts.NoLook {
		out = append(out, parts.NewWideProse(mark.Look.Shape()+" "+mark.Words, parts.Strong))
	}
	out = append(out, parts.NewFactList(m.facts(&r)...))
	for _, section := range []struct {
		title string
		lines []line
	}{{"Plan", m.plan(&r)}, {"Next", m.next(&r)}} {
		if len(section.lines) == 0 {
			continue
		}
		rows := []fyne.CanvasObject{parts.NewText(section.title, parts.Strong)}
		for _, l := range section.lines {
			rows = append(rows, parts.Column(parts.None, parts.NewWideProse(l.words, parts.Small), parts.NewWideProse(l.note, parts.Quiet)))
		}
		out = append(out, parts.Column(parts.Between, rows...))
	}
	return append(out, parts.NewText("Enter opens the page", parts.Quiet))
}

// line is one thing in the preview, with quiet words under it.
type line struct{ words, note string }

// place says where a pupil is found.
func (m *model) place(r *desk.Record) string {
	words := r.Year.Label
	if r.Class != "" {
		words += " · class " + r.Class
	}
	if !r.Left.IsZero() {
		words += " · left " + r.Left.Words()
	}
	return strings.TrimPrefix(words, " · ")
}

func (m *model) facts(r *desk.Record) []parts.Fact {
	status := wording.Status(r.Status)
	if !r.StatusFrom.IsZero() {
		status += " since " + r.StatusFrom.Words()
	}
	level := r.Level
	if level != "" && !r.LevelOn.IsZero() {
		level += ", " + r.LevelOn.Words()
	}
	due, state := wording.Due(m.desk.Today(), r.ReviewDue)
	facts := []parts.Fact{{Label: "Status", Value: status}, {Label: "Needs", Value: strings.Join(r.Needs, ", ")}, {Label: m.desk.Terms().Say("{Level}"), Value: level},
		{Label: "Review", Value: due, State: state}}
	if len(r.Flags) > 0 {
		facts = append(facts, parts.Fact{Label: "Flags", Value: strings.Join(r.Flags, ", ")})
	}
	if len(r.Provision) > 0 && m.desk.May(access.SeeMoney) {
		facts = append(facts, parts.Fact{Label: "Provision", Value: r.Cost.Total.WholePounds() + " a year"})
	}
	return facts
}

// plan is the aim of the plan that runs and its outcomes.
func (m *model) plan(r *desk.Record) []line {
	var out []line
	running := map[string]bool{"": true}
	for _, c := range r.Cycles {
		if !c.IsReviewed() {
			running[c.ID] = true
			out = append(out, line{wording.Written(c.Aim, m.hidden()), "from " + c.Starts.Words()})
		}
	}
	for _, o := range r.Outcomes {
		if running[o.Cycle] && o.Result == "" {
			out = append(out, line{wording.Written(o.Words, m.hidden()), by(o)})
		}
	}
	return out
}

func by(o provision.Outcome) string {
	if o.ByWhen.IsZero() {
		return "outcome"
	}
	return "outcome, by " + o.ByWhen.Words()
}

// next is what was decided and is still to be done.
func (m *model) next(r *desk.Record) []line {
	var out []line
	for i := len(r.Cycles) - 1; i >= 0; i-- {
		if c := r.Cycles[i]; c.IsReviewed() {
			if c.Next != "" {
				out = append(out, line{wording.Written(c.Next, m.hidden()), "from the review of " + c.Reviewed.Words()})
			}
			break
		}
	}
	for _, a := range r.Advice {
		if a.Done == provision.AdviceNotYet {
			out = append(out, line{wording.Written(a.Words, m.hidden()), "advice: " + a.Role + ", not done yet"})
		}
	}
	return out
}
