package publish

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/paper"
)

// DeadLink is the finding of a web address that did not answer when it was asked.
const DeadLink = "report.dead_link"

// LinkAnswer is what a web address said when it was asked.
type LinkAnswer struct {
	Address string   `json:"address"`
	Where   []string `json:"where"` // the sections that it stands in, "" for the first page
	OK      bool     `json:"ok"`
	To      string   `json:"to"`    // where it leads on to, "" where it answers itself
	Why     string   `json:"why"`   // what is wrong, or what to know; "" where all is well
	Asked   day.Date `json:"asked"` // when it was asked
}

// LinkAsker asks web addresses whether there is anything behind them. It sends nothing
// but the request for the page.
type LinkAsker interface {
	// Ask answers for each address, in their order: OK, To and Why.
	Ask(ctx context.Context, addresses []string) []LinkAnswer
}

// LinksIn returns the web addresses that a document links to, each with the sections that
// it stands in, in the order of the document.
func LinksIn(parts []Part) []LinkAnswer {
	list := []LinkAnswer{}
	for _, part := range parts {
		for _, address := range part.Links {
			i := slices.IndexFunc(list, func(l LinkAnswer) bool { return l.Address == address })
			if i < 0 {
				i, list = len(list), append(list, LinkAnswer{Address: address})
			}
			if !slices.Contains(list[i].Where, part.Section) {
				list[i].Where = append(list[i].Where, part.Section)
			}
		}
	}
	return list
}

// AddDeadLinks adds to the check of a document the addresses that did not answer, in the
// sections that still hold them.
func (r *Result) AddDeadLinks(p *Pack, answers []LinkAnswer) {
	for _, part := range partsOf(p, r.Doc) {
		i := slices.IndexFunc(r.Sections, func(s SectionState) bool { return s.ID == part.Section })
		var dead []finding.Finding
		for _, a := range answers {
			if !a.OK && slices.Contains(part.Links, a.Address) {
				dead = append(dead, finding.Finding{Code: DeadLink, Field: part.Section, Severity: finding.Warn, Args: []string{a.Address, a.Why}})
			}
		}
		if i >= 0 && len(dead) > 0 {
			found := append(slices.Clone(r.Sections[i].Findings), dead...)
			r.Sections[i].Findings = []finding.Finding{}
			r.Sections[i].judge(found)
		}
	}
}

// linksOf returns the web addresses that a block links to.
func linksOf(b paper.Block) []string {
	var links []string
	from := func(spans []paper.Span) {
		for _, s := range spans {
			if strings.HasPrefix(s.Href, "https://") || strings.HasPrefix(s.Href, "http://") {
				links = append(links, s.Href)
			}
		}
	}
	var list func(l paper.List)
	list = func(l paper.List) {
		for _, item := range l.Items {
			from(item.Text)
			if item.Sub != nil {
				list(*item.Sub)
			}
		}
	}
	switch b := b.(type) {
	case paper.Para:
		from(b.Text)
	case paper.List:
		list(b)
	case paper.Table:
		for _, row := range slices.Concat(b.Head, b.Body, b.Foot) {
			for _, cell := range row {
				from(cell.Text)
			}
		}
	case paper.KeyValues:
		for _, pair := range b.Pairs {
			from(pair.Value)
		}
	case paper.Panels:
		for _, panel := range b.Panels {
			for _, inside := range panel.Blocks {
				links = append(links, linksOf(inside)...)
			}
		}
	}
	return links
}
