package reports

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/publish"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/reading"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/wording"
)

// versions is the page of what was published: a list of the versions at the left, the
// current one at the right to be read, or what differs between it and another.
type versions struct {
	n        Needs
	document string
	title    string
	list     []publish.Publication // the latest first

	rows    *outline.List
	at      int // the version that is shown
	against int // compared with: a number, or one of the two below
	compare *parts.Choice
	body    *container.Scroll
	export  *parts.Button
	problem *parts.Prose
	saved   *saving.Note
	missing *parts.Prose
	object  fyne.CanvasObject
}

// What a version can be compared with beside another version.
const (
	withNothing = -1 // it is read
	withNow     = 0  // the document as it stands
)

func newVersions(n Needs, document string) (shell.Screen, error) {
	v := &versions{n: n, document: document, title: n.Desk.ReportPack(document).Document.Title, against: withNothing, rows: outline.NewList(),
		body: parts.Scrolled(parts.Gap(0)), problem: parts.NewProse("", parts.TextStyle{Colour: theme.ColourOverdue}),
		saved: saving.NewNote(n.Shell.Alert), missing: parts.NewProse("", parts.TextStyle{Colour: theme.ColourSoon})}
	v.problem.Hide()
	v.missing.Hide()
	if err := v.load(); err != nil {
		return nil, &desk.Refusal{Field: "report", Words: desk.Words(err)}
	}
	v.build()
	v.show()
	return v, nil
}

func (v *versions) load() (err error) {
	v.list, err = v.n.Desk.Publications(context.Background(), v.document)
	v.at = max(0, min(v.at, len(v.list)-1))
	return err
}

func (v *versions) build() {
	v.rows.OnCurrent = v.choose
	v.rows.OnInto = func() { v.n.Shell.Window().Canvas().Focus(v.compare) }
	pass := v.n.Shell.Window().Canvas()
	v.rows.OnKey = func(key *fyne.KeyEvent) { pass.OnTypedKey()(key) }
	v.rows.OnRune = func(r rune) { pass.OnTypedRune()(r) }
	v.compare = parts.NewChoice(nil, v.compareWith)
	v.export = parts.NewMenuButton("Export this version", v.exports)
	back := parts.NewButton("Back to the document", func() { v.n.Shell.Go(shell.To("reports", v.document)) })
	heading := parts.Heading(v.title+": versions", v.sentence(), back, v.export)
	if len(v.list) == 0 {
		v.export.Hide()
		v.object = parts.Page(v.title+": versions", "", parts.NewProse("Nothing has been published yet. Each time you publish, the words and the figures are kept here as they were, to be read, compared and saved again.", parts.Plain), back)
		return
	}
	right := parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.AtMost(110, v.compare)), parts.NewPanel(theme.ColourPaper, parts.Groups, v.body), nil)
	v.object = parts.Margins(parts.Pages, parts.Groups, parts.Pages, parts.Groups, parts.Frame(
		parts.Margins(0, 0, 0, parts.Groups, parts.Column(parts.Tight, heading, v.problem, v.saved.Object, v.missing)), parts.Sides(parts.Wide(56, v.rows), parts.Margins(parts.Groups, 0, 0, 0, right), nil), nil))
}

func (v *versions) sentence() string {
	return wording.Count(len(v.list), "version") + " published. Each is kept as it was."
}

// show sets the list and the version that is chosen.
func (v *versions) show() {
	if len(v.list) == 0 {
		return
	}
	var rows []outline.Row
	for _, p := range v.list {
		rows = append(rows, outline.Row{Group: "Published", Title: "Version " + numberWords(p.Number), Note: p.On.Words(), NoteStyle: parts.Quiet})
	}
	v.rows.SetRows(rows, v.at)
	v.showChosen()
}

// showChosen sets the version that is chosen, or how it differs from another.
func (v *versions) showChosen() {
	p := v.list[v.at]
	options := []parts.Option{{Value: "-1", Words: "Read it"}, {Value: "0", Words: "Compare with the document as it stands"}}
	for _, other := range v.list {
		if other.Number != p.Number {
			options = append(options, parts.Option{Value: numberWords(other.Number), Words: "Compare with version " + numberWords(other.Number), Note: other.On.Words()})
		}
	}
	v.compare.SetOptions(options)
	v.compare.SetChosen(numberWords(v.against))
	v.body.Content = parts.Margins(0, 0, 3, 0, parts.Column(parts.Groups, parts.NewFactList(factsOf(p)...), parts.NewLine(), v.content(p)))
	v.body.ScrollToTop()
	v.body.Refresh()
	v.object.Refresh()
}

// content is the version to read, or what differs.
func (v *versions) content(p publish.Publication) fyne.CanvasObject {
	ctx := context.Background()
	if v.against == withNothing {
		doc, err := v.n.Desk.PublicationDocument(ctx, v.document, p.Number)
		if err != nil {
			return v.sorry(err)
		}
		return reading.View(doc)
	}
	from, to := v.between(p)
	diffs, err := v.n.Desk.CompareReport(ctx, v.document, from, to)
	if err != nil {
		return v.sorry(err)
	}
	facts, err := v.n.Desk.CompareFacts(ctx, v.document, from, to)
	if err != nil {
		return v.sorry(err)
	}
	return diffView(diffs, facts)
}

// between are the two versions that are compared, the older one first, so that "now" is
// what came later.
func (v *versions) between(p publish.Publication) (from, to int) {
	if v.against != withNow && v.against < p.Number {
		return v.against, p.Number
	}
	return p.Number, v.against
}

func (v *versions) sorry(err error) fyne.CanvasObject {
	return parts.NewProse("! "+desk.Words(err), parts.TextStyle{Colour: theme.ColourOverdue})
}

func (v *versions) choose(at int) {
	v.at = at
	if v.against == v.list[at].Number {
		v.against = withNothing
	}
	v.showChosen()
}

func (v *versions) compareWith(value string) {
	v.against = numberOf(value)
	v.showChosen()
}

func (v *versions) exports() []parts.Item {
	p := v.list[v.at]
	e := exporter{n: v.n, saved: v.saved, missing: v.missing, draft: func() bool { return false }, show: func() { v.object.Refresh() }}
	name := v.title + " " + p.On.String() + " version " + numberWords(p.Number)
	items := e.items(name, func() (*paper.Doc, error) {
		return v.n.Desk.PublicationDocument(context.Background(), v.document, p.Number)
	})
	if v.against == withNothing {
		return items
	}
	from, to := v.between(p)
	return append(items, parts.Item{Words: "What differs, as a PDF", Note: "for governors", Do: func() {
		e.export(format{title: "Save what differs", hint: "Each paragraph that changed, as it was and as it is.", suffix: " changes", as: desk.FormatPDF}, name, func() (*paper.Doc, error) {
			return v.n.Desk.ChangesDocument(context.Background(), v.document, from, to)
		})
	}})
}

// Title is the name of the page.
func (v *versions) Title() string { return v.title + ": versions" }

// Object is what is drawn.
func (v *versions) Object() fyne.CanvasObject { return v.object }

// Focus gives the keyboard to the list.
func (v *versions) Focus() {
	if len(v.list) > 0 {
		v.n.Shell.Window().Canvas().Focus(v.rows)
	}
}

// Refresh reads the versions anew.
func (v *versions) Refresh() {
	if err := v.load(); err != nil {
		v.n.Shell.Alert(desk.Words(err))
		return
	}
	v.show()
}
