package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/gowebpki/jcs"

	"needsbook/app/summary"
	"needsbook/assets"
)

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
	if epoch == "" {
		epoch = "000001" // what the preview shows until the first summary is approved
	}
	cluster := p.Member.Cluster
	if cluster == "" {
		cluster = s.Cluster
	}
	if cluster == "" {
		cluster = "NONE"
	}
	continuumBody, err := d.packBody(ctx, formatContinuum, "continuum.json")
	if err != nil {
		return summary.Facts{}, err
	}
	f := summary.Facts{URN: s.URN, Cluster: cluster, Series: p.Series, AsOf: d.Today(), Epoch: epoch, Rev: p.Head.Rev + 1, Prev: p.Head.Document,
		CodeLists: summary.CodeLists{Continuum: hashOf(continuumBody), Need: hashOf(assets.Pack("sen-types.json"))},
		Phase:     s.Phase, Roll: d.Counts().Roll, Levels: d.levelIDs(), Members: d.members()}
	f.Nursery, f.SixthForm = d.ages()
	return f, nil
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

// hashOf names a pack by its content. Spaces and the order of names do not count: a
// pack that was installed is kept in another form and is still the same pack.
func hashOf(b []byte) string {
	if canonical, err := jcs.Transform(b); err == nil {
		b = canonical
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// members are the pupils with SEN on roll as the summary may see them: opaque keys
// and codes. The keys never leave the school.
func (d *Desk) members() []summary.Member {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var out []summary.Member
	for _, e := range d.entries {
		if e.OnRoll(d.today()) && e.OnRegister() {
			m := summary.Member{Key: e.ID, Year: e.Year.Order, Status: e.Status, PrimaryNeed: e.PrimaryNeed(), Level: e.Level}
			if e.LevelOther {
				m.Level = "" // another continuum's levels never count as this one's
			}
			out = append(out, m)
		}
	}
	return out
}
