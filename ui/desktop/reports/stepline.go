package reports

import (
	"fmt"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// showSteps sets the steps to a published document beside each other; each leads to what
// it asks for.
func (p *page) showSteps() {
	steps := p.m.steps()
	p.anew("steps", fmt.Sprint(steps), func() {
		p.stepLine.Objects = nil
		for i, s := range steps {
			name := s.name
			things := []fyne.CanvasObject{}
			if i > 0 {
				things = append(things, parts.NewText("→", parts.Quiet))
			}
			if s.state != parts.NoState {
				things = append(things, parts.NewText(s.state.Shape(), parts.TextStyle{Bold: true, Colour: s.state.Colour()}))
			}
			p.stepLine.Add(parts.Row(parts.Between, append(things, parts.NewLink(s.words, func() { p.doStep(name) }))...))
		}
		p.stepLine.Add(p.why)
		p.stepLine.Refresh()
	})
}

// takeStep takes the step that the main button names.
func (p *page) takeStep() { p.doStep(p.m.main()) }

func (p *page) doStep(name string) {
	switch name {
	case stepFinish:
		p.toNext()
	case stepFigures:
		p.updateFigures()
	case stepApprove:
		p.askApproval()
	case stepPublish:
		p.askPublish()
	}
}

// showReasons lists why the document cannot be published.
func (p *page) showReasons() {
	body := parts.NewProse("Nothing stands in the way: it can be published.", parts.Plain)
	if p.m.out {
		body.SetText(fmt.Sprintf("Version %d of %s says exactly this. There is nothing new to publish.", p.m.versions[0].Number, p.m.versions[0].On.Words()))
	}
	if len(p.m.reasons) == 0 {
		(&parts.Dialog{Title: "Before it can be published", Body: body, Accept: "Close", Cancel: "-"}).Show(p.n.Shell.Window().Canvas())
		return
	}
	card := &parts.Dialog{Title: "Before it can be published", Body: parts.Scrolled(parts.Margins(0, 0, 3, 0, bullets(p.m.reasons))), Accept: "Close", Cancel: "-", Width: 150, Height: 110}
	card.Show(p.n.Shell.Window().Canvas())
}

func bullets(lines []string) fyne.CanvasObject {
	column := parts.Column(parts.Between)
	for _, line := range lines {
		mark := parts.NewText("!", parts.TextStyle{Bold: true, Colour: theme.ColourOverdue})
		column.Add(parts.Sides(parts.Margins(0, 0, parts.Between, 0, parts.Column(0, mark)), parts.NewProse(line, parts.Plain), nil))
	}
	return column
}
