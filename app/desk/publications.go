package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/paper"
	"needsbook/app/publish"
)

// Publications returns the versions of a document that were published, the latest first.
func (d *Desk) Publications(ctx context.Context, document string) ([]publish.Publication, error) {
	if _, err := d.documentPack(document); err != nil {
		return nil, err
	}
	list, err := where[publish.Publication](ctx, d.store, kindPublication, "document", document)
	slices.SortFunc(list, func(a, b publish.Publication) int { return cmp.Compare(b.Number, a.Number) })
	return orEmpty(list), err
}

// latest returns the version that is on the website, and whether there is one.
func (d *Desk) latest(ctx context.Context, document string) (publish.Publication, bool, error) {
	list, err := d.Publications(ctx, document)
	if err != nil || len(list) == 0 {
		return publish.Publication{}, false, err
	}
	return list[0], true, nil
}

// publication returns one version of a document, or refuses a number that there is none of.
func (d *Desk) publication(ctx context.Context, document string, number int) (publish.Publication, error) {
	p, err := d.documentPack(document)
	if err != nil {
		return publish.Publication{}, err
	}
	var pub publish.Publication
	found, err := readRecord(ctx, d.store, kindPublication, publicationID(document, number), &pub)
	if err == nil && !found {
		err = refuse("version", fmt.Sprintf("There is no version %d of the document “%s”.", number, p.Document.Title))
	}
	return pub, err
}

func publicationID(document string, number int) string { return fmt.Sprintf("%s/%d", document, number) }

// dated returns the facts of a draft with when the document was last published, by when it
// is looked at again, and who approved it as it stands. One that was never published is
// dated as if it went out today. A school may have published its SEN information report
// elsewhere and entered the day in its details.
func (d *Desk) dated(ctx context.Context, draft draft, standing ApprovalStanding) (publish.Facts, error) {
	f := draft.facts
	last, found, err := d.latest(ctx, draft.document)
	if err != nil {
		return f, err
	}
	f.Published, f.NextReview = last.On, last.Review
	if elsewhere := d.School().Published; draft.document == publish.SENInformation && elsewhere.After(last.On) {
		f.Published, f.NextReview = elsewhere, elsewhere.AddYears(1)
	}
	f.Unpublished = f.Published.IsZero() || d.newer(draft, standing, last, found)
	if f.Published.IsZero() {
		f.Published, f.NextReview = d.Today(), d.Today().AddYears(1)
	}
	if standing.Current {
		f.ApprovedBy, f.ApprovedOn = standing.Approval.By, standing.Approval.On
	}
	f.Badge, err = d.Badge(ctx)
	return f, err
}

// newer reports whether a document says something else now than what is on the website.
func (d *Desk) newer(draft draft, standing ApprovalStanding, last publish.Publication, published bool) bool {
	if !published {
		return d.changedSinceElsewhere(draft.document, draft.words)
	}
	return standing.digest != last.Approval.Digest
}

// PublishReport publishes a document today, to be looked at again in a year: see
// PublishVersion.
func (d *Desk) PublishReport(ctx context.Context, document string) error {
	if err := d.allow(access.Publish); err != nil {
		return err
	}
	_, err := d.PublishVersion(ctx, document, publish.Release{})
	return err
}

// PublishVersion records that a document is published today, and keeps what it says: its
// words, its facts and the pack that it answers. It is refused while a clause is
// unanswered, where the governors have not approved exactly what it says, and where it
// says what the last version says. The law asks for an update at least every year (code
// of practice 6.79), so that is the latest day of the review.
func (d *Desk) PublishVersion(ctx context.Context, document string, r publish.Release) (publish.Publication, error) {
	if err := d.allow(access.Publish); err != nil {
		return publish.Publication{}, err
	}
	draft, err := d.draft(ctx, document)
	if err != nil {
		return publish.Publication{}, err
	}
	today := d.Today()
	if r.Review.IsZero() {
		r.Review = today.AddYears(1)
	}
	r.Note = strings.TrimSpace(r.Note)
	switch {
	case !r.Review.After(today):
		return publish.Publication{}, refuse("review", "The day of the review must lie ahead. Enter a day after today, at most a year away.")
	case r.Review.After(today.AddYears(1)):
		return publish.Publication{}, refuse("review", "The law asks for an update at least every year. Enter a day up to "+today.AddYears(1).Words()+".")
	case len(r.Note) > longestNote:
		return publish.Publication{}, refuse("note", fmt.Sprintf("The note on what is new is too long. Keep it under %d characters.", longestNote))
	case d.namesPupil(r.Note):
		return publish.Publication{}, refuse("note", "This names a pupil of the register. Say what is new without a name.")
	}
	standing, err := d.approvalOf(ctx, draft)
	if err != nil {
		return publish.Publication{}, err
	}
	if reason, err := d.whyNot(ctx, draft, standing); err != nil || reason != "" {
		return publish.Publication{}, cmp.Or(err, refuse("report", reason))
	}
	if draft.facts.Badge, err = d.Badge(ctx); err != nil {
		return publish.Publication{}, err
	}
	draft.facts.Published, draft.facts.NextReview = today, r.Review
	pub := publish.Publication{Document: document, Number: 1, On: today, Review: r.Review, Words: draft.words, Note: r.Note, By: d.options.By}
	if standing.Current {
		pub.Approval = standing.Approval
		draft.facts.ApprovedBy, draft.facts.ApprovedOn = standing.Approval.By, standing.Approval.On
	} else { // it needs none, and one that was given for other words does not count
		pub.Approval.Digest, pub.Approval.Sections = publish.Digest(draft.pack, draft.facts, draft.words)
	}
	last, found, err := d.latest(ctx, document)
	if err != nil {
		return publish.Publication{}, err
	}
	if found {
		pub.Number = last.Number + 1
	}
	pub.ID = publicationID(document, pub.Number)
	if pub.Facts, err = json.Marshal(draft.facts); err != nil {
		return publish.Publication{}, fmt.Errorf("the facts of a version cannot be written: %w", err)
	}
	edits, err := d.publishEdits(ctx, draft, &pub)
	if err != nil {
		return publish.Publication{}, err
	}
	return pub, d.do(ctx, "Publish: "+draft.pack.Document.Title, "", edits...)
}

// longestNote is how long a note on what is new may be, in bytes.
const longestNote = 2000

// publishEdits keep a version with the pack and the facts that it was made with, and the
// day in the school's details, where other documents read it.
func (d *Desk) publishEdits(ctx context.Context, draft draft, pub *publish.Publication) ([]journal.Edit, error) {
	edits, id, err := d.sectionsEdition(ctx, draft.pack)
	if err != nil {
		return nil, err
	}
	pub.Pack = id
	edits = append(edits, draft.keeps...)
	edits = append(edits, journal.Edit{Kind: kindPublication, Key: pub.ID, Value: *pub})
	if pub.Document == publish.SENInformation {
		s := d.School()
		s.Published = pub.On
		edit, err := putNamed(kindSetting, settingSchool, s)
		if err != nil {
			return nil, err
		}
		edits = append(edits, edit)
	}
	return edits, nil
}

// ReportStanding is how a public document stands, all of it read at one time.
type ReportStanding struct {
	Words    map[string]publish.Text // the school's own, by section
	Result   publish.Result
	Approval ApprovalStanding
	AsOf     day.Date // when its facts were kept; zero while none are
	Reasons  []string // what stands in the way of publishing it today
}

// ReportStanding reads how a public document stands.
func (d *Desk) ReportStanding(ctx context.Context, document string) (ReportStanding, error) {
	draft, err := d.draft(ctx, document)
	if err != nil {
		return ReportStanding{}, err
	}
	s := ReportStanding{Words: draft.words, Reasons: []string{}}
	if len(draft.keeps) == 0 {
		s.AsOf = draft.facts.AsOf
	}
	if s.Result, s.Approval, err = d.checked(ctx, draft); err != nil {
		return s, err
	}
	if !s.Result.Publishable { // a date that is past would be put right by publishing
		s.Reasons = append(s.Reasons, d.unready(draft)...)
	}
	reason, err := d.unapproved(ctx, draft, s.Approval)
	if reason != "" {
		s.Reasons = append(s.Reasons, reason)
	}
	return s, err
}

// whyNot is the first reason not to publish a draft, "" where there is none.
func (d *Desk) whyNot(ctx context.Context, draft draft, standing ApprovalStanding) (string, error) {
	if reasons := d.unready(draft); len(reasons) > 0 {
		return "This document is not ready to publish: " + reasons[0], nil
	}
	return d.unapproved(ctx, draft, standing)
}

// unready are the clauses that a draft does not answer, if it went out today.
func (d *Desk) unready(draft draft) []string {
	f := draft.facts
	f.Published, f.NextReview = d.Today(), d.Today().AddYears(1)
	return publish.Report(draft.pack, d.plain, f, draft.words).Reasons
}

// unapproved says why a draft may not go out for want of the governors' word, or because
// the last version says the same.
func (d *Desk) unapproved(ctx context.Context, draft draft, standing ApprovalStanding) (string, error) {
	if standing.Needed && !standing.Current {
		return standing.Words, nil
	}
	last, found, err := d.latest(ctx, draft.document)
	if err != nil || !found {
		return "", err
	}
	if !d.newer(draft, standing, last, true) && !standing.Approval.On.After(last.Approval.On) {
		return fmt.Sprintf("Version %d of %s says exactly this. Change something first, or let the governing body approve it anew.", last.Number, last.On.Words()), nil
	}
	return "", nil
}

// draft is a document as it stands now: its pack, its words, and the facts that it prints.
type draft struct {
	document string
	pack     *publish.Pack
	words    map[string]publish.Text
	facts    publish.Facts
	keeps    []journal.Edit // keep the facts, where none are kept yet
}

// draft reads a document as it stands now. Where no facts are kept yet, the live ones are
// taken as they would be kept, so that what is approved is what goes out.
func (d *Desk) draft(ctx context.Context, document string) (draft, error) {
	out := draft{document: document}
	var err error
	if out.pack, err = d.documentPack(document); err != nil {
		return out, err
	}
	if out.words, err = d.ReportWords(ctx, document); err != nil {
		return out, err
	}
	if out.facts, err = d.reportFacts(ctx); err != nil {
		return out, err
	}
	_, kept, err := d.keptFacts(ctx)
	if err == nil && !kept {
		out.facts.AsOf = d.Today()
		var edit journal.Edit
		edit, err = putNamed(kindSetting, settingFacts, out.facts)
		out.keeps = []journal.Edit{edit}
	}
	return out, err
}

// PublicationDocument returns a version of a document as it was published: from its own
// words and facts and from the pack that was kept with it.
func (d *Desk) PublicationDocument(ctx context.Context, document string, number int) (*paper.Doc, error) {
	v, err := d.version(ctx, document, number)
	if err != nil {
		return nil, err
	}
	return publish.Print(v.pack, v.facts, v.words), nil
}

// PublicationPDF makes a version as a PDF; missing says what it does not show, as Draw does.
func (d *Desk) PublicationPDF(ctx context.Context, document string, number int) (file []byte, missing []string, err error) {
	doc, err := d.PublicationDocument(ctx, document, number)
	if err != nil {
		return nil, nil, err
	}
	return drawPDF(doc)
}

// version reads what a version was made with; number 0 is the document as it stands now.
func (d *Desk) version(ctx context.Context, document string, number int) (draft, error) {
	if number == 0 {
		return d.draft(ctx, document)
	}
	pub, err := d.publication(ctx, document, number)
	if err != nil {
		return draft{}, err
	}
	v := draft{document: document, words: pub.Words}
	if err := json.Unmarshal(pub.Facts, &v.facts); err != nil {
		return v, fmt.Errorf("the facts of the version %s cannot be read: %w", pub.ID, err)
	}
	v.pack, err = d.keptSections(ctx, pub.Pack)
	return v, err
}
