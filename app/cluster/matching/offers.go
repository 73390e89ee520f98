package matching

import (
	"cmp"
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// Board lists the offers and asks that stand on a day, those that end first before the
// others. names are those of the member schools by URN; what a school that is no member
// offered is left out.
func Board(kept []papers.Kept, names map[string]string, today day.Date) []papers.OfferLine {
	var out []papers.OfferLine
	for _, k := range kept {
		o, ok := k.Paper.(papers.Offer)
		name, member := names[k.Paper.About().URN]
		if !ok || !member || o.State != papers.Open || today.Before(o.From) || today.After(o.To) {
			continue
		}
		out = append(out, papers.OfferLine{URN: o.URN, School: name, Ref: o.Ref, Offers: o.Offers, Family: o.Family, Service: o.Service,
			Places: o.Places, Day: o.Day, Phases: o.Phases, Text: o.Text, From: o.From, To: o.To})
	}
	slices.SortFunc(out, func(a, b papers.OfferLine) int {
		return cmp.Or(a.To.Compare(b.To), cmp.Compare(a.School, b.School), cmp.Compare(a.Ref, b.Ref))
	})
	return out
}
