package sending

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
)

// tableServices is the table of services that were wanted, beside which the school sets
// its own priorities.
const tableServices = "T09"

// priorities is the line under the table of services that gives the one under the
// keyboard a priority: 1 to 3, or none.
func (p *figuresPane) priorities() fyne.CanvasObject {
	p.wanted = parts.NewProse("", parts.Small)
	line := parts.Flow(parts.Between)
	for n := 1; n <= desk.LowestPriority; n++ {
		line.Add(parts.NewButton(fmt.Sprintf("Priority %d", n), func() { p.prefer(n) }).WithKey(fmt.Sprint(n)))
	}
	line.Add(parts.NewLink("None", func() { p.prefer(0) }).WithKey("0"))
	p.grid.OnRune = func(r rune) bool {
		if n := int(r - '0'); r >= '0' && n <= desk.LowestPriority {
			p.prefer(n)
			return true
		}
		return false
	}
	p.tellPriority()
	return parts.Column(parts.Tight, p.wanted, line)
}

// service is the one that the keyboard is on.
func (p *figuresPane) service() (provision.Service, bool) {
	list := p.s.n.Desk.Services().List
	if p.grid == nil || p.s.set.open() != tableServices || p.grid.Current() < 0 || p.grid.Current() >= len(list) {
		return provision.Service{}, false
	}
	return list[p.grid.Current()], true
}

// tellPriority says which priority the service has.
func (p *figuresPane) tellPriority() {
	one, found := p.service()
	if !found || p.wanted == nil {
		return
	}
	words := one.Name + " has no priority of the school's own."
	if n := p.s.now.priorities[one.ID]; n > 0 {
		words = fmt.Sprintf("%s is the school's priority %d.", one.Name, n)
	}
	p.wanted.SetText(words)
}

// prefer gives the service a priority, and shows the figures as they are then.
func (p *figuresPane) prefer(n int) {
	one, found := p.service()
	if !found {
		return
	}
	row, s := p.grid.Current(), p.s
	s.run(func(ctx context.Context) error { return s.n.Desk.SetServicePriority(ctx, one.ID, n) }, func(err error) {
		s.done(s.reload, one.Name+": the priority was changed. Ctrl+Z takes it back.")(err)
		if s.pane != nil && s.pane.grid != nil {
			s.pane.grid.SetCurrentCell(row, len(s.pane.grid.Columns)-1)
			s.focus(s.pane.grid)
		}
	})
}
