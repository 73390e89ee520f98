package desk

import (
	"cmp"
	"context"
	"slices"

	"needsbook/app/money"
	"needsbook/app/pack"
	"needsbook/app/provision"
)

// RateCard returns the rate card in use: the council's or the school's own where one is
// installed, else the example that ships.
func (d *Desk) RateCard() provision.RateCard { return d.card }

// RateCardPreview is what a rate card would change if it were adopted.
type RateCardPreview struct {
	Title  string       `json:"title"`
	Rows   []RateRow    `json:"interventions"` // of this school year, those that change first
	Before money.Amount `json:"before"`        // all together, in this school year
	After  money.Amount `json:"after"`
	Kinds  []RateKind   `json:"kinds"`   // whose rate today would be another one
	Own    []string     `json:"own"`     // names of kinds that keep the school's own rate
	Gaps   []string     `json:"missing"` // sentences: kinds in use that would have no rate
	Blocks bool         `json:"blocks"`  // a kind in use would lose its rate, so the card cannot be adopted
}

// RateRow is the cost of an intervention in this school year before and after.
type RateRow struct {
	ID     string       `json:"id"`
	Name   string       `json:"name"`
	Before money.Amount `json:"before"`
	After  money.Amount `json:"after"`
}

// RateKind is the rate of a kind of staff today, before and after.
type RateKind struct {
	ID     string       `json:"id"`
	Name   string       `json:"name"`
	Before money.Amount `json:"before"`
	After  money.Amount `json:"after"`
}

// PreviewRateCard shows what adopting a rate card would change. Nothing is stored. The
// problems are those of a card that cannot be read.
func (d *Desk) PreviewRateCard(ctx context.Context, body []byte) (RateCardPreview, []pack.Problem, error) {
	card, problems := provision.LoadRateCard(body)
	if problems != nil {
		return RateCardPreview{}, problems, nil
	}
	out := RateCardPreview{Title: card.Title}
	own, err := d.ownRates(ctx)
	if err != nil {
		return out, nil, err
	}
	now, err := d.Costing(ctx)
	if err != nil {
		return out, nil, err
	}
	then, err := d.costingBy(ctx, card)
	if err != nil {
		return out, nil, err
	}
	used, err := d.costRuns(ctx, &out, now, then)
	if err != nil {
		return out, nil, err
	}
	for _, k := range card.StaffKinds {
		if _, has := own[k.ID].On(d.Today()); has {
			out.Own = append(out.Own, k.Name)
			continue
		}
		before, had := now.Rate(k.ID, d.Today())
		after, has := then.Rate(k.ID, d.Today())
		if had != has || before.Amount.Cmp(after.Amount) != 0 {
			out.Kinds = append(out.Kinds, RateKind{k.ID, k.Name, before.Amount, after.Amount})
		}
	}
	for _, u := range used {
		if _, has := then.Rate(u.kind, d.Today()); !has {
			_, had := now.Rate(u.kind, d.Today())
			out.Gaps, out.Blocks = append(out.Gaps, u.words(d.card.StaffName(u.kind))), out.Blocks || had
		}
	}
	return out, nil, nil
}

// kindUse is a kind of staff and what uses it.
type kindUse struct {
	kind  string
	names []string // of interventions
	staff int
}

// words are a sentence about a kind in use that a card has no rate for. Staff are counted
// and not named.
func (u kindUse) words(name string) string {
	words := "The card has no rate for “" + name + "”, which "
	switch n := len(u.names); {
	case n == 0:
		return words + count(u.staff, "member") + " of staff has."
	case n == 1:
		return words + "“" + u.names[0] + "” uses."
	default:
		return words + "“" + u.names[0] + "” and " + count(n-1, "other") + " use."
	}
}

// costRuns costs each intervention of the year twice, and returns the kinds of staff that
// a rate is needed for.
func (d *Desk) costRuns(ctx context.Context, out *RateCardPreview, now, then provision.Costing) ([]kindUse, error) {
	staff, err := d.Staff(ctx)
	if err != nil {
		return nil, err
	}
	used := map[string]*kindUse{}
	use := func(kind string) *kindUse {
		if used[kind] == nil {
			used[kind] = &kindUse{kind: kind}
		}
		return used[kind]
	}
	for _, s := range staff {
		if s.Until.IsZero() || !s.Until.Before(d.Today()) {
			use(s.Kind).staff++
		}
	}
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		if !r.onMap(&now) {
			continue
		}
		row := RateRow{r.ID, r.Name, now.Of(r.Intervention, r.placed, r.held).Whole.Planned, then.Of(r.Intervention, r.placed, r.held).Whole.Planned}
		out.Rows = append(out.Rows, row)
		out.Before, out.After = out.Before.Add(row.Before), out.After.Add(row.After)
		if r.StaffKind != "" && r.Price.IsZero() && r.Minutes > 0 {
			u := use(r.StaffKind)
			u.names = append(u.names, r.Name)
		}
	}
	same := func(r RateRow) int { return 1 - r.Before.Sub(r.After).Decimal().Abs().Sign() }
	slices.SortFunc(out.Rows, func(a, b RateRow) int {
		return cmp.Or(same(a)-same(b), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	list := make([]kindUse, 0, len(used))
	for _, u := range used {
		slices.Sort(u.names)
		list = append(list, *u)
	}
	slices.SortFunc(list, func(a, b kindUse) int { return cmp.Compare(a.kind, b.kind) })
	return list, nil
}

// checkCard refuses a rate card that lacks a kind of staff which is in use and has a rate
// now.
func (d *Desk) checkCard(ctx context.Context, body []byte) error {
	preview, problems, err := d.PreviewRateCard(ctx, body)
	if err != nil || len(problems) > 0 || !preview.Blocks {
		return err
	}
	return refuse("pack", preview.Gaps[0]+" Add a rate to the card, or set your own under Settings, Money. The card in use stays.")
}
