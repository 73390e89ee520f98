package panel

import (
	"encoding/json"
	"fmt"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// Kinds of entry in the book that are read here. Entries of other kinds are passed over.
const (
	KindPot      = "panel.pot"
	KindMeeting  = "panel.meeting"
	KindItem     = "panel.item"
	KindAgenda   = "panel.agenda"
	KindStart    = "panel.start"
	KindAttend   = "panel.attend"
	KindOpen     = "panel.open"
	KindInterest = "panel.interest"
	KindVote     = "panel.vote"
	KindDecide   = "panel.decide"
	KindDefer    = "panel.defer"
	KindCorrect  = "panel.correct"
	KindClose    = "panel.close"
	KindConfirm  = "panel.confirm"
	KindLock     = "panel.lock"

	KindDisputeRaise  = "dispute.raise"
	KindDisputeMove   = "dispute.move"
	KindDisputeAnswer = "dispute.answer"
	KindEventAnswer   = "event.answer"
	KindEventEscalate = "event.escalate"
	KindAgreement     = "agreement.publish"
	KindAgreementEnd  = "agreement.end"
	KindService       = "service.put"
	KindServiceEnd    = "service.remove"
)

// spoken is the body of every entry: who, on which day by the hub's calendar, and what.
type spoken[T any] struct {
	By   Person   `json:"by"`
	On   day.Date `json:"on"`
	What T        `json:"what"`
}

// The bodies of entries that are no command's own words.
type (
	itemBody struct {
		Meeting  string         `json:"meeting"`
		Request  string         `json:"request"`
		Document string         `json:"document"`
		School   string         `json:"school"`
		Paper    papers.Request `json:"paper"` // as it was put on the agenda, so that the book stands alone
		Partners []Partner      `json:"partners,omitempty"`
		Minutes  int            `json:"minutes"`
	}
	agendaBody struct {
		Meeting  string   `json:"meeting"`
		Requests []string `json:"requests"` // in their order; what is not here left the agenda
	}
	startBody struct {
		Meeting string   `json:"meeting"`
		Present []Person `json:"present"`
		Frozen  []string `json:"frozen,omitempty"`
	}
	attendBody struct {
		Meeting string `json:"meeting"`
		Person  Person `json:"person"`
		Here    bool   `json:"here"`
	}
	openBody struct {
		Meeting string `json:"meeting"`
		Request string `json:"request"`
	}
	interestBody struct {
		Meeting  string   `json:"meeting"`
		Request  string   `json:"request"`
		Interest Interest `json:"interest"`
	}
	voteBody struct {
		Meeting string `json:"meeting"`
		Request string `json:"request"`
		Vote    Vote   `json:"vote"`
	}
	decideBody struct {
		Meeting   string     `json:"meeting"`
		Request   string     `json:"request"`
		Document  string     `json:"document"`
		Verdict   Verdict    `json:"verdict"`
		Money     Money      `json:"money"`
		Parts     []Part     `json:"parts,omitempty"`
		Present   []Person   `json:"present"`
		Interests []Interest `json:"interests,omitempty"`
		Counted   []Vote     `json:"counted,omitempty"`
		Deciders  []Person   `json:"deciders"`
		Carried   string     `json:"carried"`
		Short     bool       `json:"short,omitempty"`
		DisputeBy day.Date   `json:"dispute_by"`
	}
	deferBody struct {
		Meeting string `json:"meeting"`
		Request string `json:"request"`
		Reason  string `json:"reason"`
		Words   string `json:"words,omitempty"`
	}
	correctBody struct {
		Decision string   `json:"decision"`
		Why      string   `json:"why"`
		Aside    bool     `json:"aside,omitempty"`
		Verdict  *Verdict `json:"verdict,omitempty"`
		Money    Money    `json:"money"`
		Parts    []Part   `json:"parts,omitempty"`

		DisputeBy day.Date `json:"dispute_by,omitzero"`
	}
	closeBody struct {
		Meeting string            `json:"meeting"`
		Words   string            `json:"words,omitempty"`
		Off     map[string]string `json:"off,omitempty"` // why requests had left the agenda by then
	}
	confirmBody struct {
		Decision string   `json:"decision"`
		Outcome  string   `json:"outcome"`
		Amount   int64    `json:"amount"`
		Reasons  []string `json:"reasons,omitempty"`
		Words    string   `json:"words,omitempty"`
		Money    Money    `json:"money"`
		Parts    []Part   `json:"parts,omitempty"`
	}
	lockBody struct {
		Series string `json:"series"`
		Reason string `json:"reason"`
		Open   bool   `json:"open,omitempty"`
	}
	// disputeFacts are in every entry about a dispute, so that the book stands alone.
	disputeFacts struct {
		ID       string   `json:"id"`
		URN      string   `json:"urn"`
		School   string   `json:"school"`
		Decision string   `json:"decision"`
		Reason   string   `json:"reason"`
		Raised   day.Date `json:"raised"`
		Stage    stageAt  `json:"stage"` // that it is at with this entry
	}
	// stageAt is a stage as its rule was when it began.
	stageAt struct {
		N           int      `json:"n"`
		Name        string   `json:"name"`
		Who         string   `json:"who"`
		Began       day.Date `json:"began"`
		Due         day.Date `json:"due"`
		FurtherDays int      `json:"further_days"`
	}
	disputeBody struct {
		disputeFacts
		Words string `json:"words,omitempty"`
	}
	answerBody struct {
		disputeFacts
		Outcome   string   `json:"outcome"`
		Aside     bool     `json:"aside,omitempty"`
		Further   bool     `json:"further,omitempty"` // it goes to the next stage with that
		FurtherBy day.Date `json:"further_by,omitzero"`
		Words     string   `json:"words,omitempty"`
	}
	// eventFacts are in every entry about an event.
	eventFacts struct {
		ID       string   `json:"id"`
		URN      string   `json:"urn"`
		School   string   `json:"school"`
		Document string   `json:"document"`
		Kind     string   `json:"kind"`
		Urgency  string   `json:"urgency"`
		Amount   int64    `json:"amount"`
		Request  string   `json:"request,omitempty"`
		On       day.Date `json:"on"`
	}
	eventBody struct {
		eventFacts
		Rung   string `json:"rung"`
		Give   int64  `json:"give"`
		Closes bool   `json:"closes,omitempty"`
		Words  string `json:"words,omitempty"`
		Money  Money  `json:"money"`
	}
	agreementBody struct {
		AgreementText
		ID     string `json:"id"`
		Needed bool   `json:"needed,omitempty"`
	}
	endBody struct {
		ID    string `json:"id"`
		Words string `json:"words,omitempty"`
	}
)

// draft makes an entry of something done.
func draft[T any](by By, kind, ref string, what T) book.Draft {
	body, err := json.Marshal(spoken[T]{By: by.Person, On: by.Day(), What: what})
	if err != nil {
		panic("panel: an entry always encodes: " + err.Error())
	}
	return book.Draft{At: by.At, Actor: by.ID, Kind: kind, Ref: ref, Body: body}
}

func one(d book.Draft) ([]book.Draft, error) { return []book.Draft{d}, nil }

// refuse says why something is not done.
func refuse(words string, args ...any) ([]book.Draft, error) { return nil, refusal(words, args...) }

func refusal(words string, args ...any) error {
	return Refusal(fmt.Sprintf(words, args...) + " Nothing was changed.")
}
