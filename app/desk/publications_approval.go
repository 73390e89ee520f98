package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/publish"
)

// ApprovalStanding is how far the governors' word goes for a document as it stands now.
type ApprovalStanding struct {
	Needed   bool             `json:"needed"`  // the document does not go out without it
	Given    bool             `json:"given"`   // it was approved, if perhaps not as it stands now
	Current  bool             `json:"current"` // it was approved exactly as it stands now
	Approval publish.Approval `json:"approval"`
	Changed  []string         `json:"changed"` // titles of the sections that changed since
	Words    string           `json:"words"`   // all that in a sentence

	digest string // of the document as it stands now
}

func settingApproval(document string) string { return "approval/" + document }

// approval reads the last approval of a document; the zero one where there is none.
func (d *Desk) approval(ctx context.Context, document string) (publish.Approval, error) {
	var a publish.Approval
	_, err := readNamed(ctx, d.store, kindSetting, settingApproval(document), &a)
	return a, err
}

// Approval returns the last approval of a document and whether it was given for exactly
// the words and facts of now; the zero one where there is none.
func (d *Desk) Approval(ctx context.Context, document string) (publish.Approval, bool, error) {
	s, err := d.ApprovalStanding(ctx, document)
	return s.Approval, s.Current, err
}

// ApprovalStanding says how far the governors' word goes for a document as it stands now.
func (d *Desk) ApprovalStanding(ctx context.Context, document string) (ApprovalStanding, error) {
	draft, err := d.draft(ctx, document)
	if err != nil {
		return ApprovalStanding{}, err
	}
	return d.approvalOf(ctx, draft)
}

func (d *Desk) approvalOf(ctx context.Context, draft draft) (ApprovalStanding, error) {
	a, err := d.approval(ctx, draft.document)
	if err != nil {
		return ApprovalStanding{}, err
	}
	s := ApprovalStanding{Needed: draft.pack.Document.Governors, Given: a.By != "", Approval: a, Changed: []string{}}
	s.digest, _ = publish.Digest(draft.pack, draft.facts, draft.words)
	s.Current = s.Given && a.Digest == s.digest
	switch {
	case s.Current:
		s.Words = "Approved by " + inside(a.By) + " on " + a.On.Words() + ", exactly as it stands."
	case s.Given:
		s.Changed = publish.ChangedSince(a, draft.pack, draft.facts, draft.words)
		s.Words = "Changed since " + inside(a.By) + " approved it on " + a.On.Words() + ": " + sectionsChanged(s.Changed) + ". Let them approve it as it stands now."
	case s.Needed:
		s.Words = "The governing body has not approved this document yet. Record who approved it and when."
	}
	return s, nil
}

// inside writes who approved something inside a sentence: the governing body.
func inside(by string) string {
	if rest, found := strings.CutPrefix(by, "The "); found {
		return "the " + rest
	}
	return by
}

// sectionsChanged names the sections that changed, the first few of many.
func sectionsChanged(titles []string) string {
	const most = 5
	switch {
	case len(titles) == 0: // another version of the pack, which asks the same of every section
		return "the pack of sections"
	case len(titles) > most:
		return strings.Join(titles[:most], "; ") + fmt.Sprintf("; and %d more", len(titles)-most)
	}
	return strings.Join(titles, "; ")
}

// longestMinute is how long the name of a governing body and the place of a minute may
// be, in bytes.
const longestMinute = 300

// ApproveReport records that the governing body approved a document as it stands now:
// exactly its words and facts. Facts that were not kept yet are kept with it, so that the
// figures that were approved are those that go out.
func (d *Desk) ApproveReport(ctx context.Context, document string, a publish.Approval) error {
	if err := d.allow(access.Publish); err != nil {
		return err
	}
	draft, err := d.draft(ctx, document)
	if err != nil {
		return err
	}
	a.By, a.Minute = strings.TrimSpace(cmp.Or(strings.TrimSpace(a.By), d.School().Approver)), strings.TrimSpace(a.Minute)
	if err := d.checkApproval(ctx, draft, a); err != nil {
		return err
	}
	a.Digest, a.Sections = publish.Digest(draft.pack, draft.facts, draft.words)
	edit, err := putNamed(kindSetting, settingApproval(document), a)
	if err != nil {
		return err
	}
	return d.do(ctx, "Approve: "+draft.pack.Document.Title, "", append(slices.Clone(draft.keeps), edit)...)
}

// checkApproval refuses an approval that cannot have been given like that.
func (d *Desk) checkApproval(ctx context.Context, draft draft, a publish.Approval) error {
	today := d.Today()
	last, found, err := d.latest(ctx, draft.document)
	if err != nil {
		return err
	}
	written := func(t publish.Text) bool { return strings.TrimSpace(t.Words) != "" }
	anything := false
	for _, t := range draft.words {
		anything = anything || written(t)
	}
	switch {
	case !anything:
		return refuse("report", "There is nothing written in this document yet, so there is nothing to approve.")
	case a.By == "":
		return refuse("by", "Enter who approved it, such as the governing body or the trust.")
	case len(a.By) > longestMinute:
		return refuse("by", "This name is too long. Enter who approved it in a few words.")
	case len(a.Minute) > longestMinute:
		return refuse("minute", "This is too long. Enter where the approval is minuted in a few words.")
	case a.On.IsZero():
		return refuse("on", "Enter the day of the meeting that approved it.")
	case a.On.After(today):
		return refuse("on", a.On.Words()+" is still to come. Record the approval when it was given.")
	case a.On.Before(today.AddYears(-1)):
		return refuse("on", a.On.Words()+" is more than a year ago. The document is approved anew each year.")
	case found && a.On.Before(last.Approval.On):
		return refuse("on", fmt.Sprintf("Version %d was approved on %s. A later one cannot have been approved before that.", last.Number, last.Approval.On.Words()))
	}
	return nil
}
