package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/summary"
)

// settingSharing holds the sharing agreement that was made last.
const settingSharing = "sharing_agreement"

// SharingAgreement is the paper on which the school and its cluster agreed what may
// leave the school (UK GDPR articles 5(1)(a) and 24; the Data Protection Act 2018 asks
// for the same). Nothing is approved or sent without one in force.
type SharingAgreement struct {
	Version   string   `json:"version"`   // what the parties call this text of it, such as 2026-1
	With      string   `json:"with"`      // the cluster or hub that it was made with
	SignedBy  string   `json:"signed_by"` // who signed it for the school
	Role      string   `json:"role"`      // of the one who signed, such as Headteacher
	On        day.Date `json:"on_day"`    // when it was signed: its first day
	Until     day.Date `json:"until"`     // its last day
	Tables    []string `json:"tables"`    // ids of the tables of the summary that it covers
	Delegated bool     `json:"delegated"` // the SENCO may approve as well as the head
	File      string   `json:"file"`      // name of the signed paper's file, "" where none is kept
	Digest    string   `json:"digest"`    // finds the signed paper
	Ended     day.Date `json:"ended"`     // when the school ended it early
}

// Covers reports whether the agreement names a table of the summary. T06 stands for the
// two tables T06A and T06L.
func (a SharingAgreement) Covers(table string) bool {
	return slices.ContainsFunc(a.Tables, func(id string) bool { return strings.HasPrefix(table, id) })
}

// InForce reports whether the agreement holds on a day.
func (a SharingAgreement) InForce(on day.Date) bool { return a.standing(on) == agreementHolds }

// agreementStanding is how an agreement stands on a day.
type agreementStanding int

const (
	agreementNone agreementStanding = iota
	agreementAhead
	agreementHolds
	agreementOver
	agreementEnded
)

func (a SharingAgreement) standing(on day.Date) agreementStanding {
	switch {
	case a.Version == "":
		return agreementNone
	case !a.Ended.IsZero() && !on.Before(a.Ended):
		return agreementEnded
	case on.Before(a.On):
		return agreementAhead
	case on.After(a.Until):
		return agreementOver
	}
	return agreementHolds
}

// LeftOut are the tables that stay at the school, because the agreement does not cover
// them. The rest of a summary leaves without them.
func (a SharingAgreement) LeftOut() []SharedTable {
	return slices.DeleteFunc(slices.Clone(SharedTables), func(t SharedTable) bool { return a.Covers(t.ID) })
}

// SharedTable is one table of the summary as an agreement names it. A word in braces is
// the council's own, for Terms to put in.
type SharedTable struct{ ID, Words string }

// SharedTables are the tables that a summary can hold, in its order. The first eight
// count the same pupils in different ways, so that one cannot leave without the others.
var SharedTables = []SharedTable{
	{"T00", "Pupils on roll and with SEN"}, {"T01", "Status by phase"}, {"T02", "Status by area of need"}, {"T03", "Area of need by {level}"},
	{"T04", "Phase by {level}"}, {"T05", "Primary need"}, {"T06", "Pupils about to move on"}, {"T07", "{Predictable} and {exceptional}, by phase"},
	{"T08", "Provision: pupils, hours and cost"}, {"T09", "Services asked for, waited for and refused"}, {"T10", "Funding requests"},
	{"T11", "What interventions came to"}, {"T12", "{Moderation}"}, {"T13", "{Notional_budget}"}, {"T14", "How complete the records are"},
}

// crossTables is how many of SharedTables, from the first, only leave together.
const crossTables = 8

// AllSharedTables are the ids of all SharedTables, for an agreement on everything.
func AllSharedTables() []string {
	ids := make([]string, len(SharedTables))
	for i, t := range SharedTables {
		ids[i] = t.ID
	}
	return ids
}

// Agreement returns the sharing agreement that was made last and whether it is in
// force today; the zero one where none was ever made.
func (d *Desk) Agreement(ctx context.Context) (SharingAgreement, bool, error) {
	var a SharingAgreement
	_, err := readNamed(ctx, d.store, kindSetting, settingSharing, &a)
	return a, a.InForce(d.Today()), err
}

// longestAgreementText is how long a line of an agreement may be, in letters.
const longestAgreementText = 120

// SaveAgreement records the sharing agreement that the school signed, in the place of
// the one before. The signed paper stays with it until another is put in.
func (d *Desk) SaveAgreement(ctx context.Context, a SharingAgreement) error {
	before, _, err := d.Agreement(ctx)
	if err != nil {
		return err
	}
	for _, field := range []*string{&a.Version, &a.With, &a.SignedBy, &a.Role} {
		*field = strings.Join(strings.Fields(*field), " ")
	}
	if err := d.checkAgreement(a); err != nil {
		return err
	}
	if a.File, a.Digest, a.Ended = "", "", (day.Date{}); a.Version == before.Version {
		a.File, a.Digest = before.File, before.Digest
	}
	slices.Sort(a.Tables)
	a.Tables = slices.Compact(a.Tables)
	edit, err := putNamed(kindSetting, settingSharing, a)
	if err != nil {
		return err
	}
	return d.do(ctx, "Record the sharing agreement "+a.Version, "", edit)
}

// checkAgreement refuses what cannot be an agreement that was signed.
func (d *Desk) checkAgreement(a SharingAgreement) error {
	for _, f := range []struct{ field, value, ask string }{
		{"version", a.Version, "Say which version of the agreement was signed, such as 2026-1. It stands on the agreement itself."},
		{"with", a.With, d.terms.Say("Say with whom the agreement was made, such as the name of the {cluster}.")},
		{"signed_by", a.SignedBy, "Say who signed the agreement for the school."},
		{"role", a.Role, "Say what the one who signed is at the school, such as headteacher."},
	} {
		if f.value == "" {
			return refuse(f.field, f.ask)
		}
		if len([]rune(f.value)) > longestAgreementText {
			return refuse(f.field, fmt.Sprintf("Use %d letters or fewer.", longestAgreementText))
		}
	}
	if err := d.needsDay("on_day", a.On); err != nil {
		return err
	}
	switch {
	case a.On.After(d.Today()):
		return refuse("on_day", "The day it was signed is still to come. Record the agreement once it is signed.")
	case a.Until.IsZero():
		return refuse("until", "Say until which day the agreement holds. Most hold for one or two school years.")
	case a.Until.Before(a.On):
		return refuse("until", "The agreement would end before it was signed. Check both days.")
	case a.Until.After(a.On.AddDays(5 * 366)):
		return refuse("until", "An agreement is looked at again within five years. Choose an earlier last day.")
	}
	for _, id := range a.Tables {
		if !slices.ContainsFunc(SharedTables, func(t SharedTable) bool { return t.ID == id }) {
			return refuse("tables", "“"+id+"” is not a table of the summary. The tables are T00 to T14.")
		}
	}
	for _, t := range SharedTables[:crossTables] {
		if !a.Covers(t.ID) {
			return refuse("tables", "The tables T00 to T07 count the same pupils in different ways, so they leave together or not at all. Add "+t.ID+" ("+d.terms.Say(t.Words)+").")
		}
	}
	return nil
}

// EndAgreement ends the sharing agreement today: from now on nothing leaves the school,
// what was approved and still waits included. Undo takes it back.
func (d *Desk) EndAgreement(ctx context.Context) error {
	a, inForce, err := d.Agreement(ctx)
	if err != nil {
		return err
	}
	if !inForce {
		return refuse("agreement", "There is no sharing agreement in force, so there is none to end.")
	}
	a.Ended = d.Today()
	edit, err := putNamed(kindSetting, settingSharing, a)
	if err != nil {
		return err
	}
	return d.do(ctx, "End the sharing agreement "+a.Version, "", edit)
}

// AttachAgreement keeps the signed paper with the agreement, sealed as attachments are.
// name is that of the file it came in.
func (d *Desk) AttachAgreement(ctx context.Context, name string, content []byte) error {
	a, _, err := d.Agreement(ctx)
	if err != nil {
		return err
	}
	switch {
	case a.Version == "":
		return refuse("file", "Record the sharing agreement first, then attach the signed paper.")
	case len(content) == 0:
		return refuse("file", "The file is empty, so there is nothing to attach. Choose another file.")
	case len(content) > MaxAttachment:
		return refuse("file", fmt.Sprintf("The file is larger than %d MB, which is the most that can be attached. Nothing was changed.", MaxAttachment>>20))
	}
	d.papers.Lock()
	defer d.papers.Unlock()
	if a.Digest, err = d.Papers().PutPaper(ctx, content); err != nil {
		return err
	}
	a.File = fileName(path.Base(name))
	edit, err := putNamed(kindSetting, settingSharing, a)
	if err != nil {
		return err
	}
	return d.do(ctx, "Attach the signed sharing agreement", "", edit)
}

// AgreementPaper returns the signed paper that was attached, and its file's name.
func (d *Desk) AgreementPaper(ctx context.Context) (name string, content []byte, err error) {
	a, _, err := d.Agreement(ctx)
	if err != nil {
		return "", nil, err
	}
	if a.Digest == "" {
		return "", nil, refuse("file", "No signed paper is kept with the agreement.")
	}
	content, err = d.Papers().Paper(ctx, a.Digest)
	return a.File, content, err
}

// mustAgree returns the agreement in force, or a refusal that says what to do first.
func (d *Desk) mustAgree(ctx context.Context) (SharingAgreement, error) {
	a, _, err := d.Agreement(ctx)
	if err != nil {
		return a, err
	}
	words := map[agreementStanding]string{
		agreementNone:  "No sharing agreement is recorded, so nothing can leave the school. Record the agreement that the school signed with its {cluster}, then try again. Looking at the figures needs none.",
		agreementAhead: "The sharing agreement " + a.Version + " does not begin until " + a.On.Words() + ", so nothing can leave the school yet.",
		agreementOver:  "The sharing agreement " + a.Version + " ran until " + a.Until.Words() + ", so nothing can leave the school. Record the one that follows it, then try again.",
		agreementEnded: "The sharing agreement " + a.Version + " was ended on " + a.Ended.Words() + ", so nothing can leave the school. Record a new agreement, then try again.",
	}[a.standing(d.Today())]
	if words != "" {
		return a, refuse("agreement", d.terms.Say(words))
	}
	return a, nil
}

// uncovered returns the first table in a summary's payload that the agreement does not
// cover; "" when it covers them all.
func uncovered(payload []byte, a SharingAgreement) string {
	var doc summary.Document
	if err := json.Unmarshal(payload, &doc); err != nil {
		return "of a form that cannot be read"
	}
	for _, t := range doc.Tables {
		if !a.Covers(t.ID) {
			return t.ID
		}
	}
	return ""
}
