package requests

import (
	"context"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// letters lists the letters to the family of each pupil that belong to the request so far,
// each with whether it was handed over; nil where there is none.
func (p *page) letters() fyne.CanvasObject {
	column := parts.Column(parts.Between)
	for _, due := range p.m.letters {
		for _, who := range p.m.pupils {
			if who.Pupil == due.Pupil {
				column.Add(p.letterRow(who, due))
			}
		}
	}
	if len(column.Objects) == 0 {
		return nil
	}
	return column
}

// pointWords name the points of letters.
var pointWords = map[string]string{funding.PointSubmitted: "That it was submitted", funding.PointDecided: "What was decided", funding.PointReviewed: "What it changed"}

// ways are how a letter can reach the family.
var ways = []parts.Option{{Value: "by hand", Words: "By hand"}, {Value: "by post", Words: "By post"}, {Value: "by e-mail", Words: "By e-mail"}, {Value: "at a meeting", Words: "At a meeting"}}

func (p *page) letterRow(who member, due desk.LetterDue) fyne.CanvasObject {
	title := pointWords[due.Point]
	if len(p.m.pupils) > 1 {
		title += ": " + wording.Name(who.entry, p.hidden)
	}
	links := parts.Flow(parts.Groups)
	if due.Shared {
		words := parts.Done.Shape() + " Handed over on " + due.On.Words() + ", " + due.How
		links.Add(parts.NewText(words, parts.TextStyle{Size: parts.Quiet.Size, Colour: parts.Done.Colour()}))
	} else {
		links.Add(parts.NewText(parts.Soon.Shape()+" Not handed over yet", parts.TextStyle{Size: parts.Quiet.Size, Colour: parts.Soon.Colour()}))
	}
	links.Add(parts.NewLink("Read and print", func() { p.printLetter(who, due.Point) }))
	if due.Shared {
		links.Add(parts.NewLink("Take the tick away", func() { p.step(p.n.Desk.LetterNotShared(context.Background(), p.m.number, who.Pupil, due.Point)) }))
	} else {
		links.Add(parts.NewLink("Tick as handed over", func() { p.askHandedOver(who, due.Point) }))
	}
	return parts.Column(0, parts.NewProse(title, parts.Plain), links)
}

// printLetter shows the letter as it will come out, with how easily it reads, to be saved
// or printed.
func (p *page) printLetter(who member, point string) {
	printing.Show(printing.Needs{Desk: p.n.Desk, Shell: p.n.Shell, Folder: p.n.Folder}, printing.Job{
		Title: pointWords[point], FileName: "Letter " + p.m.request().Reference() + " " + point + " " + p.n.Desk.Today().String(),
		Who: func(names desk.Names) string { return desk.FileNameOf(who.entry, names) },
		Make: func(names desk.Names) (*paper.Doc, error) {
			return p.n.Desk.RequestLetter(context.Background(), p.m.number, who.Pupil, point, names)
		}})
}

// askHandedOver asks when and how the letter was handed over.
func (p *page) askHandedOver(who member, point string) {
	on := p.today()
	how := parts.NewChoice(ways, nil)
	how.SetChosen(ways[0].Value)
	form := sheet.New("The letter was handed over", "Tick it", func() error {
		given, err := sheet.Day("on", on)
		if err != nil {
			return err
		}
		return p.n.Desk.LetterShared(context.Background(), p.m.number, who.Pupil, point, given, how.Chosen())
	})
	form.Add("on", "On", on, "")
	form.Add("how", "How", how, "")
	p.openStep("letter/"+point+"/"+who.Pupil, form)
}
