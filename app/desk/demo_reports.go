package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/publish"
	"needsbook/assets"
)

// demoReports is what the recipe says of the SEN information report: the version that is
// on the website, the figures that were taken since, and what people said.
type demoReports struct {
	Jargon    []string // the sections that still hold words of an old policy
	Heard     []publish.Heard
	Published demoPublished
	Figures   demoFigures // those kept for the public documents now
}

// demoPublished is the version of last year.
type demoPublished struct {
	demoFigures
	Words  map[string]string // sections that read otherwise then; "" where nothing stood
	Minute string
	Agreed day.Date
	Note   string
}

// demoFigures are the facts of another day: the live ones, with what was other then.
type demoFigures struct {
	On    day.Date
	Facts json.RawMessage // over the live ones
	Fewer map[string]int  // how many fewer pupils had SEN support for a need, by its code
}

// reportWords are the edits that write the report as it stands now: the starter words with
// what the school added, and in some sections the words of an old policy.
func (b *demoBuilder) reportWords(ctx context.Context) (edits []journal.Edit, err error) {
	var old struct{ Words map[string]string }
	if err := json.Unmarshal(assets.DemoJargon, &old); err != nil {
		return nil, fmt.Errorf("the old words of the demo school cannot be read: %w", err)
	}
	texts := map[string]string{}
	for _, s := range b.desk.sections[publish.SENInformation].Sections {
		if more := b.recipe.Report[s.ID]; more != "" {
			texts[s.ID] = s.Starter + "\n\n" + more
		}
	}
	for _, id := range b.recipe.Reports.Jargon {
		texts[id] = old.Words[id]
	}
	for _, s := range b.desk.sections[publish.SENInformation].Sections {
		if texts[s.ID] == "" {
			continue
		}
		edit, err := b.desk.wordsEdit(ctx, publish.SENInformation, s.ID, func(w *words) {
			w.Words, w.Changed = texts[s.ID], b.today.AddDays(-30)
		})
		if err != nil {
			return nil, err
		}
		edits = append(edits, edit)
	}
	return edits, nil
}

// heard puts in what families, pupils and staff said.
func (b *demoBuilder) heard() {
	for _, h := range b.recipe.Reports.Heard {
		h.ID, h.By = b.id(), "SENCO"
		b.put(kindConsultation, h.ID, "", h)
	}
}

// badge is the edit that gives the school its badge.
func (b *demoBuilder) badge() (journal.Edit, error) {
	picture, err := demoBadge()
	if err != nil {
		return journal.Edit{}, err
	}
	return putNamed(kindSetting, settingBadge, badge{picture})
}

// published puts in the version of the report that is on the website, with its approval,
// and the figures that the school took since. They begin from the facts that the file now
// holds, so that they fit it.
func (b *demoBuilder) published(ctx context.Context) error {
	draft, err := b.desk.draft(ctx, publish.SENInformation)
	if err != nil {
		return err
	}
	of := b.recipe.Reports.Published
	kept, err := b.recipe.Reports.Figures.of(b.desk, draft.facts)
	if err != nil {
		return err
	}
	then, err := of.of(b.desk, draft.facts)
	if err != nil {
		return err
	}
	approval := publish.Approval{By: b.recipe.School.Approver, On: of.Agreed, Minute: of.Minute}
	then.ApprovedBy, then.ApprovedOn = approval.By, approval.On
	then.Published, then.NextReview, then.Today = of.On, of.On.AddYears(1), of.On
	words := maps.Clone(draft.words)
	for id, text := range of.Words {
		words[id] = publish.Text{Words: text, Changed: of.On.AddDays(-30)}
	}
	approval.Digest, approval.Sections = publish.Digest(draft.pack, then, words)
	facts, err := json.Marshal(then)
	if err != nil {
		return fmt.Errorf("the facts of the demo school’s report cannot be written: %w", err)
	}
	edits, pack, err := b.desk.sectionsEdition(ctx, draft.pack)
	if err != nil {
		return err
	}
	pub := publish.Publication{
		ID: publicationID(publish.SENInformation, 1), Document: publish.SENInformation, Number: 1, On: of.On, Review: then.NextReview,
		Pack: pack, Words: words, Facts: facts, Approval: approval, Note: of.Note, By: "SENCO",
	}
	edits = append(edits, journal.Edit{Kind: kindPublication, Key: pub.ID, Value: pub})
	for name, value := range map[string]any{settingApproval(publish.SENInformation): approval, settingFacts: kept} {
		edit, err := putNamed(kindSetting, name, value)
		if err != nil {
			return err
		}
		edits = append(edits, edit)
	}
	return b.desk.note(ctx, "Bring in the report that the demo school published before", edits...)
}

// of returns the facts of that day.
func (f demoFigures) of(d *Desk, live publish.Facts) (publish.Facts, error) {
	facts := live
	if err := json.Unmarshal(f.Facts, &facts); err != nil {
		return facts, fmt.Errorf("the figures of the demo school cannot be read: %w", err)
	}
	facts.AsOf, facts.Needs, facts.Heard = f.On, nil, nil
	for i, n := range d.codes.Needs {
		fewer := f.Fewer[n.Code]
		count := live.Needs[i]
		count.Count -= fewer
		facts.SENSupport -= fewer
		facts.Needs = append(facts.Needs, count)
	}
	for _, h := range live.Heard {
		if h.On.Before(f.On) {
			facts.Heard = append(facts.Heard, h)
		}
	}
	return facts, nil
}
