package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/register"
)

// MergeChoice is two records to be made one, and what a person has chosen of each:
// a side by the name of the field, or of the conflict. What is not chosen takes the
// side that the preview says.
type MergeChoice struct {
	Keep  string          `json:"keep"`
	Other string          `json:"other"`
	Sides map[string]Side `json:"sides,omitempty"`
}

// MergePreview is two records side by side, and what merging them would do.
type MergePreview struct {
	Left      *register.Entry `json:"-"`
	Right     *register.Entry `json:"-"`
	Keep      string          `json:"keep"`
	Other     string          `json:"other"`
	Fields    []MergeField    `json:"fields"`
	Conflicts []MergeField    `json:"conflicts"` // times in which the two histories disagree
	Moves     []MergeMove     `json:"moves"`     // what goes over to the record that is kept
	Refusal   string          `json:"refusal,omitempty"`

	edits []journal.Edit
}

// MergeMove is how many records of a kind go over.
type MergeMove struct {
	Kind string `json:"kind"`
	Name string `json:"name"` // 3 notes
	N    int    `json:"n"`
}

// kindNouns name records of a kind, one and many.
var kindNouns = map[string][2]string{
	kindContact: {"contact", "contacts"}, kindConsent: {"consent", "consents"}, kindNote: {"note", "notes"}, kindCycle: {"plan", "plans"},
	kindOutcome: {"outcome", "outcomes"}, kindAdvice: {"piece of advice", "pieces of advice"}, kindPlacement: {"line of help", "lines of help"},
	kindAttendance: {"week of attendance", "weeks of attendance"}, kindPlaceReview: {"review of help", "reviews of help"}, kindMeeting: {"meeting", "meetings"}, kindCorrection: {"correction", "corrections"},
	kindModerationCase: {"second rating", "second ratings"}, kindRequestPupil: {"place in a group request", "places in group requests"},
	kindLevel: {"level", "levels"}, kindRequest: {"funding request", "funding requests"}, kindConcern: {"concern", "concerns"},
	kindAttachment: {"attachment", "attachments"}, kindEHCPlan: {"EHC plan", "EHC plans"}, kindAmendment: {"suggested amendment", "suggested amendments"},
	kindInvitee: {"invitation", "invitations"}, kindReferral: {"referral", "referrals"}, kindHandover: {"hand-over", "hand-overs"},
	kindDeferral: {"task put off", "tasks put off"}, kindStatus: {"status", "statuses"}, kindNeed: {"need", "needs"},
	kindDestination: {"next school", "next schools"}, kindLegalHold: {"legal hold", "legal holds"},
}

// MergePreview works out what merging two records would do. Nothing is changed.
func (d *Desk) MergePreview(ctx context.Context, c MergeChoice) (MergePreview, error) {
	left, err1 := d.Entry(c.Keep)
	right, err2 := d.Entry(c.Other)
	if err := errors.Join(err1, err2); err != nil {
		return MergePreview{}, ErrNoPupil
	}
	p := MergePreview{Left: left, Right: right, Keep: c.Keep, Other: c.Other}
	merged, err := d.mergeFields(ctx, &p, c)
	if err != nil {
		return p, err
	}
	if err := register.Mergeable(left.Pupil, right.Pupil); err != nil {
		p.Refusal = Words(mergeRefused(err))
	}
	return p, d.mergeEdits(ctx, &p, c, merged)
}

// mergeFields sets the fields side by side and returns the pupil that they come to.
func (d *Desk) mergeFields(ctx context.Context, p *MergePreview, c MergeChoice) (register.Pupil, error) {
	own, err := all[register.Field](ctx, d.store, kindField)
	if err != nil {
		return register.Pupil{}, err
	}
	slices.SortFunc(own, func(a, b register.Field) int { return a.Place - b.Place })
	fields := slices.Clone(mergedFields)
	for _, f := range own {
		fields = append(fields, ownField(f))
	}
	a, b := p.Left.Pupil, p.Right.Pupil
	merged := a
	for _, f := range fields {
		takes := f.best(a, b)
		if side := c.Sides[f.field]; side == Left || side == Right || side == Both && f.join != nil {
			takes = side
		}
		switch takes {
		case Right:
			f.take(&merged, b)
		case Both:
			f.join(&merged, a, b)
		}
		p.Fields = append(p.Fields, MergeField{Field: f.field, Name: f.name, Left: f.words(a), Right: f.words(b), Takes: takes, Joins: f.join != nil})
	}
	merged.FormerUPN = strings.TrimSpace(a.FormerUPN + " " + b.FormerUPN)
	return register.KeepFormerUPN(register.KeepFormerUPN(merged, a.UPN), b.UPN), nil
}

// mergeEdits works out the edits in an order in which the file is never broken, on
// the way there and back: the second pupil gives up the number, the first is written,
// every record goes over, and only then the second is taken away.
func (d *Desk) mergeEdits(ctx context.Context, p *MergePreview, c MergeChoice, merged register.Pupil) error {
	if p.Right.UPN != "" {
		without := p.Right.Pupil
		without.UPN = ""
		p.edits = append(p.edits, pupilEdit(without))
	}
	p.edits = append(p.edits, pupilEdit(merged))
	left, err1 := d.PupilHistory(ctx, c.Keep)
	right, err2 := d.PupilHistory(ctx, c.Other)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	mark := register.Corrected{CorrectedOn: d.Today(), Why: "two records of the pupil were merged"}
	chosen := func(kind string) func(int, register.Conflict) bool {
		return func(at int, conflict register.Conflict) bool {
			if side := c.Sides[conflictField(kind, at)]; side != "" {
				return side == Right
			}
			return conflict.PrefersRight
		}
	}
	statuses, statusConflicts := register.JoinStatuses(left.Statuses, right.Statuses, c.Keep, chosen(kindStatus), mark, d.options.NewID)
	needs, needConflicts := register.JoinNeeds(left.Needs, right.Needs, c.Keep, chosen(kindNeed), mark, d.options.NewID)
	p.conflicts(c, kindStatus, "Status", statusConflicts)
	p.conflicts(c, kindNeed, "Needs", needConflicts)
	p.edits = append(p.edits, joinedEdits(kindStatus, c.Keep, statuses, func(s register.Status) (string, string) { return s.ID, s.Pupil })...)
	p.edits = append(p.edits, joinedEdits(kindNeed, c.Keep, needs, func(n register.Need) (string, string) { return n.ID, n.Pupil })...)
	p.moved(kindStatus, len(right.Statuses))
	p.moved(kindNeed, len(right.Needs))
	same, err := d.samePlaces(ctx, c)
	if err != nil {
		return err
	}
	p.edits = append(p.edits, same.edits...)
	for _, kind := range d.store.Kinds("pupil") {
		if kind == kindStatus || kind == kindNeed {
			continue
		}
		if err := d.moveRecords(ctx, p, kind, same); err != nil {
			return err
		}
	}
	if err := d.mergeInRequests(ctx, p); err != nil {
		return err
	}
	p.edits = append(p.edits, journal.Edit{Kind: kindPupil, Key: c.Other, About: c.Other, Remove: true})
	return nil
}

func conflictField(kind string, at int) string { return kind + "." + strconv.Itoa(at) }

// conflicts adds the times in which two histories disagree.
func (p *MergePreview) conflicts(c MergeChoice, kind, name string, found []register.Conflict) {
	for i, conflict := range found {
		f := MergeField{Field: conflictField(kind, i), Name: name + " " + periodWords(conflict.From, conflict.Until), Left: conflict.Left, Right: conflict.Right, Takes: Left}
		if side := c.Sides[f.Field]; side == Right || side == "" && conflict.PrefersRight {
			f.Takes = Right
		}
		p.Conflicts = append(p.Conflicts, f)
	}
}

// joinedEdits are the edits of a joined history. Rows that stay as they are need none.
func joinedEdits[T comparable](kind, keep string, rev register.Revision[T], of func(T) (id, pupil string)) []journal.Edit {
	var edits []journal.Edit
	for _, r := range rev.Remove {
		if id, pupil := of(r); !slices.Contains(rev.Put, r) {
			edits = append(edits, journal.Edit{Kind: kind, Key: id, About: pupil, Remove: true})
		}
	}
	for _, r := range rev.Put {
		if id, _ := of(r); !slices.Contains(rev.Remove, r) {
			edits = append(edits, journal.Edit{Kind: kind, Key: id, About: keep, Value: r})
		}
	}
	return edits
}

// moveRecords gives the records of a kind to the pupil that is kept. A plain one that
// the pupil has already, word for word, is left out.
func (d *Desk) moveRecords(ctx context.Context, p *MergePreview, kind string, same samePlaces) error {
	records := func(pupil string) (out []map[string]json.RawMessage, err error) {
		return where[map[string]json.RawMessage](ctx, d.store, kind, "pupil", pupil)
	}
	theirs, err := records(p.Other)
	if err != nil || len(theirs) == 0 {
		return err
	}
	mine, err := records(p.Keep)
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, r := range mine {
		there[apartFromID(r)] = true
	}
	keep, err := json.Marshal(p.Keep)
	if err != nil {
		return fmt.Errorf("moving a %s: %w", kind, err)
	}
	for _, r := range theirs {
		var id string
		if err := json.Unmarshal(r["id"], &id); err != nil {
			return fmt.Errorf("a %s record cannot be read: %w", kind, err)
		}
		twice, err := same.of(kind, id, r)
		if err != nil {
			return err
		}
		if twice || there[apartFromID(r)] && plainCopies[kind] {
			p.edits = append(p.edits, journal.Edit{Kind: kind, Key: id, About: p.Other, Remove: true})
			continue
		}
		r["pupil"] = keep
		p.edits = append(p.edits, journal.Edit{Kind: kind, Key: id, About: p.Keep, Value: r})
	}
	p.moved(kind, len(theirs))
	return nil
}

// plainCopies are the kinds of record that no other record leads to, so that of two
// that say the same one is enough.
var plainCopies = map[string]bool{kindContact: true, kindConsent: true, kindNote: true}

// apartFromID writes what a record says, without its identifier and its pupil.
func apartFromID(record map[string]json.RawMessage) string {
	names := make([]string, 0, len(record))
	for name := range record {
		if name != "id" && name != "pupil" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var b bytes.Buffer
	for _, name := range names {
		b.WriteString(name + "=")
		b.Write(record[name])
		b.WriteByte('\n')
	}
	return b.String()
}

func (p *MergePreview) moved(kind string, n int) {
	if n == 0 {
		return
	}
	nouns, known := kindNouns[kind]
	if !known {
		noun := strings.ReplaceAll(kind, "_", " ")
		nouns = [2]string{noun + " record", noun + " records"}
	}
	name := fmt.Sprintf("%d %s", n, nouns[1])
	if n == 1 {
		name = "1 " + nouns[0]
	}
	p.Moves = append(p.Moves, MergeMove{kind, name, n})
}

// Merge makes one record of two as one step: everything of the second goes over to
// the first, and the second is taken away.
func (d *Desk) Merge(ctx context.Context, c MergeChoice) error {
	return d.MergeMany(ctx, []MergeChoice{c})
}

// MergeMany merges several pairs as one step. One pair that does not fit refuses all.
func (d *Desk) MergeMany(ctx context.Context, choices []MergeChoice) error {
	if len(choices) == 0 {
		return refuse("pupil", "Choose at least one pair first.")
	}
	var edits []journal.Edit
	used := map[string]bool{}
	label := fmt.Sprintf("Merge %s of records", count(len(choices), "pair"))
	for _, c := range choices {
		p, err := d.MergePreview(ctx, c)
		if err != nil {
			return err
		}
		if p.Refusal != "" {
			return mergeRefused(register.Mergeable(p.Left.Pupil, p.Right.Pupil))
		}
		if used[c.Keep] || used[c.Other] {
			return refuse("pupil", "There are more than two records of one of these pupils. Merge two of them first, then the next.")
		}
		used[c.Keep], used[c.Other] = true, true
		checked := p.merged()
		checked.UPN = "" // it is that of one of the two
		if err := d.checkPupil(checked); err != nil {
			return err
		}
		edits = append(edits, p.edits...)
		if len(choices) == 1 {
			label = "Merge two records of " + p.Left.Name()
		}
	}
	pupil := ""
	if len(choices) == 1 {
		pupil = choices[0].Keep
	}
	return d.do(ctx, label, pupil, edits...)
}

// merged is the pupil that the two come to.
func (p *MergePreview) merged() register.Pupil {
	for _, e := range p.edits {
		if pupil, ok := e.Value.(register.Pupil); ok && e.Key == p.Keep {
			return pupil
		}
	}
	return register.Pupil{}
}
