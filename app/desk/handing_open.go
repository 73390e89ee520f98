package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/exchange"
	"needsbook/app/intake"
	"needsbook/app/register"
)

// HandoverNeedsCode reports whether a bundle is locked by a code, and refuses a file
// that is no bundle, is damaged, or is for another school. Nothing is opened yet.
func (d *Desk) HandoverNeedsCode(file []byte) (bool, error) {
	head, _, _, err := exchange.ReadHandoverHeader(file)
	if err != nil {
		return false, refuse("file", sentence(err.Error()))
	}
	here, err := d.handoverSchool()
	if err != nil {
		return false, err
	}
	if head.To != here.URN {
		return false, refuse("file", "This bundle is for school "+head.To+", and this is school "+here.URN+". Ask the sender to make one for yours. Nothing was changed.")
	}
	return head.Lock == exchange.LockedByCode, nil
}

// HandoverPreview is a bundle that was opened for looking. Nothing has been kept.
type HandoverPreview struct {
	exchange.OpenedHandover
	Record      HandedRecord
	Year        string         // the pupil's year group, in words
	SenderWords []string       // six words of the sender's key, to compare by telephone
	Holds       []HandoverHold // what is inside, what works first
	Match       string         // identifier of the pupil whom it is about by the rule of the import, "" for none
	Unsure      string         // why the rule cannot say who it is; then the person says
}

// HandoverHold is one part of a bundle in a few words.
type HandoverHold struct {
	Part  string `json:"part"`
	Name  string `json:"name"`
	Words string `json:"words"`
}

// LookAtHandover opens a bundle and shows what is inside. It changes nothing.
func (d *Desk) LookAtHandover(ctx context.Context, file []byte, code string) (HandoverPreview, error) {
	if err := d.allow(access.Send); err != nil {
		return HandoverPreview{}, err
	}
	var p HandoverPreview
	if _, err := d.HandoverNeedsCode(file); err != nil {
		return p, err
	}
	key, _, err := d.key(ctx)
	if err != nil {
		return p, err
	}
	p.OpenedHandover, err = exchange.OpenHandover(file, code, key)
	switch {
	case errors.Is(err, exchange.ErrHandoverCode) || errors.Is(err, exchange.ErrHandoverWrong):
		return p, refuse("code", sentence(err.Error()))
	case err != nil:
		return p, refuse("file", sentence(err.Error()))
	}
	if err := d.openedBefore(ctx, p.Digest); err != nil {
		return p, err
	}
	if err := json.Unmarshal(p.OpenedHandover.Record, &p.Record); err != nil {
		return p, refuse("file", sentence(exchange.ErrHandoverForm.Error()))
	}
	if err := d.checkHanded(p); err != nil {
		return p, err
	}
	p.SenderWords = p.From.Key.Words()
	if year, ok := d.codes.YearOf(p.Record.Pupil, d.Today()); ok {
		p.Year = year.Label
	}
	p.Holds = d.handedParts(p)
	p.Match, p.Unsure = d.matchHanded(p.Record.Pupil)
	return p, nil
}

// openedBefore refuses a document that was opened here already.
func (d *Desk) openedBefore(ctx context.Context, digest string) error {
	list, err := where[register.Handover](ctx, d.store, kindHandover, "digest", digest)
	if err != nil {
		return err
	}
	for _, h := range list {
		if h.Direction == register.HandoverIn {
			return refuse("file", "This bundle was opened here already, on "+h.On.Words()+", and its pupil is in the register. Nothing was changed.")
		}
	}
	return nil
}

// checkHanded refuses a record that the register could not hold. Another Needsbook
// never makes one.
func (d *Desk) checkHanded(p HandoverPreview) error {
	r := p.Record
	wrong := refuse("file", "This bundle says things that cannot all be true, such as two SEN statuses at once. Nothing was changed. Ask the sender to make it again.")
	if r.Pupil.Surname+r.Pupil.Forename == "" {
		return wrong
	}
	open := 0
	for _, s := range r.Statuses {
		if s.Until.IsZero() {
			open++
		}
		if s.From.IsZero() || !s.Until.IsZero() && s.Until.Before(s.From) {
			return wrong
		}
	}
	ranks := map[int]bool{}
	for _, n := range r.Needs {
		if _, known := d.codes.Need(n.Code); !known {
			return refuse("file", "This bundle has a type of need, "+n.Code+", that this program does not know. Nothing was changed. Update Needsbook, then open it again.")
		}
		if n.From.IsZero() || n.Until.IsZero() && ranks[n.Rank] || !n.Until.IsZero() && n.Until.Before(n.From) {
			return wrong
		}
		if n.Until.IsZero() {
			ranks[n.Rank] = true
		}
	}
	if open > 1 || len(r.Attachments) != len(p.Papers) {
		return wrong
	}
	for i, a := range r.Attachments {
		if a.Digest != p.Papers[i].Digest || a.Size != p.Papers[i].Size {
			return wrong
		}
	}
	return nil
}

// matchHanded looks for the pupil in the register by the rule of the import: UPN,
// else name and date of birth, and never a guess.
func (d *Desk) matchHanded(p register.Pupil) (id, unsure string) {
	has := map[string]bool{intake.FieldUPN: p.UPN != "", intake.FieldSurname: p.Surname != "", intake.FieldForename: p.Forename != "", intake.FieldBorn: !p.Born.IsZero()}
	in := intake.Incoming{Row: 1, Rows: []int{1}, Has: has,
		Pupil: register.Pupil{UPN: p.UPN, Surname: p.Surname, Forename: p.Forename, Born: p.Born}}
	plan := intake.Match(d.known(), intake.Sheet{Incoming: []intake.Incoming{in}, Today: d.Today(), Codes: d.codes})
	switch {
	case len(plan.Rejected) > 0:
		return "", plan.Rejected[0].Reason
	case len(plan.Unchanged) > 0:
		return plan.Unchanged[0].Pupil.ID, ""
	case len(plan.Changed) > 0:
		return plan.Changed[0].Before.Pupil.ID, ""
	}
	return "", ""
}

// handedParts says in a few words what each part of a bundle holds.
func (d *Desk) handedParts(p HandoverPreview) []HandoverHold {
	r := p.Record
	count := func(n int, one, many string) string {
		switch n {
		case 0:
			return ""
		case 1:
			return "1 " + one
		}
		return fmt.Sprintf("%d %s", n, many)
	}
	list := func(words ...string) string {
		return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), ", ")
	}
	words := map[string]func() string{
		PartProfile: func() string {
			return strings.TrimSpace(labelled("What helps", r.Pupil.Helps) + labelled("Strengths", r.Pupil.Strengths) + labelled("What does not help", r.Pupil.Hinders))
		},
		PartNeeds: func() string {
			status := register.StatusOn(r.Statuses, d.Today())
			needs := register.NeedCodes(register.NeedsOn(r.Needs, d.Today()))
			return list(d.codes.StatusName(status.Code), strings.Join(needs, " "), count(len(r.Concerns), "concern", "concerns"))
		},
		PartPlans: func() string {
			return list(count(len(r.Plans), "plan", "plans"), count(len(r.Outcomes), "outcome", "outcomes"))
		},
		PartProvision: func() string { return count(len(r.Provision), "line of help", "lines of help") },
		PartAdvice: func() string {
			return list(count(len(r.Advice), "recommendation", "recommendations"), count(len(r.Referrals), "referral", "referrals"))
		},
		PartLevels: func() string { return count(len(r.Levels), "level", "levels") },
		PartAwards: func() string { return count(len(r.Awards), "request", "requests") },
		PartEHC: func() string {
			return list(count(len(r.EHCPlans), "plan", "plans"), count(len(r.Amendments), "suggestion", "suggestions"))
		},
		PartNotes:    func() string { return count(len(r.Notes), "note", "notes") },
		PartContacts: func() string { return count(len(r.Contacts), "contact", "contacts") },
		PartCircumstances: func() string {
			return list(strings.Join(r.Pupil.Flags, " "), count(len(r.Own), "field", "fields"))
		},
		PartAttachments: func() string { return count(len(r.Attachments), "attachment", "attachments") },
	}
	var out []HandoverHold
	for _, part := range HandoverParts {
		if !slices.Contains(p.Parts, part.ID) {
			continue
		}
		says := words[part.ID]()
		if says == "" {
			says = "nothing recorded"
		}
		out = append(out, HandoverHold{Part: part.ID, Name: part.Name, Words: says})
	}
	return out
}

// labelled is a sentence with what it is about before it, and a space after it.
func labelled(label, words string) string {
	if words = strings.Join(strings.Fields(words), " "); words == "" {
		return ""
	}
	return label + ": " + sentence(words) + " "
}
