package desk

import (
	"context"
	"slices"

	"needsbook/app/exchange"
	"needsbook/app/funding"
	"needsbook/app/summary"
	"needsbook/assets"
)

// firstEpoch is what the preview shows in a file that has neither joined a cluster nor
// approved a summary.
const firstEpoch = "000001"

// summaryFacts gathers all that a summary is made from out of the school's own records:
// nobody fills in a figure for the cluster.
func (d *Desk) summaryFacts(ctx context.Context, p *SummaryPreview) (summary.Facts, error) {
	s := d.School()
	if _, err := readNamed(ctx, d.store, kindSending, sendingHead+p.Series, &p.Head); err != nil {
		return summary.Facts{}, err
	}
	epoch := p.Head.Epoch
	if epoch == "" {
		if _, err := readNamed(ctx, d.store, kindSending, sendingEpoch, &epoch); err != nil {
			return summary.Facts{}, err
		}
	}
	f := summary.Facts{URN: s.URN, Cluster: firstOf(p.Member.Cluster, s.Cluster, "NONE"), Series: p.Series, AsOf: d.Today(), Epoch: firstOf(epoch, firstEpoch),
		Rev: p.Head.Rev + 1, Prev: p.Head.Document, Phase: s.Phase, Roll: d.Counts().Roll, Levels: d.levelIDs()}
	f.Nursery, f.SixthForm = d.ages()
	f.Routes = d.levelRoutes()
	agreed, inForce, err := d.Agreement(ctx)
	if err != nil {
		return summary.Facts{}, err
	}
	if inForce {
		p.Stay = agreed.LeftOut()
	}
	for _, t := range p.Stay {
		f.Without = append(f.Without, t.ID)
	}
	for _, gather := range []func(context.Context, *summary.Facts) error{
		d.codeLists, d.memberFacts, d.provisionFacts, d.serviceFacts, d.caseFacts, d.outcomeFacts, d.moderationFacts, d.budgetFacts,
	} {
		if err = gather(ctx, &f); err != nil {
			return summary.Facts{}, err
		}
	}
	return f, nil
}

// firstOf returns the first text that is not empty.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// codeLists names the packs that the figures are counted by, and gives the services in
// the order of their pack.
func (d *Desk) codeLists(ctx context.Context, f *summary.Facts) error {
	scale, err := d.packBody(ctx, formatContinuum, "continuum.json")
	if err != nil {
		return err
	}
	f.CodeLists = summary.CodeLists{Continuum: exchange.CodeListID(scale), Need: exchange.CodeListID(assets.Pack("sen-types.json"))}
	for _, one := range d.services.List[:min(len(d.services.List), mostServices)] {
		f.Services = append(f.Services, one.ID)
		f.ServiceNames = append(f.ServiceNames, one.Name)
	}
	if len(f.Services) == 0 {
		return nil
	}
	services, err := d.packBody(ctx, "sen-services", "services.json")
	f.CodeLists.Services = exchange.CodeListID(services)
	return err
}

// mostServices is how many services of the pack a summary counts, the first ones.
const mostServices = 40

// levelRoutes gives the funding route of each level, as far as it is one of the four
// that the summary knows.
func (d *Desk) levelRoutes() map[string]string {
	known := []string{"universal", "targeted", "predictable", "exceptional"}
	out := map[string]string{}
	for _, l := range d.continuum.Levels {
		if slices.Contains(known, l.Route) {
			out[l.ID] = l.Route
		}
	}
	return out
}

// ages reports whether the school has a nursery class and a sixth form. It looks at
// the whole roll: taken from the pupils with SEN alone, a lone one in Year 12 would
// show in which columns apply.
func (d *Desk) ages() (nursery, sixthForm bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, e := range d.entries {
		if e.OnRoll(d.today()) && e.Year.Code != "" {
			nursery = nursery || e.Year.Order < 0
			sixthForm = sixthForm || e.Year.Order > 11
		}
	}
	return nursery, sixthForm
}

// memberFacts are the pupils with SEN on roll as the summary may see them: opaque keys
// and codes, and how whole their records are. The keys never leave the school.
func (d *Desk) memberFacts(ctx context.Context, f *summary.Facts) error {
	whole, err := d.recordsWhole(ctx)
	if err != nil {
		return err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, e := range d.entries {
		if e.OnRoll(d.today()) && e.OnRegister() {
			m := summary.Member{Key: e.ID, Year: e.Year.Order, Status: e.Status, PrimaryNeed: e.PrimaryNeed(), Level: e.Level}
			if e.LevelOther {
				m.Level = "" // another continuum's levels never count as this one's
			}
			w := whole[e.ID]
			m.Reviewed, m.OnTime, m.Voice = w.dated, w.onTime, w.heard
			f.Members = append(f.Members, m)
		}
	}
	return nil
}

// onRollNow reports of every pupil whether they are on roll today.
func (d *Desk) onRollNow() func(pupil string) bool {
	today := d.Today()
	d.mu.RLock()
	defer d.mu.RUnlock()
	here := make(map[string]bool, len(d.entries))
	for _, e := range d.entries {
		here[e.ID] = e.OnRoll(today)
	}
	return func(pupil string) bool { return here[pupil] }
}

// moderationFacts is T12: what this year's moderation came to, from ten cases on, and the
// signals of the levels once there are rates of the cluster to compare with.
func (d *Desk) moderationFacts(ctx context.Context, f *summary.Facts) error {
	m, err := d.ModerationFacts(ctx)
	if err != nil {
		return err
	}
	f.Moderation.Cases = m.Cases
	for _, band := range AgreementBands {
		if band.ID == m.Band {
			f.Moderation.From = band.From
		}
	}
	return d.signalFacts(ctx, f)
}

// budgetFacts is T13: the notional SEN budget of this school year, and how much of it
// the provision map commits, as the Budget screen has it.
func (d *Desk) budgetFacts(ctx context.Context, f *summary.Facts) error {
	b, err := d.budgetIn(ctx, 0)
	if err != nil {
		return err
	}
	pounds := b.Notional.InPence() / 100
	if pounds <= 0 {
		return nil
	}
	f.Budget = summary.Budget{Known: true, Notional: pounds, SpentPercent: int(min(9999, b.Source(funding.SourceNotional).Committed.InPence()/pounds))}
	return nil
}

// wholeness is how whole the record of one pupil is (T14).
type wholeness struct {
	dated  bool // the plan that runs has a day for its review
	onTime bool // no review is overdue, and the last one was held by its day
	heard  bool // the pupil's view is recorded this school year
}
