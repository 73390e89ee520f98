package panel

import (
	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/paper"
)

const notYet = Refusal("This cannot be done yet.")

func Fold(about About, entries []book.Entry, kept []papers.Kept) (State, error) {
	return State{About: about}, nil
}

func (s State) SetPot(by By, p PotSetting) ([]book.Draft, error)       { return nil, notYet }
func (s State) PlanMeeting(by By, m MeetingPlan) ([]book.Draft, error) { return nil, notYet }
func (s State) SetAgenda(by By, meeting string, lines []AgendaLine) ([]book.Draft, error) {
	return nil, notYet
}
func (s State) StartMeeting(by By, meeting string, o Opening) ([]book.Draft, error) {
	return nil, notYet
}
func (s State) Attend(by By, meeting string, who Person, here bool) ([]book.Draft, error) {
	return nil, notYet
}
func (s State) OpenItem(by By, meeting, request string) ([]book.Draft, error) { return nil, notYet }
func (s State) Declare(by By, meeting, request string, i Interest) ([]book.Draft, error) {
	return nil, notYet
}
func (s State) Vote(by By, meeting, request string, v Vote) ([]book.Draft, error) { return nil, notYet }
func (s State) Decide(by By, meeting, request string, v Verdict) ([]book.Draft, error) {
	return nil, notYet
}
func (s State) Defer(by By, meeting, request, reason, words string) ([]book.Draft, error) {
	return nil, notYet
}
func (s State) Correct(by By, decision string, c Correction) ([]book.Draft, error) {
	return nil, notYet
}
func (s State) CloseMeeting(by By, meeting, words string) ([]book.Draft, error) { return nil, notYet }
func (s State) Confirm(by By, decision string, c Confirmation) ([]book.Draft, error) {
	return nil, notYet
}
func (s State) RaiseDispute(by By, dispute string) ([]book.Draft, error) { return nil, notYet }
func (s State) MoveDispute(by By, dispute string, words string) ([]book.Draft, error) {
	return nil, notYet
}
func (s State) SettleDispute(by By, dispute string, a DisputeAnswer) ([]book.Draft, error) {
	return nil, notYet
}
func (s State) TakeEvent(by By, event string, a EventAnswer) ([]book.Draft, error) {
	return nil, notYet
}
func (s State) Escalate(by By, event, words string) ([]book.Draft, error)     { return nil, notYet }
func (s State) PublishAgreement(by By, a AgreementText) ([]book.Draft, error) { return nil, notYet }
func (s State) EndAgreement(by By, id, words string) ([]book.Draft, error)    { return nil, notYet }
func (s State) PutService(by By, e ServiceEntry) ([]book.Draft, error)        { return nil, notYet }
func (s State) RemoveService(by By, id, words string) ([]book.Draft, error)   { return nil, notYet }
func (s State) LockTerm(by By, series, reason string) ([]book.Draft, error)   { return nil, notYet }
func (s State) OpenTerm(by By, series, reason string) ([]book.Draft, error)   { return nil, notYet }

// Barred says why a person cannot vote on a request on an agenda; "" where they can.
func (s State) Barred(meeting, request, person string) string { return "" }

// Tally counts the votes on a request as they count now, by outcome.
func (s State) Tally(meeting, request string) Tally { return Tally{} }

// Waiting is something that waits for somebody.
type Waiting struct {
	Kind  string   // "request", "confirm", "dispute", "event", "meeting", "service", "agreement"
	Ref   string   // what it is about: see Kind
	Due   day.Date // zero where there is no day for it
	Late  bool
	Who   string // "chair", "council", "other_chair" or a school's URN
	Words string
}

// Due lists what waits on a day, the most pressing first.
func Due(s State, today day.Date) []Waiting { return nil }

// Agenda writes the agenda of a meeting as a document for paper.
func Agenda(s State, meeting string) *paper.Doc { return nil }

// Minutes writes what a meeting came to.
func Minutes(s State, meeting string) *paper.Doc { return nil }

// DecisionSheet writes one decision, by the hash of its entry.
func DecisionSheet(s State, decision string) *paper.Doc { return nil }

// Precedents returns settled disputes about requests that are like one, the most alike first.
func (s State) Precedents(r papers.Request) []Precedent { return nil }

// Precedent is what came of a dispute about a like request, without its school.
type Precedent struct {
	Dispute  string
	On       day.Date
	Form     string
	Need     string
	Service  string
	Level    string
	Reason   string // of the dispute
	Decision string // the outcome that was disputed
	Outcome  string // of the dispute
	Words    string
	Alike    int
}

// Letter is what the panel has to say to one school alone on a day. The hub adds the rest.
func Letter(s State, urn string, today day.Date) papers.Letter { return papers.Letter{} }

// Circular fills the panel's part of what all schools get.
func Circular(s State, today day.Date, c *papers.Circular) {}
