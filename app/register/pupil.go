package register

import (
	"strings"

	"needsbook/app/day"
)

// Pupil is a child or young person the school keeps a record of.
type Pupil struct {
	ID         string   `json:"id"`
	UPN        string   `json:"upn"`         // unique pupil number, may be empty or temporary
	FormerUPN  string   `json:"former_upn"`  // numbers the pupil had before, with spaces between
	Surname    string   `json:"surname"`     // as on the register of the school
	Forename   string   `json:"forename"`    //
	Preferred  string   `json:"preferred"`   // the name the pupil goes by, if another
	Born       day.Date `json:"born"`        // zero when not known
	Sex        string   `json:"sex"`         // as the school holds it, M or F or other
	YearTaught string   `json:"year_taught"` // year group code when it differs from age, else empty
	Class      string   `json:"class"`       // registration group
	Entered    day.Date `json:"entered"`     // first day on roll
	Left       day.Date `json:"left_on"`     // last day on roll, zero while on roll
	Flags      Flags    `json:"flags"`       // pupil premium and the like
	MISID      string   `json:"mis_id"`      // the school's own system's number
	Strengths  string   `json:"strengths"`   // what the pupil is good at and enjoys
	Helps      string   `json:"helps"`       // what helps, in the pupil's voice
	Hinders    string   `json:"hinders"`     // what does not help
	Fields     Values   `json:"fields"`      // the school's own fields, by the field's id
}

// Values are what a pupil's record says in the school's own fields, by the field's
// id, each in the form that Field.Read gives it. Nothing is kept for an empty one.
type Values map[string]string

// Flags are facts that matter beside need; each is a short code, kept in order.
type Flags []string

// The flags a school holds, by code. Free meals and pupil premium are different ideas.
const (
	FlagPupilPremium = "PP"
	FlagFreeMeals    = "FSM"
	FlagEverFree6    = "FSM6"
	FlagLookedAfter  = "LAC"
	FlagEAL          = "EAL"
	FlagYoungCarer   = "YC"
	FlagServiceChild = "SC"
	FlagSENUnit      = "UNIT"
	FlagResourced    = "RP"
)

// FlagNames gives each flag its plain words, in the order they are listed.
var FlagNames = []struct{ Code, Name string }{
	{FlagPupilPremium, "Pupil premium"},
	{FlagFreeMeals, "Free school meals"},
	{FlagEverFree6, "Free meals in the last six years"},
	{FlagLookedAfter, "Looked after"},
	{FlagEAL, "English as an additional language"},
	{FlagYoungCarer, "Young carer"},
	{FlagServiceChild, "Service child"},
	{FlagSENUnit, "SEN unit place"},
	{FlagResourced, "Resourced provision place"},
}

// Has reports whether a flag is set.
func (f Flags) Has(code string) bool {
	for _, c := range f {
		if strings.EqualFold(c, code) {
			return true
		}
	}
	return false
}

// With returns the flags with one set or cleared, in the order of FlagNames.
func (f Flags) With(code string, on bool) Flags {
	out := Flags{}
	for _, n := range FlagNames {
		has := f.Has(n.Code)
		if n.Code == code {
			has = on
		}
		if has {
			out = append(out, n.Code)
		}
	}
	return out
}

// Name returns forename and surname as people say them, the preferred name first
// where there is one.
func (p Pupil) Name() string {
	first := p.Forename
	if p.Preferred != "" {
		first = p.Preferred
	}
	return strings.TrimSpace(first + " " + p.Surname)
}

// ListName returns the name for a sorted list: Surname, Forename.
func (p Pupil) ListName() string {
	if p.Forename == "" {
		return p.Surname
	}
	return p.Surname + ", " + p.Forename
}

// Initials returns the first letters of the name, for screens and pages on which
// names are hidden.
func (p Pupil) Initials() string {
	var b strings.Builder
	for _, part := range strings.Fields(p.Name()) {
		for _, r := range part {
			b.WriteRune(r)
			b.WriteByte('.')
			break
		}
	}
	return b.String()
}

// OnRoll reports whether the pupil is on the school's roll on a day.
func (p Pupil) OnRoll(on day.Date) bool {
	return !p.Entered.After(on) && (p.Left.IsZero() || !p.Left.Before(on))
}

// Contact is an adult to speak to about a pupil.
type Contact struct {
	ID           string `json:"id"`
	Pupil        string `json:"pupil"`
	Name         string `json:"name"`
	Relationship string `json:"relationship"`
	Phone        string `json:"phone"`
	Email        string `json:"email"`
	Prefers      string `json:"prefers"`  // phone, email, letter, in person
	Language     string `json:"language"` // the language they would like to be spoken to in
}

// Consent is what a parent, carer or young person has agreed to, and when.
type Consent struct {
	ID        string   `json:"id"`
	Pupil     string   `json:"pupil"`
	Scope     string   `json:"scope"`     // one of the Consent scopes
	By        string   `json:"given_by"`  // who gave it, and their relationship
	How       string   `json:"how"`       // signed form, e-mail, in person
	Given     day.Date `json:"given_on"`  //
	Withdrawn day.Date `json:"withdrawn"` // zero while it stands
}

// Consent scopes.
const (
	ConsentFunding  = "funding"  // send a funding request about the pupil to the panel
	ConsentServices = "services" // ask an outside service for advice
	ConsentSchools  = "schools"  // share with another school
)

// Stands reports whether the consent holds on a day.
func (c Consent) Stands(on day.Date) bool {
	return !c.Given.IsZero() && !c.Given.After(on) && (c.Withdrawn.IsZero() || c.Withdrawn.After(on))
}

// Note is one dated entry in a pupil's story.
type Note struct {
	ID    string   `json:"id"`
	Pupil string   `json:"pupil"`
	Type  string   `json:"type"` // one of the Note types
	On    day.Date `json:"on_day"`
	Words string   `json:"words"`
	By    string   `json:"by"`
	How   string   `json:"how"`       // how a view was heard: talk, drawing, symbols, observation
	With  string   `json:"with_whom"` // whom a call, letter or meeting was with
	Told  string   `json:"told"`      // what the family should not have to tell again: one of ToldTopics, or ""
	Heard string   `json:"heard_at"`  // id of the plan or meeting at which a view was heard, "" for none
}

// Note types.
const (
	NotePlain      = "note"
	NoteCall       = "call"
	NoteMeeting    = "meeting"
	NoteLetter     = "letter"
	NoteEmail      = "email"
	NotePupilView  = "pupil_view"
	NoteParentView = "parent_view"
	NoteTraining   = "training"
	NoteAttendance = "attendance"
	NoteProgress   = "progress"
	NoteAccess     = "subject_access" // the family asked to see the record: an answer is due within a month
	// A parent asked a maintained school in writing for the educational record: 15 school days.
	NoteEducationalRecord = "educational_record"
)

// NoteNames gives each type of note its plain words, in the order they are offered.
var NoteNames = []Item{
	{NotePlain, "Note"},
	{NoteCall, "Call"},
	{NoteMeeting, "Meeting"},
	{NoteLetter, "Letter"},
	{NoteEmail, "E-mail"},
	{NotePupilView, "Pupil's view"},
	{NoteParentView, "Parent's view"},
	{NoteProgress, "Progress"},
	{NoteAttendance, "Attendance"},
	{NoteTraining, "Staff training"},
	{NoteAccess, "Asked to see the record"},
	{NoteEducationalRecord, "Asked for the educational record"},
}

// NoteName returns the plain words for a type of note.
func NoteName(noteType string) string {
	if name := Named(NoteNames, noteType); name != noteType {
		return name
	}
	return "Note"
}

// ToldTopics are what a family should have to tell a school only once.
var ToldTopics = []Item{
	{"health", "Health and diagnosis"},
	{"family", "Family and home"},
	{"works", "What works at home"},
	{"before", "Help before now"},
	{"wishes", "What the family wants"},
	{"contact", "How to be in touch"},
}
