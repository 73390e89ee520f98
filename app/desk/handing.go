package desk

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Parts of a hand-over bundle, for the sender to choose from.
const (
	PartProfile       = "profile"
	PartNeeds         = "needs"
	PartPlans         = "plans"
	PartProvision     = "provision"
	PartAdvice        = "advice"
	PartLevels        = "levels"
	PartAwards        = "awards"
	PartEHC           = "ehc"
	PartNotes         = "notes"
	PartContacts      = "contacts"
	PartCircumstances = "circumstances"
	PartAttachments   = "attachments"
)

// HandoverParts gives each part its plain words, in the order in which the next
// school reads them: what works comes first.
var HandoverParts = []struct{ ID, Name string }{
	{PartProfile, "What works: strengths, what helps, what does not"},
	{PartNeeds, "SEN status, types of need and concerns, with their history"},
	{PartPlans, "Plans, outcomes and reviews"},
	{PartProvision, "Help that the pupil gets, without money"},
	{PartAdvice, "Advice from professionals, and referrals"},
	{PartLevels, "Levels, with the continuum they were decided by"},
	{PartAwards, "Requests for money or help: how they stand, with what was agreed"},
	{PartEHC, "Extract of the EHC plan, and what the school suggested"},
	{PartNotes, "Notes, calls and views"},
	{PartContacts, "Family and other contacts"},
	{PartCircumstances, "Flags, such as pupil premium, and the school's own fields"},
	{PartAttachments, "Attachments"},
}

// HandedRecord is what a bundle says about a pupil. The records are as the sending
// school kept them; the receiving school gives them identifiers of its own.
type HandedRecord struct {
	Pupil       register.Pupil         `json:"pupil"`
	Statuses    []register.Status      `json:"statuses,omitempty"`
	Needs       []register.Need        `json:"needs,omitempty"`
	Concerns    []register.Concern     `json:"concerns,omitempty"`
	Plans       []provision.Cycle      `json:"plans,omitempty"`
	Outcomes    []provision.Outcome    `json:"outcomes,omitempty"`
	Corrections []provision.Correction `json:"corrections,omitempty"` // of the plans
	Provision   []HandedHelp           `json:"provision,omitempty"`
	Advice      []provision.Advice     `json:"advice,omitempty"`
	Referrals   []provision.Referral   `json:"referrals,omitempty"`
	Levels      []HandedLevel          `json:"levels,omitempty"`
	Awards      []HandedAward          `json:"awards,omitempty"`
	EHCPlans    []register.EHCPlan     `json:"ehc_plans,omitempty"`
	Amendments  []register.Amendment   `json:"amendments,omitempty"`
	Invitees    []register.Invitee     `json:"invitees,omitempty"`
	Notes       []register.Note        `json:"notes,omitempty"`
	Contacts    []register.Contact     `json:"contacts,omitempty"`
	Own         []HandedField          `json:"own_fields,omitempty"`
	Attachments []register.Attachment  `json:"attachments,omitempty"`
}

// HandedLevel is a level as it was decided, with its name in the words of the pack
// of that time, so that it can be understood where another pack is in use.
type HandedLevel struct {
	LevelDecision
	PackTitle string `json:"pack_title"`
	Name      string `json:"level_name"`
}

// HandedField is one of the sending school's own fields.
type HandedField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// HandingOver is what the sender of a bundle chooses.
type HandingOver struct {
	Pupil       string
	URN         string   // of the receiving school; may be left out with a card
	School      string   // its name
	Parts       []string // nil is all of them
	Notes       []string // types of note; nil is all of them
	Attachments []string // identifiers; nil is all of them
	Card        []byte   // the receiving school's card, nil to lock with a code
}

// Handed is a bundle that was made.
type Handed struct {
	register.Handover
	Code  string   // the one-time code, shown once and kept nowhere; "" with a card
	Words []string // six words of the card's key, to compare by telephone; nil with a code
	Size  int      // bytes
}

// HandOver makes a bundle of one pupil for the next school, has it written, and records
// that it was made. Nothing is recorded when write fails. The school passes the
// record on when a pupil moves (Education (Pupil Information) (England) Regulations
// 2005, regulation 9); the sender chooses what else goes with it.
func (d *Desk) HandOver(ctx context.Context, o HandingOver, write func(file []byte) error) (Handed, error) {
	if err := d.allow(access.Send); err != nil {
		return Handed{}, err
	}
	var made Handed
	e, err := d.Entry(o.Pupil)
	if err != nil {
		return made, err
	}
	from, err := d.handoverSchool()
	if err != nil {
		return made, err
	}
	to, lock, err := d.handoverLock(&o, &made)
	if err != nil {
		return made, err
	}
	if to.URN == from.URN {
		return made, refuse("to", "This is your own school's URN. Enter the URN of the school that the pupil goes to.")
	}
	parts, err := chosenParts(o)
	if err != nil {
		return made, err
	}
	record, papers, err := d.handedRecord(ctx, e, o, parts)
	if err != nil {
		return made, err
	}
	key, keyEdits, err := d.key(ctx)
	if err != nil {
		return made, err
	}
	mark := make([]byte, 16)
	if _, err := io.ReadFull(d.options.Roads.Random, mark); err != nil {
		return made, fmt.Errorf("making a hand-over: %w", err)
	}
	h := exchange.Handover{Mark: hex.EncodeToString(mark), From: exchange.HandoverSender{HandoverSchool: from}, To: to, On: d.Today(), Parts: parts}
	if h.Record, err = json.Marshal(record); err != nil {
		return made, fmt.Errorf("making a hand-over: %w", err)
	}
	file, digest, err := exchange.SealHandover(h, papers, key, lock, d.options.Roads.Random)
	if err != nil {
		return made, refuse("parts", sentence(err.Error()))
	}
	if err := write(file); err != nil {
		return made, err
	}
	made.Size = len(file)
	made.Handover = register.Handover{ID: d.options.NewID(), Pupil: e.ID, Direction: register.HandoverOut, URN: to.URN, School: to.Name, On: d.Today(), Digest: digest}
	edits := append(keyEdits, journal.Edit{Kind: kindHandover, Key: made.ID, About: e.ID, Value: made.Handover})
	return made, d.doAs(ctx, journal.Fact, "Make a hand-over bundle of "+e.Name()+" for "+schoolWords(to.Name, to.URN), e.ID, edits...)
}

// handoverSchool is this school as a bundle names it.
func (d *Desk) handoverSchool() (exchange.HandoverSchool, error) {
	s := d.School()
	if !exchange.ValidURN(s.URN) {
		return exchange.HandoverSchool{}, refuse("urn", "The school has no URN yet, and a bundle is bound to it. Enter it in Settings, School, then try again.")
	}
	return exchange.HandoverSchool{URN: s.URN, Name: s.Name}, nil
}

// handoverLock reads for whom the bundle is, and how it will be locked.
func (d *Desk) handoverLock(o *HandingOver, made *Handed) (to exchange.HandoverSchool, lock exchange.HandoverLock, err error) {
	to = exchange.HandoverSchool{URN: strings.TrimSpace(o.URN), Name: strings.TrimSpace(o.School)}
	if o.Card != nil {
		card, err := exchange.ReadCard(o.Card)
		if err != nil {
			return to, lock, refuse("card", sentence(err.Error()))
		}
		if to.URN != "" && to.URN != card.URN {
			return to, lock, refuse("card", "The receiving card is of school "+card.URN+", and the bundle is for school "+to.URN+". Check which is right.")
		}
		if to.URN = card.URN; to.Name == "" {
			to.Name = card.School
		}
		lock.Key, made.Words = &card.Key, card.Words()
		return to, lock, nil
	}
	if !exchange.ValidURN(to.URN) {
		return to, lock, refuse("to", "Enter the URN of the school that the pupil goes to. It has six digits, such as 123456; you find it on get-information-schools.service.gov.uk.")
	}
	lock.Code, err = exchange.NewHandoverCode(d.options.Roads.Random)
	made.Code = lock.Code
	return to, lock, err
}

// schoolWords names another school.
func schoolWords(name, urn string) string {
	if name == "" {
		return "school " + urn
	}
	return name
}

// chosenParts returns the parts that the sender chose, in their order.
func chosenParts(o HandingOver) ([]string, error) {
	known := make([]string, len(HandoverParts))
	for i, p := range HandoverParts {
		known[i] = p.ID
	}
	if o.Parts == nil {
		return known, nil
	}
	for _, p := range o.Parts {
		if !slices.Contains(known, p) {
			return nil, refuse("parts", "“"+p+"” is not a part of a hand-over. The parts are "+strings.Join(known, ", ")+".")
		}
	}
	chosen := slices.DeleteFunc(known, func(p string) bool { return !slices.Contains(o.Parts, p) })
	if len(chosen) == 0 {
		return nil, refuse("parts", "Choose at least one part to hand over.")
	}
	return chosen, nil
}

// handedRecord gathers what was chosen.
func (d *Desk) handedRecord(ctx context.Context, e *register.Entry, o HandingOver, parts []string) (HandedRecord, [][]byte, error) {
	p := e.Pupil
	r := HandedRecord{Pupil: register.Pupil{ID: p.ID, UPN: p.UPN, Surname: p.Surname, Forename: p.Forename, Preferred: p.Preferred, Born: p.Born, Sex: p.Sex,
		YearTaught: p.YearTaught, Flags: register.Flags{}, Fields: register.Values{}}}
	var papers [][]byte
	for _, part := range parts {
		var err error
		switch part {
		case PartProfile:
			r.Pupil.Strengths, r.Pupil.Helps, r.Pupil.Hinders = p.Strengths, p.Helps, p.Hinders
		case PartNeeds:
			err = errors.Join(readOf(ctx, d.store, kindStatus, p.ID, &r.Statuses), readOf(ctx, d.store, kindNeed, p.ID, &r.Needs), readOf(ctx, d.store, kindConcern, p.ID, &r.Concerns))
		case PartPlans:
			err = errors.Join(readOf(ctx, d.store, kindCycle, p.ID, &r.Plans), readOf(ctx, d.store, kindOutcome, p.ID, &r.Outcomes), readOf(ctx, d.store, kindCorrection, p.ID, &r.Corrections))
			r.Corrections = slices.DeleteFunc(r.Corrections, func(k provision.Correction) bool {
				return !slices.ContainsFunc(r.Plans, func(c provision.Cycle) bool { return c.ID == k.Record })
			})
		case PartProvision:
			r.Provision, err = d.handedHelp(ctx, p.ID)
		case PartAdvice:
			err = errors.Join(readOf(ctx, d.store, kindAdvice, p.ID, &r.Advice), readOf(ctx, d.store, kindReferral, p.ID, &r.Referrals))
		case PartLevels:
			r.Levels, err = d.handedLevels(ctx, p.ID)
		case PartAwards:
			r.Awards, err = d.handedAwards(ctx, p.ID)
		case PartEHC:
			err = errors.Join(readOf(ctx, d.store, kindEHCPlan, p.ID, &r.EHCPlans), readOf(ctx, d.store, kindAmendment, p.ID, &r.Amendments), readOf(ctx, d.store, kindInvitee, p.ID, &r.Invitees))
		case PartNotes:
			err = readOf(ctx, d.store, kindNote, p.ID, &r.Notes)
			r.Notes = slices.DeleteFunc(r.Notes, func(n register.Note) bool { return o.Notes != nil && !slices.Contains(o.Notes, n.Type) })
		case PartContacts:
			err = readOf(ctx, d.store, kindContact, p.ID, &r.Contacts)
		case PartCircumstances:
			r.Pupil.Flags = slices.Clone(p.Flags)
			r.Own, err = d.ownFields(ctx, p)
		case PartAttachments:
			r.Attachments, papers, err = d.handedPapers(ctx, p.ID, o.Attachments)
		}
		if err != nil {
			return r, nil, err
		}
	}
	if r.Pupil.Flags == nil {
		r.Pupil.Flags = register.Flags{}
	}
	return r, papers, nil
}

func (d *Desk) handedLevels(ctx context.Context, pupil string) ([]HandedLevel, error) {
	levels, err := where[LevelDecision](ctx, d.store, kindLevel, "pupil", pupil)
	var out []HandedLevel
	for _, l := range levels {
		h := HandedLevel{LevelDecision: l}
		if p, found, err := d.ContinuumOf(ctx, l.Pack, l.Version); err == nil && found {
			h.PackTitle, h.Name = p.Title, d.levelNameOf(l)
		}
		out = append(out, h)
	}
	return out, err
}

// ownFields are the school's own fields that say something about a pupil, by name.
func (d *Desk) ownFields(ctx context.Context, p register.Pupil) ([]HandedField, error) {
	fields, err := all[register.Field](ctx, d.store, kindField)
	slices.SortStableFunc(fields, func(a, b register.Field) int { return a.Place - b.Place })
	var out []HandedField
	for _, f := range fields {
		if v := p.Fields[f.ID]; v != "" {
			out = append(out, HandedField{Name: f.Name, Value: v})
		}
	}
	return out, err
}

// handedPapers reads the attachments that were chosen, with their content.
func (d *Desk) handedPapers(ctx context.Context, pupil string, chosen []string) ([]register.Attachment, [][]byte, error) {
	list, err := where[register.Attachment](ctx, d.store, kindAttachment, "pupil", pupil)
	if err != nil {
		return nil, nil, err
	}
	list = slices.DeleteFunc(list, func(a register.Attachment) bool { return chosen != nil && !slices.Contains(chosen, a.ID) })
	var total int64
	for _, a := range list {
		total += a.Size
	}
	if total > exchange.MaxHandoverPapers {
		return nil, nil, refuse("attachments", fmt.Sprintf("The attachments come to %d MB, and a bundle may hold %d MB. Leave some out.", total>>20, exchange.MaxHandoverPapers>>20))
	}
	papers := make([][]byte, len(list))
	for i, a := range list {
		if _, papers[i], err = d.AttachmentContent(ctx, pupil, a.ID); err != nil {
			return nil, nil, err
		}
	}
	return list, papers, nil
}
