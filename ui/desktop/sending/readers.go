package sending

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// readers shows who will see the summary, and what it never holds.
func (s *Screen) readers() fyne.CanvasObject {
	column := parts.Column(parts.Groups)
	if s.now.joined() {
		column.Add(s.membersCard())
		column.Add(s.hubCard())
	} else {
		column.Add(parts.Card("Who will see it", parts.NewProse(s.now.say("Nobody yet: the school has joined no {cluster}."), parts.Small)))
	}
	column.Add(neverCard())
	return parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, column))
}

// membersCard names the schools whose people see the figures.
func (s *Screen) membersCard() fyne.CanvasObject {
	why := parts.NewProse(s.now.say("They see the figures as shown here under the school's name, and added up with their own. So do the {cluster_panel} and the people of the hub. Nobody else is given a link."), parts.Small)
	names := s.now.memberNames()
	if len(names) == 0 {
		fetch := parts.NewButton("Ask the hub", s.fetch)
		return parts.Card("Who will see it", parts.Column(parts.Between,
			parts.NewProse(s.now.say("The schools of the {cluster} ")+s.now.member.Cluster+". The hub has not said yet which they are.", parts.Plain), parts.Row(0, fetch), why))
	}
	return parts.Card("Who will see it", parts.Column(parts.Between,
		parts.NewProse(fmt.Sprintf("%s of %s:", wording.Count(len(names), "school"), s.now.bulletin.Name), parts.Plain),
		parts.NewProse(strings.Join(names, "\n"), parts.Small), why,
		parts.Row(0, parts.NewLink("What the others see of us", func() { s.n.Shell.Go(shell.To("clusterview", "us")) }))))
}

// memberNames are the schools that the hub last named, this one marked.
func (s standing) memberNames() []string {
	var out []string
	for _, m := range s.bulletin.Members {
		name := m.Name
		if m.URN == s.urn {
			name += " (this school)"
		}
		out = append(out, name)
	}
	return out
}

// hubCard tells where the summary goes.
func (s *Screen) hubCard() fyne.CanvasObject {
	m := s.now.member
	facts := []parts.Fact{{Label: "Hub", Value: m.Hub.Name}}
	if m.Address != "" {
		facts = append(facts, parts.Fact{Label: "Address", Value: m.Address})
	}
	if m.Folder != "" {
		facts = append(facts, parts.Fact{Label: "Folder", Value: m.Folder})
	}
	return parts.Card("Where it goes", parts.NewFactList(append(facts, parts.Fact{Label: "Its six words", Value: strings.Join(m.Hub.Key.Words(), " ")})...))
}

// neverCard says what no summary holds.
func neverCard() fyne.CanvasObject {
	never := parts.Column(parts.Tight)
	for _, words := range neverSent {
		never.Add(bullet(words, parts.Small))
	}
	return parts.Card("What never leaves the school", never)
}

// bullet is one line of a list.
func bullet(words string, style parts.TextStyle) fyne.CanvasObject {
	return parts.Sides(parts.Column(0, parts.Wide(4, parts.NewText("•", style))), parts.NewProse(words, style), nil)
}

// fetch asks the hub for what it sends round: who belongs, and everything else.
func (s *Screen) fetch() {
	s.run(func(ctx context.Context) error {
		_, err := s.n.Desk.FetchBulletin(ctx)
		return err
	}, func(err error) {
		words := "What the hub sends round is here."
		if err == nil && s.now.bulletin.Number == 0 {
			words = "The hub has sent nothing round yet."
		}
		s.done(s.update, words)(err)
	})
}
