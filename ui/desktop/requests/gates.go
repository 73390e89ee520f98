package requests

import (
	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// Memory is what the pages of requests remember from one visit to the next: the gate from
// which one went to put it right. The zero Memory is a first visit.
type Memory struct {
	number int
	gate   string
}

// showGates sets the gates, with those that are not open first.
func (p *page) showGates() {
	lamps := p.lamps()
	p.anew("gates", gatesKey(lamps), func() { p.gates.SetLamps(lamps) })
	blocking, useful := p.m.standing()
	write := "What you write"
	if !p.m.drafting() {
		write = "How it stands"
	}
	p.panes.name(blocking+useful, write)
}

func gatesKey(lamps []parts.Lamp) string {
	key := ""
	for _, l := range lamps {
		key += l.Title + l.Word + l.Note + l.Button + "\n"
	}
	return key
}

// ordered are the gates in the order in which they are shown: what blocks, what would
// make the request stronger, and what is open.
func (m *model) ordered() []funding.Gate {
	var list []funding.Gate
	for _, light := range []funding.Light{funding.Red, funding.Amber, funding.Green} {
		for _, g := range m.draft.Result.Gates {
			if g.Light == light {
				list = append(list, g)
			}
		}
	}
	return list
}

// lamps are the gates, each with the way to its fact.
func (p *page) lamps() []parts.Lamp {
	var lamps []parts.Lamp
	for _, g := range p.m.ordered() {
		state, word := gateState(g)
		lamp := parts.Lamp{State: state, Title: g.Title, Word: word, Note: g.Why, Button: "Look", Do: func() { p.fix(g) }}
		if p.hidden {
			lamp.Note = wording.Written(g.Why, true)
		}
		if !g.OK {
			lamp.Button = "Fix"
		}
		if !p.m.drafting() {
			lamp.Button, lamp.Do = "", nil
		}
		lamps = append(lamps, lamp)
	}
	return lamps
}

// fix goes to where a gate is put right, or to the fact that opened it.
func (p *page) fix(g funding.Gate) {
	to, field := p.m.way(g)
	if field == "" {
		p.remember(g.ID)
		p.n.Shell.Go(to)
		return
	}
	if p.desk == nil {
		p.n.Shell.Say(wording.Withheld)
		return
	}
	p.closePanel()
	p.toWrite()
	p.desk.focus(field)
}

// remember notes which gate one leaves from.
func (p *page) remember(gate string) {
	if p.n.Memory != nil {
		*p.n.Memory = Memory{p.m.number, gate}
	}
}

// focusLeft gives the keyboard back to the gate from which one went, once. It reports
// whether there was one.
func (p *page) focusLeft() bool {
	if p.n.Memory == nil || p.n.Memory.number != p.m.number {
		return false
	}
	left := p.n.Memory.gate
	*p.n.Memory = Memory{}
	p.panes.choose(paneNeeds)
	p.body.Refresh()
	for place, g := range p.m.ordered() {
		if g.ID == left {
			return p.gates.FocusOn(place)
		}
	}
	return false
}
