package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/access"
	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/paper"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// held is everything in the file about one pupil, as its copy in JSON has it.
type held struct {
	Record
	Handovers   []register.Handover        `json:"handovers"`
	NextSchools []register.Destination     `json:"next_schools"`
	Attendance  []provision.Attendance     `json:"attendance"`
	Moderation  []continuum.ModerationCase `json:"moderation"`
	Holds       []LegalHold                `json:"legal_holds"`
	PutOff      []Deferral                 `json:"put_off"` // tasks about the pupil that were done or put off
	Changes     []journal.Step             `json:"changes"` // every change to the record, newest first
	OtherPeople []printout.OtherPerson     `json:"other_people"`
}

// hold reads everything in the file about one pupil.
func (d *Desk) hold(ctx context.Context, pupil string) (h held, err error) {
	if h.Record, err = d.Record(ctx, pupil); err != nil {
		return h, err
	}
	if err := readOf(ctx, d.store, kindHandover, pupil, &h.Handovers); err != nil {
		return h, err
	}
	if err := readOf(ctx, d.store, kindDestination, pupil, &h.NextSchools); err != nil {
		return h, err
	}
	if err := readOf(ctx, d.store, kindModerationCase, pupil, &h.Moderation); err != nil {
		return h, err
	}
	if err := readOf(ctx, d.store, kindAttendance, pupil, &h.Attendance); err != nil {
		return h, err
	}
	if err := readOf(ctx, d.store, kindDeferral, pupil, &h.PutOff); err != nil {
		return h, err
	}
	if err := readOf(ctx, d.store, kindLegalHold, pupil, &h.Holds); err != nil {
		return h, err
	}
	steps, err := d.store.History(ctx, pupil, -1) // all of it
	if err != nil {
		return h, err
	}
	for _, s := range steps {
		// A step on many pupils holds the others too: what it did to them is not this pupil's.
		s.Changes = slices.DeleteFunc(slices.Clone(s.Changes), func(c journal.Change) bool { return c.About != pupil })
		s.Digest, s.Chain = "", ""
		h.Changes = append(h.Changes, s)
	}
	return h, nil
}

// SubjectAccess makes a copy of everything that is held about one pupil, with the
// names of other people marked for the school to decide on.
func (d *Desk) SubjectAccess(ctx context.Context, pupil string) (*paper.Doc, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	doc, _, err := d.subjectAccess(ctx, pupil)
	return doc, err
}

// SubjectAccessJSON gives the same record for a computer.
func (d *Desk) SubjectAccessJSON(ctx context.Context, pupil string) ([]byte, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	_, h, err := d.subjectAccess(ctx, pupil)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(h, "", "  ")
}

func (d *Desk) subjectAccess(ctx context.Context, pupil string) (*paper.Doc, held, error) {
	h, err := d.hold(ctx, pupil)
	if err != nil {
		return nil, h, err
	}
	s := d.School()
	people := printout.People{Pupil: h.Pupil, Contacts: h.Contacts, Staff: []string{s.Senco, s.Head}, Adults: adultsIn(h.Record), Others: d.otherPupils(pupil)}
	doc, others := printout.SubjectAccess(printout.AccessFacts{
		School: s.Name, Author: s.Senco, Demo: s.Demo, Today: d.Today(), Pupil: h.Name(), People: people.Known(), Sections: d.accessSections(h),
	})
	h.OtherPeople = others
	return doc, h, nil
}

// adultsIn are the adults whom a record names in fields of their own.
func adultsIn(h Record) (names []string) {
	add := func(list ...string) {
		for _, name := range list {
			if name = strings.TrimSpace(name); printout.LooksLikeName(name) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	for _, a := range h.Advice {
		add(a.Name)
	}
	for _, i := range h.Invitees {
		add(i.Name)
	}
	for _, n := range h.Notes {
		add(n.By, n.With)
	}
	for _, c := range h.Concerns {
		add(c.RaisedBy)
	}
	for _, m := range h.Meetings {
		for _, a := range m.Actions {
			add(a.Who)
		}
	}
	for _, r := range h.Requests {
		add(requestAdults(r)...)
	}
	for _, l := range h.Levels {
		add(l.By, l.Second)
		add(l.Adults...)
	}
	return names
}

// entry makes a record's entry from names and values in turn.
func entry(title string, namesAndValues ...string) printout.Entry {
	e := printout.Entry{Title: title}
	for i := 0; i+1 < len(namesAndValues); i += 2 {
		e.Facts = append(e.Facts, printout.Fact{Name: namesAndValues[i], Value: namesAndValues[i+1]})
	}
	return e
}

// entries makes an entry of each record.
func entries[T any](records []T, entry func(T) printout.Entry) (out []printout.Entry) {
	for _, r := range records {
		out = append(out, entry(r))
	}
	return out
}

// dated is a record's title with its day.
func dated(what string, on day.Date) string {
	return strings.TrimPrefix(strings.TrimSuffix(what+", "+on.Words(), ", "), ", ")
}

// accessSections sets everything out in the order in which a family would ask.
func (d *Desk) accessSections(h held) []printout.Section {
	return []printout.Section{
		{Title: "The pupil", Entries: []printout.Entry{d.accessPupil(h)}},
		{Title: "The school's own fields", Entries: d.accessFields(h)},
		{Title: "Adults to speak to", Entries: entries(h.Contacts, func(c register.Contact) printout.Entry {
			return entry(c.Name, "Name", c.Name, "Relationship", c.Relationship, "Telephone", c.Phone, "E-mail", c.Email, "Prefers", c.Prefers, "Language", c.Language)
		})},
		{Title: "Consents", Entries: entries(h.Consents, func(c register.Consent) printout.Entry {
			return entry(dated(register.Named(register.ConsentScopes, c.Scope), c.Given), "Given by", c.By, "How", register.Named(register.ConsentWays, c.How), "Given", c.Given.Words(), "Withdrawn", c.Withdrawn.Words())
		})},
		{Title: "SEN status", Entries: entries(h.Statuses, func(s register.Status) printout.Entry {
			return entry(dated(d.codes.StatusName(s.Code), s.From), "From", s.From.Words(), "Until", s.Until.Words(), "Came as", s.Legacy, "Put right", s.CorrectedOn.Words(), "Why", s.Why)
		})},
		{Title: "Needs", Entries: entries(h.NeedsSince, func(n register.Need) printout.Entry {
			return entry(dated(d.codes.NeedName(n.Code), n.From), "Rank", strconv.Itoa(n.Rank), "From", n.From.Words(), "Until", n.Until.Words(), "Put right", n.CorrectedOn.Words(), "Why", n.Why)
		})},
		{Title: "Concerns", Entries: entries(h.Concerns, func(c register.Concern) printout.Entry {
			return entry(dated("Concern", c.On), "Raised by", c.RaisedBy, "What was noticed", c.Words, "Tried", c.Tried, "Parents told", c.ParentsTold.Words(),
				"Look again", c.LookAgain.Words(), "Closed", c.Closed.Words(), "Came to", concernOutcomes[c.Outcome], "Why", c.Why)
		})},
		{Title: d.terms.Say("{Level+}"), Entries: entries(h.Levels, d.accessLevel)},
		{Title: d.terms.Say("{Moderation}"), Entries: entries(h.Moderation, d.accessModeration)},
		{Title: "Plans and reviews", Entries: entries(h.Cycles, func(c provision.Cycle) printout.Entry {
			return entry(dated("Plan", c.Starts), "Starts", c.Starts.Words(), "Review due", c.ReviewDue.Words(), "Aim", c.Aim, "Help", c.Help, "Reviewed", c.Reviewed.Words(),
				"Result", provision.ResultName(c.Result), "What showed it", c.Evidence, "What changes", c.Next, "Why the pupil was not heard", c.PupilWhyNot,
				"Why the parents were not heard", c.ParentWhyNot, "Signed off", dated(c.SignedBy, c.Signed), "Written by", c.By)
		})},
		{Title: "Corrections to what was signed off", Entries: entries(h.Corrections, func(k provision.Correction) printout.Entry {
			return entry(dated("Correction", k.On), "What is right", k.Words, "Why", k.Why, "Written by", k.By)
		})},
		{Title: "Outcomes", Entries: entries(h.Outcomes, func(o provision.Outcome) printout.Entry {
			return entry(dated("Outcome", o.ByWhen), "Outcome", o.Words, "At the start", o.Baseline, "Aim", o.Target, "How we know", o.Measure, "Who", o.Owner, "By", o.ByWhen.Words(), "Result", o.Result,
				"Area", d.areaName(o.Area), "Outcome of the EHC plan", o.EHCOutcome, "Score at the start", o.StartScore, "Score at the review", o.Score, "What showed it", o.Evidence, "What changes", o.Next)
		})},
		{Title: "Provision", Entries: d.accessProvision(h)},
		{Title: "Places in provision", Entries: entries(h.Placements, func(p provision.Placement) printout.Entry { return d.accessPlacement(h, p) })},
		{Title: "Weeks of provision", Entries: entries(h.Attendance, func(a provision.Attendance) printout.Entry {
			return entry(dated(h.interventions[a.Intervention].Name, a.Week), "Week from", a.Week.Words(), "Sessions", markWords(a.Marks), "Why", a.Why)
		})},
		{Title: "Reviews of provision", Entries: entries(h.PlaceReviews, func(v provision.PlacementReview) printout.Entry {
			return entry(dated(h.interventions[v.Intervention].Name, v.On), "Result", provision.ResultName(v.Result), "Measured", v.Score, "What showed it", v.Evidence,
				"What worked", v.Worked, "What changes", v.Next, "Written by", v.By)
		})},
		{Title: "Advice", Entries: entries(h.Advice, func(a provision.Advice) printout.Entry {
			return entry(dated("Advice", a.On), "Role", a.Role, "Name", a.Name, "Advice", a.Words, "What came of it", register.Named(provision.AdviceStates, a.Done), "How", a.How)
		})},
		{Title: "Services asked", Entries: entries(h.Referrals, func(r provision.Referral) printout.Entry {
			return entry(dated(d.services.Name(r.Service), r.Asked), "What is asked", r.Words, "Wanted since", r.Wanted.Words(), "Asked", r.Asked.Words(),
				"On the waiting list since", r.Accepted.Words(), "Stands", register.Named(provision.ReferralStates, r.State), "Answered", r.Answered.Words(), "Answer", r.Answer, "Written by", r.By)
		})},
		{Title: "Notes, contacts and views", Entries: entries(h.Notes, func(n register.Note) printout.Entry {
			return entry(dated(register.NoteName(n.Type), n.On), "Words", n.Words, "With", n.With, "How heard", register.Named(register.ViewWays, n.How),
				"Told us about", register.Named(register.ToldTopics, n.Told), "Written by", n.By)
		})},
		{Title: "EHC plan", Entries: d.accessPlans(h)},
		{Title: "Review meetings", Entries: entries(h.Invitees, func(i register.Invitee) printout.Entry {
			return entry(dated(i.Role, i.Meeting), "Name", i.Name, "Meeting", i.Meeting.Words(), "Asked", i.Invited.Words(), "Advice came", i.Advice.Words(), "Came", i.Came)
		})},
		{Title: "Records of meetings", Entries: entries(h.Meetings, accessMeeting)},
		{Title: "Funding requests", Entries: entries(h.Requests, d.accessRequest)},
		{Title: "Requests for groups", Entries: entries(h.Groups, d.accessGroup)},
		{Title: "Attachments", Entries: entries(h.Attachments, func(a register.Attachment) printout.Entry {
			return entry(dated(a.What, a.On), "File", a.Name, "Kind", a.Media, "Size", count(int(a.Size), "byte"), "Added", a.Added.Words(), "Added by", a.By)
		})},
		{Title: "Hand-overs", Entries: entries(h.Handovers, func(o register.Handover) printout.Entry {
			direction := "Sent to another school"
			if o.Direction == register.HandoverIn {
				direction = "Came from another school"
			}
			return entry(dated(direction, o.On), "School", o.School, "URN", o.URN, "Receipt", o.Receipt, "Receipt came", o.Received.Words())
		})},
		{Title: "Next schools", Entries: entries(h.NextSchools, func(n register.Destination) printout.Entry {
			return entry(dated(fmt.Sprint("Next school in ", n.Year), n.On), "School", orElse(n.School, "Not decided"), "URN", n.URN, "Written by", n.By)
		})},
		{Title: "Legal holds", Entries: entries(h.Holds, func(l LegalHold) printout.Entry {
			return entry(dated("Legal hold", l.On), "Why", l.Why, "Ended", l.Ended.Words(), "Why it ended", l.EndedWhy, "Written by", l.By)
		})},
		{Title: "Tasks done or put off", Entries: entries(h.PutOff, func(p Deferral) printout.Entry {
			return entry(dated("Task", p.On), "Until", p.Until.Words(), "Why", p.Why, "By", p.By)
		})},
		{Title: "Changes to this record", Entries: accessChanges(h.Changes)},
	}
}

var concernOutcomes = map[string]string{register.ConcernSupport: "SEN support", register.ConcernSettled: "Settled"}

func (d *Desk) accessPupil(h held) printout.Entry {
	var flags []string
	for _, name := range register.FlagNames {
		if h.Flags.Has(name.Code) {
			flags = append(flags, name.Name)
		}
	}
	return entry("Details", "Surname", h.Surname, "Forename", h.Forename, "Goes by", h.Preferred, "UPN", h.UPN, "Earlier UPN", strings.Join(h.FormerUPNs(), ", "), "Born", h.Born.Words(), "Sex", h.Sex,
		"Year group", h.Year.Label, "Year taught, where it is not the usual one", h.YearTaught, "Class", h.Class, "On roll since", h.Entered.Words(), "Left", h.Left.Words(),
		"Flags", strings.Join(flags, ", "), "Number in the school's own system", h.MISID,
		"Good at and enjoys", h.Strengths, "What helps", h.Helps, "What does not help", h.Hinders)
}

// accessFields are the school's own fields.
func (d *Desk) accessFields(h held) []printout.Entry {
	if len(h.Fields) == 0 {
		return nil
	}
	e := entry("Fields")
	ids := make([]string, 0, len(h.Fields))
	for id := range h.Fields {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	fields := map[string]register.Field{}
	for _, f := range d.queryContext().Fields {
		fields[f.ID] = f
	}
	for _, id := range ids {
		name, value := "A field that is no more", h.Fields[id]
		if f, known := fields[id]; known {
			name, value = f.Name, f.Words(value)
		}
		e.Facts = append(e.Facts, printout.Fact{Name: name, Value: value})
	}
	return []printout.Entry{e}
}

func (d *Desk) accessPlans(h held) (out []printout.Entry) {
	for _, p := range h.EHCPlans {
		e := entry(dated("EHC plan", p.Issued), "Council", p.Authority, "Issued", p.Issued.Words(), "Setting", p.Setting, "Until", p.Until.Words(), "Copied by", p.By)
		for _, stage := range d.ehc.Stages {
			e.Facts = append(e.Facts, printout.Fact{Name: stage.Name, Value: p.Stages.Of(stage.ID).Words()})
		}
		letters := make([]string, 0, len(p.Sections))
		for letter := range p.Sections {
			letters = append(letters, letter)
		}
		slices.Sort(letters)
		for _, letter := range letters {
			e.Facts = append(e.Facts, printout.Fact{Name: "Section " + d.ehc.Heading(letter), Value: p.Sections[letter]})
		}
		out = append(out, e)
	}
	for _, a := range h.Amendments {
		out = append(out, entry(dated("Suggested change to section "+a.Section, a.On), "The plan says", a.NowSays, "We suggest", a.Suggestion, "Why", a.Why, "What the council did", a.Outcome, "Written by", a.By))
	}
	return out
}

// accessChanges lists who changed the record when; what each change did is in the
// copy in JSON.
func accessChanges(steps []journal.Step) []printout.Entry {
	return entries(steps, func(s journal.Step) printout.Entry {
		return entry(fmt.Sprintf("%s, %s", day.On(s.At).Words(), s.At.Format("15:04")), "What", s.Label, "By", s.By)
	})
}
