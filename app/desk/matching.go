package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/register"
)

// Names under which what is shared with other schools is kept. Rings are secret.
const (
	sendingNeed   = "need/"
	sendingMet    = "met/"
	sendingKnown  = "known_schools"
	sendingRings  = "shared_rings"
	sendingAnswer = "need_answer/"
)

// NeedAsk is a question to the cluster: do others share this need? It holds codes and a
// number, and no pupil.
type NeedAsk struct {
	matching.Bucket
	Pupils  int    `json:"pupils"`
	Private bool   `json:"private"` // be told of a single other school as well
	Strand  string `json:"strand"`  // what it is about in the continuum; stays in school
	Years   [2]int `json:"years"`   // the youngest and the oldest year group; stay in school
}

// keptNeed is a question that was asked.
type keptNeed struct {
	NeedAsk
	Ref      string   `json:"ref"`
	Token    string   `json:"token"`
	Band     string   `json:"band"`
	Ring     string   `json:"ring"`
	Maker    string   `json:"maker"` // identifier of the key that made the ring
	On       day.Date `json:"on_day"`
	By       string   `json:"by"`
	Stopped  day.Date `json:"stopped"`
	Replaced bool     `json:"replaced"` // asked again under a newer ring
}

// SharedNeedRules are the codes that needs are shared by, and the least numbers.
func (d *Desk) SharedNeedRules() matching.Rules { return matching.Shipped() }

// AskFor proposes the question for pupils with a like need: the phase and the need that
// most of them have, in the half term of today.
func (d *Desk) AskFor(n LikeNeed) NeedAsk {
	rules := d.SharedNeedRules()
	a := NeedAsk{Pupils: len(n.Pupils), Strand: n.Need, Years: n.Alike.Years}
	var phases, needs []string
	for _, id := range n.Pupils {
		if e, err := d.Entry(id); err == nil {
			phases = append(phases, phaseCode(e.Year))
			if need := e.PrimaryNeed(); need != "" && slices.Contains(papers.Needs, need) {
				needs = append(needs, need)
			}
		}
	}
	a.Phase, a.Need = most(phases), most(needs)
	if a.Need == "" {
		if area, ok := d.continuum.Area(n.Area); ok && len(area.Codes) > 0 {
			a.Need = area.Codes[0]
		}
	}
	a.Support = rules.SupportFor(a.Need)
	a.Intensity, a.Mode = rules.Intensities[len(rules.Intensities)/2].ID, rules.Modes[0].ID
	a.Window = rules.WindowOn(d.Today()).ID
	return a
}

// most is the word that stands in a list most often, the first in the alphabet of those.
func most(words []string) string {
	counts := map[string]int{}
	for _, w := range words {
		counts[w]++
	}
	best := ""
	for w, n := range counts {
		if n > counts[best] || n == counts[best] && w < best {
			best = w
		}
	}
	return best
}

// phaseCode is the phase of a year group as papers write it.
func phaseCode(y register.YearGroup) string {
	if slices.Contains(papers.Phases, y.Phase) {
		return y.Phase
	}
	if y.Order > 11 {
		return "KS5"
	}
	return "EY"
}

// AskWords says in words what a question is about.
func (d *Desk) AskWords(b matching.Bucket) string {
	r := d.SharedNeedRules()
	return matching.Named(r.Phases, b.Phase) + ", " + lowerStart(d.codes.NeedName(b.Need)) + ": " + lowerStart(matching.Named(r.Supports, b.Support))
}

// lowerStart begins a name in the middle of a sentence, unless it is an abbreviation.
func lowerStart(name string) string {
	if len(name) > 1 && name[1] >= 'a' && name[1] <= 'z' {
		return strings.ToLower(name[:1]) + name[1:]
	}
	return name
}

// AskPreview is a question as it would leave: what goes, and what it stands for, which
// stays.
type AskPreview struct {
	Ask     NeedAsk
	Ring    RingState
	Goes    []papers.Line // all that the hub gets
	Means   []papers.Line // what other schools of the ring can read in it, and nobody else
	Stays   []string      // what does not leave
	Preview papers.Preview
	kept    keptNeed
}

// PreviewAsk makes a question ready to be looked at. Nothing is kept and nothing is sent.
func (d *Desk) PreviewAsk(ctx context.Context, a NeedAsk) (AskPreview, error) {
	p := AskPreview{Ask: a}
	rules := d.SharedNeedRules()
	if err := d.checkAsk(a); err != nil {
		return p, err
	}
	state, err := d.Ring(ctx)
	if err != nil {
		return p, err
	}
	if p.Ring = state; !state.Usable {
		return p, refuse("ring", state.Words)
	}
	ring := state.ring.Ring
	token := string(ring.Token(a.Bucket))
	before, err := d.neededBefore(ctx, token)
	if err != nil {
		return p, err
	}
	if before.Token != "" && before.Stopped.IsZero() {
		return p, refuse("need", "This need was asked about on "+before.On.Words()+" and stands already. Look under what was asked.")
	}
	band := rules.BandOf(a.Pupils)
	sealed, err := ring.SealBand(a.Bucket, band.ID, d.options.Roads.Random)
	if err != nil {
		return p, err
	}
	interest := papers.Interest{Token: token, Band: sealed, Window: a.Window, Consent: papers.ConsentOpen, State: papers.Standing}
	if a.Private {
		interest.Consent = papers.ConsentPrivate
	}
	if p.Preview, err = d.PreviewPaper(ctx, interest); err != nil {
		return p, err
	}
	p.Goes = p.Preview.Lines
	window, _ := rules.WindowNamed(a.Window)
	p.Means = []papers.Line{{Label: "Phase", Value: matching.Named(rules.Phases, a.Phase)}, {Label: "Need", Value: d.codes.NeedName(a.Need)},
		{Label: "Support wanted", Value: matching.Named(rules.Supports, a.Support)}, {Label: "Sessions", Value: matching.Named(rules.Intensities, a.Intensity)},
		{Label: "Where", Value: matching.Named(rules.Modes, a.Mode)}, {Label: "Half term", Value: window.Name + ", to " + window.Until.Words()}, {Label: "Pupils", Value: "in the band " + band.ID}}
	p.Stays = []string{"Every pupil: no name, class, date, level or note is in it.", "The exact number of pupils.", "From other schools also this school’s name, until both have said yes. The hub knows who sent a token and which tokens are equal, and no more."}
	p.kept = keptNeed{NeedAsk: a, Ref: papers.TokenRef(token), Token: token, Band: sealed, Ring: ring.Name(), Maker: state.ring.Maker.ID(), On: d.Today(), By: d.options.By}
	return p, nil
}

// checkAsk refuses a question that no other school could share, or that is about nobody.
func (d *Desk) checkAsk(a NeedAsk) error {
	rules := d.SharedNeedRules()
	if err := rules.Check(a.Bucket); err != nil {
		return refuse("need", sentence(err.Error()))
	}
	window, _ := rules.WindowNamed(a.Window)
	switch {
	case d.Today().After(window.Until):
		return refuse("window", "That half term is over. Ask for this one.")
	case window.From.After(d.Today().AddDays(100)):
		return refuse("window", "That half term is too far off. Ask for this one or the next.")
	case a.Pupils < 1 || a.Pupils > 500:
		return refuse("pupils", "Say how many pupils have the need: a number from 1 to 500.")
	}
	return nil
}

// Ask approves a question that was looked at, in somebody's name, and puts it in the
// outbox. It leaves with what is sent next.
func (d *Desk) Ask(ctx context.Context, p AskPreview, by string) (ref string, err error) {
	if p.kept.Token == "" {
		return "", refuse("need", "Look at what would be sent first.")
	}
	by, err = d.sender(by)
	if err != nil {
		return "", err
	}
	p.kept.By = by
	edit, err := putNamed(kindSending, sendingNeed+p.kept.Ref, p.kept)
	if err != nil {
		return "", err
	}
	_, err = d.queuePaper(ctx, p.Preview.Paper, by, edit)
	return p.kept.Ref, err
}

// sender is who lets something leave the school: the name given, or the SENCO's.
func (d *Desk) sender(by string) (string, error) {
	by = cmp.Or(strings.Join(strings.Fields(by), " "), strings.TrimSpace(d.School().Senco))
	if by == "" {
		return "", refuse("name", "Say by name who sends this: it stands in the send log. The name of the SENCO can be kept in Settings, School.")
	}
	if !exchange.PlainText(by, longestAgreementText, false) {
		return "", refuse("name", "Use plain text of 120 letters or fewer for the name.")
	}
	return by, nil
}

// StopAsking takes a question back. The hub counts its token no more.
func (d *Desk) StopAsking(ctx context.Context, ref, by string) error {
	k, err := d.keptNeed(ctx, ref)
	if err != nil {
		return err
	}
	if !k.Stopped.IsZero() {
		return refuse("need", "This question was taken back on "+k.Stopped.Words()+".")
	}
	if by, err = d.sender(by); err != nil {
		return err
	}
	k.Stopped = d.Today()
	edit, err := putNamed(kindSending, sendingNeed+ref, k)
	if err != nil {
		return err
	}
	consent := papers.ConsentOpen
	if k.Private {
		consent = papers.ConsentPrivate
	}
	_, err = d.queuePaper(ctx, papers.Interest{Token: k.Token, Band: k.Band, Window: k.Window, Consent: consent, State: papers.Withdrawn}, by, edit)
	return err
}

// keptNeed reads a question that was asked.
func (d *Desk) keptNeed(ctx context.Context, ref string) (keptNeed, error) {
	var k keptNeed
	found, err := readNamed(ctx, d.store, kindSending, sendingNeed+ref, &k)
	if err == nil && !found {
		err = refuse("need", "There is no such question to other schools.")
	}
	return k, err
}

func (d *Desk) neededBefore(ctx context.Context, token string) (keptNeed, error) {
	var k keptNeed
	_, err := readNamed(ctx, d.store, kindSending, sendingNeed+papers.TokenRef(token), &k)
	return k, err
}

// sendingsNamed reads everything of the school's sending whose name begins so.
func sendingsNamed[T any](ctx context.Context, s Store, prefix string) ([]T, error) {
	var out []T
	err := s.All(ctx, kindSending, func(body journal.Body) error {
		var n named
		if err := json.Unmarshal(body, &n); err != nil {
			return err
		}
		if !strings.HasPrefix(n.ID, prefix) {
			return nil
		}
		var v T
		if err := json.Unmarshal(n.Value, &v); err != nil {
			return err
		}
		out = append(out, v)
		return nil
	})
	return out, err
}
