package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Received is a bundle that was taken in.
type Received struct {
	register.Handover
	Joined  bool     // the pupil was in the register before
	Receipt []byte   // the file to send back
	Words   []string // the receipt's six words, to tell by telephone instead
}

// TakeHandover keeps what a bundle says as one step: with the pupil whose identifier is
// join, or with a new one for "". What the register says of a pupil already stands; what
// the bundle says beside it is kept in the story.
func (d *Desk) TakeHandover(ctx context.Context, p HandoverPreview, join string) (Received, error) {
	if err := d.allow(access.Send); err != nil {
		return Received{}, err
	}
	var done Received
	if err := d.openedBefore(ctx, p.Digest); err != nil {
		return done, err
	}
	t := takingIn{d: d, p: p, r: p.Record, ids: map[string]string{}}
	if join != "" {
		e, err := d.Entry(join)
		if err != nil {
			return done, err
		}
		t.join(e.Pupil)
	} else if err := t.add(); err != nil {
		return done, err
	}
	if err := t.history(ctx); err != nil {
		return done, err
	}
	t.records()
	t.levels()
	d.papers.Lock() // until the step that names what is sealed is there
	defer d.papers.Unlock()
	if err := t.papers(ctx); err != nil {
		return done, err
	}
	key, keyEdits, err := d.key(ctx)
	if err != nil {
		return done, err
	}
	done.Joined = join != ""
	done.Words = exchange.HandoverReceiptWords(p.Digest)
	done.Handover = register.Handover{ID: d.options.NewID(), Pupil: t.pupil.ID, Direction: register.HandoverIn, URN: p.From.URN, School: p.From.Name,
		On: d.Today(), Digest: p.Digest, Receipt: strings.Join(done.Words, " ")}
	t.put(kindHandover, done.ID, done.Handover)
	t.note(register.NotePlain, d.Today(), t.story())
	if done.Receipt, err = d.receiptFor(done.Handover, key); err != nil {
		return done, err
	}
	label := "Take in the hand-over of " + t.pupil.Name() + " from " + schoolWords(p.From.Name, p.From.URN)
	return done, d.do(ctx, label, t.pupil.ID, append(t.edits, keyEdits...)...)
}

// takingIn is a bundle on its way into the register.
type takingIn struct {
	d     *Desk
	p     HandoverPreview
	r     HandedRecord
	pupil register.Pupil
	known bool              // the pupil was in the register before
	ids   map[string]string // identifiers here, by the sender's
	also  []string          // what no record here can hold, for the story
	edits []journal.Edit
}

// id gives a record of the sender's an identifier of this school's file.
func (t *takingIn) id(theirs string) string {
	if t.ids[theirs] == "" {
		t.ids[theirs] = t.d.options.NewID()
	}
	return t.ids[theirs]
}

// ref is the identifier here of a record that came before in the bundle, "" for none.
func (t *takingIn) ref(theirs string) string { return t.ids[theirs] }

func (t *takingIn) put(kind, id string, value any) {
	t.edits = append(t.edits, journal.Edit{Kind: kind, Key: id, About: t.pupil.ID, Value: value})
}

func (t *takingIn) note(sort string, on day.Date, words string) {
	n := register.Note{ID: t.d.options.NewID(), Pupil: t.pupil.ID, Type: sort, On: on, Words: words, By: t.d.options.By}
	t.put(kindNote, n.ID, n)
}

// add makes a new pupil of whom the bundle is about.
func (t *takingIn) add() error {
	p := tidy(t.r.Pupil)
	p.ID, p.Entered, p.Left, p.Class, p.MISID, p.Fields = t.d.options.NewID(), t.d.Today(), day.Date{}, "", "", register.Values{}
	if t.p.Match != "" && p.UPN != "" {
		if _, err := t.d.ByUPN(p.UPN); err == nil {
			return refuse("join", "The pupil is in the register already, with this UPN. Join the bundle to that pupil. Nothing was changed.")
		}
	}
	if err := t.d.checkPupil(p); err != nil {
		return err
	}
	t.pupil = p
	t.edits = append(t.edits, pupilEdit(p))
	return nil
}

// join fills in what the register does not know of its pupil. Where both know
// something, the register's stands and the bundle's goes into the story.
func (t *takingIn) join(p register.Pupil) {
	theirs := tidy(t.r.Pupil)
	t.known = true
	for _, f := range []struct {
		name     string
		ours     *string
		theirs   string
		isMerely bool // a detail of spelling that needs no word in the story
	}{
		{"UPN", &p.UPN, theirs.UPN, false}, {"Preferred name", &p.Preferred, theirs.Preferred, false}, {"Sex", &p.Sex, theirs.Sex, true},
		{"Strengths", &p.Strengths, theirs.Strengths, false}, {"What helps", &p.Helps, theirs.Helps, false}, {"What does not help", &p.Hinders, theirs.Hinders, false},
	} {
		switch {
		case *f.ours == "":
			*f.ours = f.theirs
		case f.theirs != "" && f.theirs != *f.ours && !f.isMerely:
			t.also = append(t.also, f.name+": "+f.theirs)
		}
	}
	if p.Born.IsZero() {
		p.Born = theirs.Born
	}
	var flags []string
	for _, f := range register.FlagNames {
		if theirs.Flags.Has(f.Code) && !p.Flags.Has(f.Code) {
			flags = append(flags, f.Name)
		}
	}
	if flags != nil {
		t.also = append(t.also, "Flags at that school: "+strings.Join(flags, ", "))
	}
	t.pupil = p
	t.edits = append(t.edits, pupilEdit(p))
}

// history keeps statuses and needs. Those of this school stand; what the bundle says
// goes before the first of them.
func (t *takingIn) history(ctx context.Context) error {
	var statuses []register.Status
	var needs []register.Need
	if t.known {
		if err := readOf(ctx, t.d.store, kindStatus, t.pupil.ID, &statuses); err != nil {
			return err
		}
		if err := readOf(ctx, t.d.store, kindNeed, t.pupil.ID, &needs); err != nil {
			return err
		}
	}
	firstStatus, firstNeed := day.Date{}, day.Date{}
	for _, s := range statuses {
		firstStatus = earlier(firstStatus, s.From)
	}
	for _, n := range needs {
		firstNeed = earlier(firstNeed, n.From)
	}
	for _, s := range t.r.Statuses {
		if !endBefore(&s.Until, s.From, firstStatus) {
			t.also = append(t.also, "SEN status at that school: "+t.d.codes.StatusName(s.Code)+", from "+s.From.Words())
			continue
		}
		s.ID, s.Pupil = t.id(s.ID), t.pupil.ID
		t.put(kindStatus, s.ID, s)
	}
	for _, n := range t.r.Needs {
		if !endBefore(&n.Until, n.From, firstNeed) {
			t.also = append(t.also, "Type of need at that school: "+t.d.codes.NeedName(n.Code)+", from "+n.From.Words())
			continue
		}
		n.ID, n.Pupil = t.id(n.ID), t.pupil.ID
		t.put(kindNeed, n.ID, n)
	}
	return nil
}

func earlier(a, b day.Date) day.Date {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// endBefore ends a stretch of history where this school's own begins, and reports
// false where it began no earlier.
func endBefore(until *day.Date, from, first day.Date) bool {
	if first.IsZero() {
		return true
	}
	if !from.Before(first) {
		return false
	}
	if until.IsZero() || until.After(first) {
		*until = first
	}
	return true
}

// records keeps what can stand beside anything that the register has already.
func (t *takingIn) records() {
	keep(t, kindConcern, t.r.Concerns, func(c *register.Concern) (id, pupil *string) { return &c.ID, &c.Pupil })
	keep(t, kindCycle, t.r.Plans, func(c *provision.Cycle) (id, pupil *string) { return &c.ID, &c.Pupil })
	keep(t, kindOutcome, t.r.Outcomes, func(o *provision.Outcome) (id, pupil *string) {
		o.Cycle, o.Follows = t.ref(o.Cycle), t.ref(o.Follows)
		return &o.ID, &o.Pupil
	})
	keep(t, kindCorrection, t.r.Corrections, func(k *provision.Correction) (id, pupil *string) {
		k.Record = t.ref(k.Record)
		return &k.ID, &k.Pupil
	})
	keep(t, kindAdvice, t.r.Advice, func(a *provision.Advice) (id, pupil *string) { return &a.ID, &a.Pupil })
	keep(t, kindReferral, t.r.Referrals, func(r *provision.Referral) (id, pupil *string) { return &r.ID, &r.Pupil })
	keep(t, kindEHCPlan, t.r.EHCPlans, func(e *register.EHCPlan) (id, pupil *string) { return &e.ID, &e.Pupil })
	keep(t, kindAmendment, t.r.Amendments, func(a *register.Amendment) (id, pupil *string) {
		a.Plan = t.ref(a.Plan)
		return &a.ID, &a.Pupil
	})
	keep(t, kindInvitee, t.r.Invitees, func(i *register.Invitee) (id, pupil *string) { return &i.ID, &i.Pupil })
	keep(t, kindNote, t.r.Notes, func(n *register.Note) (id, pupil *string) {
		n.Heard = t.ref(n.Heard)
		return &n.ID, &n.Pupil
	})
	keep(t, kindContact, t.r.Contacts, func(c *register.Contact) (id, pupil *string) { return &c.ID, &c.Pupil })
	t.provision()
	t.awards()
	for _, f := range t.r.Own {
		t.also = append(t.also, f.Name+": "+f.Value)
	}
}

// keep writes records of the bundle as this school's: of says where one holds its own
// identifier and its pupil's, and points it at what came before.
func keep[T any](t *takingIn, kind string, list []T, of func(*T) (id, pupil *string)) {
	for _, record := range list {
		id, pupil := of(&record)
		*id, *pupil = t.id(*id), t.pupil.ID
		t.put(kind, *id, record)
	}
}

// levels keeps a level as such only where this school works by the very pack that it
// was decided by. Another keeps its old meaning, as words in the story.
func (t *takingIn) levels() {
	pack := t.d.continuum
	for _, l := range t.r.Levels {
		if _, ours := pack.Level(l.Level); ours && l.Pack == pack.ID && l.Version == pack.Version {
			l.LevelDecision.ID, l.LevelDecision.Pupil = t.id(l.LevelDecision.ID), t.pupil.ID
			t.put(kindLevel, l.LevelDecision.ID, l.LevelDecision)
			continue
		}
		words := "At " + schoolWords(t.p.From.Name, t.p.From.URN) + ": " + cmp.Or(l.Name, l.Level) + ", by the continuum “" + cmp.Or(l.PackTitle, l.Pack) + "”, version " + l.Version + "."
		for _, more := range []struct{ label, words string }{{"Main area", l.MainArea}, {"Why", l.Reason}, {"Decided by", l.By}, {"Agreed by", l.Second}} {
			if more.words != "" {
				words += " " + more.label + ": " + sentence(more.words)
			}
		}
		t.note(register.NoteProgress, l.On, words)
	}
}

// papers seals the attachments. A paper without a record that names it is swept away
// later, so nothing is lost or left over when the step is refused.
func (t *takingIn) papers(ctx context.Context) error {
	for i, a := range t.r.Attachments {
		content := t.p.Attached[i]
		a.ID, a.Pupil = t.id(a.ID), t.pupil.ID
		a.Name, a.Media = fileName(a.Name), mediaOf(fileName(a.Name))
		digest, err := t.d.Papers().PutPaper(ctx, content)
		if err != nil {
			return err
		}
		a.Digest = digest
		t.put(kindAttachment, a.ID, a)
	}
	return nil
}

// story is the note that says where all this came from, with what no record holds.
func (t *takingIn) story() string {
	words := "Record handed over by " + schoolWords(t.p.From.Name, t.p.From.URN) + " (URN " + t.p.From.URN + ") on " + t.p.On.Words() + "."
	slices.Sort(t.also)
	for _, a := range slices.Compact(t.also) {
		words += "\n" + sentence(a)
	}
	return words
}
