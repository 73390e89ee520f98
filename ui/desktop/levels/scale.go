package levels

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
)

// scale is the view of the whole continuum: its ladder, what each level means and the
// national layers beside it, with its two papers.
func scale(n Needs) fyne.CanvasObject {
	d := n.Desk
	p := d.Continuum()
	column := parts.Column(parts.Groups,
		parts.NewProse(p.Title+", version "+p.Version+". "+d.Terms().Plain("continuum"), parts.Plain),
		parts.Flow(parts.Groups, parts.NewButton("Print the whole scale", func() { printScale(n) }).WithKey("Ctrl+P")),
		newLadder(d, p, "", ""))
	column.Add(parts.NewText("Beside the national layers", parts.SectionTitle))
	if status := p.NationalStatus(); status != "" {
		column.Add(parts.NewProse(status, parts.Quiet))
	}
	var facts []parts.Fact
	for _, l := range p.Levels {
		words := strings.Join(p.National(l), " or ")
		if words == "" {
			words = "none"
		}
		facts = append(facts, parts.Fact{Label: l.ID + " " + l.Name, Value: words})
	}
	column.Add(parts.NewFactList(facts...))
	column.Add(parts.NewText("How easily the two papers read", parts.SectionTitle))
	for _, job := range scaleJobs(n) {
		if doc, err := job.Make(desk.NamesOff); err == nil {
			column.Add(parts.NewProse(job.Title+": "+d.ReadingWords(doc), parts.Plain))
		}
	}
	return parts.Scrolled(parts.Margins(0, parts.Between, 3, 0, column))
}

// scaleJobs are the papers of the whole continuum.
func scaleJobs(n Needs) []printing.Job {
	today := n.Desk.Today().String()
	job := func(title string, forParents bool) printing.Job {
		return printing.Job{Title: title, FileName: title + " " + today, Make: func(desk.Names) (*paper.Doc, error) {
			return n.Desk.ContinuumDocument(context.Background(), forParents)
		}}
	}
	word := n.Desk.Terms().Label("continuum")
	return []printing.Job{job(word+" for the adults who rate", false), job(word+" for families", true)}
}

func printScale(n Needs) {
	printing.ShowAny(printing.Needs{Desk: n.Desk, Shell: n.Shell, Folder: n.Folder}, scaleJobs(n))
}

// printLevel lays out the papers of a pupil's level: the letter to the family first.
func printLevel(n Needs, pupil string) {
	e, err := n.Desk.Entry(pupil)
	if err != nil {
		n.Shell.Alert(desk.Words(err))
		return
	}
	word := n.Desk.Terms().Label("level")
	job := func(title string, make func(context.Context, string, desk.Names) (*paper.Doc, error)) printing.Job {
		return printing.Job{Title: title, FileName: title + " " + n.Desk.Today().String(),
			Who:  func(names desk.Names) string { return desk.FileNameOf(e, names) },
			Make: func(names desk.Names) (*paper.Doc, error) { return make(context.Background(), pupil, names) }}
	}
	jobs := append([]printing.Job{job(word+" letter to the family", n.Desk.LevelParentDocument), job(word+" and why", n.Desk.LevelDocument)}, scaleJobs(n)...)
	if _, err := jobs[0].Make(desk.NamesOff); err != nil { // no level, or one that cannot be said
		n.Shell.Alert(desk.Words(err))
		jobs = jobs[2:]
	}
	printing.ShowAny(printing.Needs{Desk: n.Desk, Shell: n.Shell, Folder: n.Folder}, jobs)
}
